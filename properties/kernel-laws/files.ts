import type { Socket } from '../../src/index.js';
import * as probe from '../support/probe.js';
import { READY } from '../support/probe.js';
import type { ChannelKind } from './actions.js';
import { LawBroken } from './law.js';
import { witness } from './witness.js';

/** Bytes on their way in one direction. Which byte stands at which place is known, so order, loss and copies show (L11). */
export class Stream {
  static #made = 0;
  readonly #seed = 29 * Stream.#made++;
  #written = 0;
  #read = 0;
  /** How many bytes a pending send may have added. */
  #inFlight = 0;
  /** How many receives of the loop are pending on it. */
  receiving = 0;
  /** The writing side is through: then, and only then, the end may be read. */
  ended = false;
  /** The connection broke, or was closed with bytes unread: what was not read yet may be lost. */
  fragile = false;

  /** The next bytes to write. */
  next(length: number): Buffer {
    return Buffer.from(Array.from({ length }, (_, i) => this.#byteAt(this.#written + i)));
  }

  wrote(length: number): void {
    this.#written += length;
  }

  sending(length: number): void {
    this.#inFlight = length;
  }

  /** @param length how many of the bytes the kernel took */
  sent(length: number): void {
    if (length > 0 && length < this.#inFlight) {
      witness('L11 a send ended half-way');
    }
    this.#written += length;
    this.#inFlight = 0;
    if (this.#read > this.#written) {
      throw new LawBroken('L11', `${this.#read} bytes were read, but a send says that only ${this.#written} were sent`);
    }
  }

  /** These bytes were read; none is the end. */
  arrived(bytes: Buffer): void {
    if (bytes.length === 0) {
      if (!this.ended || (!this.fragile && this.#read < this.#written)) {
        throw new LawBroken('L11', `the end was read after ${this.#read} of ${this.#written} bytes`);
      }
      return;
    }
    witness('L11 bytes arrived');
    for (const byte of bytes) {
      if (this.#read >= this.#written + this.#inFlight || byte !== this.#byteAt(this.#read)) {
        throw new LawBroken(
          'L11',
          `byte ${this.#read} of ${this.#written} is ${byte}, not ${this.#byteAt(this.#read)}`,
        );
      }
      this.#read++;
    }
  }

  /** The loop itself may put bytes in or take them out at any moment. */
  get isMoving(): boolean {
    return this.receiving > 0 || this.#inFlight > 0;
  }

  /** How many bytes were read. */
  get received(): number {
    return this.#read;
  }

  get unread(): number {
    return this.#written + this.#inFlight - this.#read;
  }

  /** Whether everything that was written must still arrive. */
  get owes(): boolean {
    return !this.fragile && this.#inFlight === 0 && this.#read < this.#written;
  }

  #byteAt(place: number): number {
    return (this.#seed + 7 * place + 13 * (place >> 8)) & 0xff;
  }
}

/** An open file: what a descriptor's number names, until it names another. */
export class OpenFile {
  /** The descriptors that name it; more than one after a dup. */
  readonly descriptors = new Set<Descriptor>();
  /** Sends of the loop that are pending on it. */
  sending = 0;

  constructor(
    readonly kind: ChannelKind | 'listener',
    readonly incoming: Stream | undefined,
    readonly outgoing: Stream | undefined,
  ) {}

  get isSocket(): boolean {
    return this.kind !== 'pipe';
  }
}

/** A number while it names one open file. The same number later is another descriptor (L6). */
export class Descriptor {
  open = true;
  /** The library's object around it, once an operation was asked of it. */
  socket: Socket | undefined;

  constructor(
    readonly fd: number,
    readonly file: OpenFile,
  ) {
    file.descriptors.add(this);
  }

  toString(): string {
    return `${this.file.kind} ${this.fd}`;
  }
}

/** What is asked about with poll(2): one direction of an open file. */
export interface Question {
  readonly descriptor: Descriptor;
  readonly direction: 0 | 1;
}

/** By which number poll(2) can be asked about the file; undefined if none is left. */
function numberOf({ descriptor }: Question): number | undefined {
  if (descriptor.open) {
    return descriptor.fd;
  }
  const [other] = descriptor.file.descriptors;
  return other?.fd;
}

/** Which of these are ready now, as the kernel itself says. A file that is gone is not. */
export function areReady(questions: readonly Question[]): boolean[] {
  const asked = questions.map((question) => ({ fd: numberOf(question) ?? -1, events: READY[question.direction] }));
  return Array.from(probe.poll(asked), (ready) => ready !== 0);
}

let names = 0;

/** Opens a channel: two descriptors, and what is written into one comes out of the other. */
export function openChannel(kind: ChannelKind): [Descriptor, Descriptor] {
  const [a, b] = openEnds(kind);
  const forth = new Stream();
  if (kind === 'pipe') {
    return [
      new Descriptor(a, new OpenFile(kind, forth, undefined)),
      new Descriptor(b, new OpenFile(kind, undefined, forth)),
    ];
  }
  if (kind !== 'tcp') {
    // Small buffers, so that the sizes of the actions fill them. On TCP they would wait for the timers of its windows.
    probe.shrinkBuffers(a);
    probe.shrinkBuffers(b);
  }
  const back = new Stream();
  return [new Descriptor(a, new OpenFile(kind, back, forth)), new Descriptor(b, new OpenFile(kind, forth, back))];
}

function openEnds(kind: ChannelKind): [number, number] {
  switch (kind) {
    case 'pipe':
      return probe.pipe();
    case 'pair':
      return probe.socketPair();
    case 'tcp':
      return probe.urgentInline(probe.tcpPair());
    case 'unix':
      return probe.unixPair(uniqueName());
  }
}

/** A name in the abstract namespace that nobody else has. */
export function uniqueName(): string {
  return `readyloop-properties-${process.pid}-${names++}`;
}
