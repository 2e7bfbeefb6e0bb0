import { Space } from '../../model/checker/space.js';
import { Connecting, EVERYTHING } from '../../model/kernel/connecting.js';
import { Datagrams } from '../../model/kernel/datagrams.js';
import { Listener, type Stream } from '../../model/kernel/files.js';
import { Kernel } from '../../model/kernel/kernel.js';
import { countOf } from '../../model/kernel/numbered.js';
import type { FileShape, OpenFile } from '../../model/kernel/open-file.js';
import { type Act, type Answer, type Kind, NUMBERS, type Operation, type Report, type Subject } from './operations.js';

const stream = { kind: 'stream', inFlight: 2, fills: true, ends: true, resets: true, halves: true } as const;

const SHAPES: Readonly<Record<Kind, FileShape>> = {
  unix: { ...stream, resets: false },
  tcp: { ...stream, cuts: 'atMarks' },
  listener: { kind: 'listener', backlog: 2, aborts: false, shuts: true, shared: true },
  connecting: { ...stream, connects: true, cuts: 'atMarks' },
  udp: { kind: 'datagram', inFlight: 2 },
  unixgram: { kind: 'datagram', inFlight: 2 },
  seqpacket: { ...stream, resets: false, cuts: 'anywhere' },
  descriptors: { ...stream, resets: false, cuts: 'anywhere' },
};

/** What each kind's other end can do; the rest is skipped on both sides. */
const POSSIBLE: Readonly<Record<Kind, readonly Act[]>> = {
  unix: ['sends', 'ends', 'closes', 'reads'],
  tcp: ['sends', 'urges', 'ends', 'resets', 'reads'],
  listener: ['arrives', 'steals'],
  connecting: ['sends', 'urges', 'ends', 'resets', 'reads'],
  udp: ['sends', 'sendsTwo', 'isAbsent'],
  unixgram: ['sends', 'sendsTwo', 'reads'],
  seqpacket: ['sends', 'ends', 'closes', 'reads'],
  descriptors: ['sends', 'ends', 'closes', 'reads'],
};

/** What a sequence's operation answers when it cannot be done now. The real kernel is not even asked then. */
export const NOT_NOW = 'not now';

/** The model of the kernel that the checker uses, behind the interface of the comparison. */
export class ModelKernel implements Subject {
  readonly #kernel: Kernel;
  readonly #v: Uint8Array;

  constructor(
    readonly kinds: readonly [Kind, Kind],
    make: (space: Space, shape: ConstructorParameters<typeof Kernel>[1]) => Kernel = (space, shape) =>
      new Kernel(space, shape),
  ) {
    const space = new Space();
    this.#kernel = make(space, { numbers: NUMBERS, files: kinds.map((kind) => SHAPES[kind]), tokens: 256 });
    this.#v = space.vector();
    this.#kernel.name(this.#v, 0, 0);
    this.#kernel.name(this.#v, 1, 1);
  }

  perform(operation: Operation, token: number): Answer {
    const kernel = this.#kernel;
    const v = this.#v;
    switch (operation.op) {
      case 'poll':
        return 'ok';
      case 'add':
        return kernel.add(v, operation.number, operation.interest, token) ?? 'ok';
      case 'modify':
        return kernel.modify(v, operation.number, operation.interest, token) ?? 'ok';
      case 'remove':
        return kernel.remove(v, operation.number) ?? 'ok';
      case 'peer':
        return this.#peer(operation.file, operation.act);
      case 'open':
        return this.#open(operation.file);
      default: {
        const index = kernel.fileOf(v, operation.number);
        return index < 0 ? NOT_NOW : this.#onFile(operation, index, kernel.files[index] as OpenFile);
      }
    }
  }

  poll(): Report[] {
    const indexes = Array.from({ length: this.#kernel.registrations }, (_, index) => index);
    const ready = indexes.filter((index) => this.#kernel.isReady(this.#v, index));
    return ready.map((index) => this.#kernel.report(this.#v, index));
  }

  levels(number: number): number {
    const index = this.#kernel.fileOf(this.#v, number);
    return index < 0 ? -1 : (this.#kernel.files[index] as OpenFile).events(this.#v);
  }

  /** The file a number names, or -1. */
  fileOf(number: number): number {
    return this.#kernel.fileOf(this.#v, number);
  }

  queued(number: number): number {
    const index = this.#kernel.fileOf(this.#v, number);
    const file = this.#kernel.files[index];
    return file?.kind === 'stream' ? file.queued(this.#v) : 0;
  }

  #accept(file: Listener, atLimit: boolean): Answer {
    const answer = file.accept(this.#v, atLimit);
    return answer === 'EAGAIN' && file.blocking.isOn(this.#v) ? 'waits' : answer;
  }

  #open(file: number): Answer {
    const number = this.#kernel.freeNumber(this.#v);
    if (number < 0 || this.#kernel.isOpen(this.#v, file)) return NOT_NOW;
    this.#kernel.name(this.#v, number, file);
    return number;
  }

  #onFile(
    operation: Exclude<Operation, { op: 'poll' | 'add' | 'modify' | 'remove' | 'peer' | 'open' }>,
    index: number,
    file: OpenFile,
  ): Answer {
    const kernel = this.#kernel;
    const v = this.#v;
    switch (operation.op) {
      case 'close':
        kernel.close(v, operation.number);
        return 'ok';
      case 'dup': {
        const free = kernel.freeNumber(v);
        if (free < 0) return NOT_NOW;
        kernel.name(v, free, index);
        return free;
      }
      case 'read':
        return file instanceof Listener ? NOT_NOW : this.#read(file, operation.most);
      case 'write':
        return file instanceof Listener || this.kinds[index] === 'udp' ? NOT_NOW : file.write(v);
      case 'accept':
        return file instanceof Listener ? this.#accept(file, operation.atLimit) : NOT_NOW;
      case 'block':
      case 'unblock':
        if (!(file instanceof Listener)) return NOT_NOW;
        if (operation.op === 'block') file.blocking.turnOn(v);
        else file.blocking.turnOff(v);
        return 'ok';
      case 'shutdown':
        return file instanceof Listener ? this.#woken(index, file.shutdown(v)) : NOT_NOW;
      case 'halve':
        return this.#halve(file);
      case 'connect':
      case 'refused':
        return file instanceof Connecting ? this.#connect(index, file, operation.op === 'connect') : NOT_NOW;
      case 'disconnect':
        return file instanceof Connecting && file.isUntold(v) && !file.isLost(v)
          ? this.#woken(index, file.disconnect(v))
          : NOT_NOW;
      default:
        throw new RangeError(`no such operation: ${JSON.stringify(operation)}`);
    }
  }

  /** One that has no room is writable or not, as its kind has it. */
  #halve(file: OpenFile): Answer {
    const isPlain = file.kind === 'stream' && !(file instanceof Connecting);
    return isPlain && file.isWhole(this.#v) && file.hasRoom(this.#v) && file.shutDown(this.#v) ? 'ok' : NOT_NOW;
  }

  /** Who reads has what he read. */
  #read(file: Stream | Datagrams, most: number): Answer {
    const answer = file.read(this.#v, most);
    if (typeof answer === 'number') file.delivered(this.#v, file.kind === 'stream' ? countOf(answer) : 1);
    return answer;
  }

  /** Over the loopback an attempt is decided as soon as it is made. */
  #connect(index: number, file: Connecting, listens: boolean): Answer {
    const answer = file.connect(this.#v);
    if (answer === 'EINPROGRESS') this.#woken(index, listens ? file.peerTakes(this.#v) : file.peerRefuses(this.#v));
    if (answer.startsWith('ECONN') || answer === 'EPIPE') this.#woken(index, EVERYTHING);
    return answer;
  }

  #peer(index: number, act: Act): Answer {
    const file = this.#kernel.files[index] as OpenFile;
    const v = this.#v;
    const kind = this.kinds[index] as Kind;
    if (!POSSIBLE[kind].includes(act) || !this.#kernel.isOpen(v, index)) return NOT_NOW;
    if (file instanceof Listener) return this.#listenerAct(index, file, act);
    if (file instanceof Datagrams) return this.#woken(index, (ACT_OF_DATAGRAMS[act] ?? never)(file, v));
    return file.hasPeer(v) ? this.#woken(index, (ACT_OF_STREAM[act] ?? never)(file as Stream, v)) : NOT_NOW;
  }

  #listenerAct(index: number, file: Listener, act: Act): Answer {
    if (act === 'arrives') return this.#woken(index, file.arrives(this.#v));
    return file.stolen(this.#v) ? 'ok' : NOT_NOW;
  }

  #woken(index: number, bits: number): Answer {
    if (bits === 0) return NOT_NOW;
    this.#kernel.wake(this.#v, index, bits);
    return 'ok';
  }
}

type ActOf<File> = Partial<Record<Act, (file: File, v: Uint8Array) => number>>;

const never = () => 0;

const ACT_OF_STREAM: ActOf<Stream> = {
  sends: (file, v) => file.peerSends(v),
  urges: (file, v) => file.peerUrges(v),
  ends: (file, v) => file.peerEnds(v),
  closes: (file, v) => file.peerCloses(v),
  resets: (file, v) => file.peerResets(v),
  reads: (file, v) => file.peerReads(v),
};

const ACT_OF_DATAGRAMS: ActOf<Datagrams> = {
  sends: (file, v) => file.peerSends(v),
  sendsTwo: (file, v) => file.peerSends(v, 2),
  reads: (file, v) => file.peerReads(v),
  isAbsent: (file, v) => file.peerIsAbsent(v),
};
