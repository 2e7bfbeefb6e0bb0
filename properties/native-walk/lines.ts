import { Machine } from '../../generated/ts/index.js';
import {
  BATCH_WORDS,
  BatchField,
  BatchKind,
  COMMAND_WORDS,
  CommandField,
  CommandKind,
  Told,
} from '../../generated/ts/layout.js';
import { transport } from '../../generated/ts/transport.js';
import { cellOf, FORBIDDEN, indexOf } from '../../model/compiler/table.js';
import {
  addon,
  type NativeLoop,
  type NativeLoopOptions,
  SLOTS,
  Telling,
  type ToldCode,
} from '../../src/native/index.js';
import * as probe from '../support/probe.js';
import { rounds } from '../support/scene.js';

const { SLOT, GENERATION, KIND, ERROR, VALUE } = BatchField;

/** What can be asked of a connection, as its table names it. */
export type Asked = 'RESUME' | 'PAUSE' | 'WRITE' | 'WRITE_EOF' | 'CLOSE' | 'ABORT';

/** What the other side does. */
export type Other = 'write' | 'writeMuch' | 'read' | 'finish' | 'deafen' | 'reset';

const LITTLE = Buffer.alloc(100);
const MUCH = Buffer.alloc(300_000);

/** One connection of the native loop, and its other side; with no protocol but what a trace has to tell. */
export class Line {
  readonly key: number;
  readonly fd: number;
  readonly #native: NativeLoop;
  readonly #telling: Telling;
  #other: number | undefined;
  #tellings = 0;
  #bytes = 0;
  /** It was ended by whoever asks. */
  isCut = false;
  isLost = false;

  /** What has ended it, of a loop with a thread of its own: that may have closed it between a look at its state and a call. */
  readonly #ends: Set<Asked> | undefined;

  constructor(
    native: NativeLoop,
    telling: Telling,
    key: number,
    fd: number,
    other: number | undefined,
    isApart: boolean,
  ) {
    this.#ends = isApart ? new Set() : undefined;
    this.#native = native;
    this.#telling = telling;
    this.fd = fd;
    this.#other = other;
    this.key = key;
    this.#tell(Told.MADE, fd);
  }

  /** Asks, unless its table forbids that: whoever asks knows what it has asked before. */
  ask(asked: Asked, much = false): void {
    const { commands } = this.#native;
    if (this.isLost || !this.#allows(asked) || this.#ends?.has(asked)) return;
    const kind = asked === 'WRITE' && much ? 'WRITE_APART' : asked;
    if (kind === 'WRITE_APART') this.#native.pieces.push(MUCH);
    const row: Partial<Record<keyof typeof CommandField, number>> = {
      KIND: CommandKind[kind],
      SLOT: this.key % SLOTS,
      GENERATION: Math.floor(this.key / SLOTS),
      LENGTH: asked === 'WRITE' ? (much ? MUCH : LITTLE).length : 0,
    };
    commands.fill(0, 1, 1 + COMMAND_WORDS);
    for (const [field, value] of Object.entries(row))
      commands[1 + CommandField[field as keyof typeof CommandField]] = value;
    commands[0] = 1;
    this.#native.submit();
    if (asked === 'CLOSE' || asked === 'ABORT') {
      this.isCut = true;
      this.#ends?.add(asked);
    }
  }

  meet(what: Other): void {
    const other = this.#other;
    if (other === undefined) return;
    switch (what) {
      case 'write':
        probe.write(other, LITTLE);
        break;
      case 'writeMuch':
        probe.write(other, MUCH);
        break;
      case 'read':
        for (let i = 0; i < 40 && probe.native.read(other, Buffer.alloc(100_000)) > 0; i++);
        break;
      case 'finish':
        probe.shutdownWrite(other);
        break;
      case 'deafen':
        probe.native.shutdown(other, 0);
        break;
      case 'reset':
        this.#other = undefined;
        probe.reset(other);
    }
  }

  /** The number names another file, and the loop asks whether it does. */
  replace(pair: [number, number]): void {
    const isThere = this.state >= 0;
    if (isThere) probe.dup2(pair[0], this.fd);
    for (const fd of pair) probe.close(fd);
    if (!isThere) return;
    try {
      this.#native.closeSlot(this.#native.attach(this.fd));
    } catch (error) {
      // The kernel was not asked to watch it, so that nobody knows.
      if ((error as { code?: string }).code !== 'ERR_OWNED') throw error;
      return;
    }
    // The number is nobody's any more; where a thread has looked what it stands for right before it was replaced, that has closed it.
    if (this.#ends === undefined) probe.close(this.fd);
    else probe.native.close(this.fd);
  }

  hear(records: Int32Array, at: number): void {
    const error = records[at + ERROR] as number;
    switch (records[at + KIND]) {
      case BatchKind.DATA: {
        const count = records[at + VALUE] as number;
        if (this.isCut) return;
        this.#bytes += count;
        this.#tell(Told.DATA, count);
        return;
      }
      case BatchKind.ENDED:
        if (!this.isCut) this.#tell(Told.EOF, 0);
        return;
      case BatchKind.LOST:
        this.isLost = true;
        this.#tell(Told.LOST, this.#bytes, error, this.#tellings);
    }
  }

  close(): void {
    if (this.#other !== undefined) probe.close(this.#other);
    this.#other = undefined;
  }

  /** Of its table; -1 if the engine has it no more. */
  get state(): number {
    const past = this.#native.past(this.fd);
    const isIts = past?.live && (past.generation ?? 0) * SLOTS + (past.slot ?? 0) === this.key;
    return isIts ? (past.states[Machine.transport] as number) : -1;
  }

  #allows(event: string): boolean {
    const { state } = this;
    return state >= 0 && transport.kind[cellOf(transport, state, indexOf(transport.events, event))] !== FORBIDDEN;
  }

  #tell(what: ToldCode, value: number, error = 0, operation = 0): void {
    this.#tellings++;
    this.#telling.tell(what, this.key % SLOTS, Math.floor(this.key / SLOTS), operation, error, value);
  }
}

/** A native loop with lines. */
export class Exchange {
  readonly native: NativeLoop;
  /** Called for each record that brings bytes, before the engine has heard that they were taken. */
  onData: (line: Line) => void = () => {};
  readonly #lines = new Map<number, Line>();
  readonly #telling: Telling;
  readonly #isApart: boolean;

  constructor(options: NativeLoopOptions) {
    this.#isApart = options.apart === true;
    const { NativeLoop } = addon();
    const nothing = (): void => {};
    this.native = new NativeLoop(options, (count) => this.#take(count), nothing, nothing, nothing);
    this.#telling = new Telling(options.trace !== undefined, this.native.told, () => this.native.hear());
  }

  open([mine, other]: [number, number]): Line {
    probe.shrinkBuffers(mine);
    return this.#keep(this.native.openTransport(mine), mine, other);
  }

  /** Aborts all that a listener has given. */
  abortAll(): void {
    for (const line of this.#lines.values()) line.ask('ABORT');
  }

  async end(): Promise<void> {
    this.onData = () => {};
    for (const line of this.#lines.values()) line.isCut = true;
    const last = this.native.close();
    this.#take(last);
    this.native.finish();
    await rounds();
  }

  #keep(key: number, fd: number, other?: number): Line {
    const line = new Line(this.native, this.#telling, key, fd, other, this.#isApart);
    this.#lines.set(key, line);
    return line;
  }

  #take(count: number): void {
    const records = this.native.records.slice(0, count * BATCH_WORDS);
    for (let at = 0; at < records.length; at += BATCH_WORDS) {
      const key = ((records[at + GENERATION] as number) >>> 0) * SLOTS + (records[at + SLOT] as number);
      const [kind, error, value] = [KIND, ERROR, VALUE].map((field) => records[at + field] as number);
      if (kind === BatchKind.MADE) this.#keep(key, value as number);
      if (kind === BatchKind.LIMIT) this.#tell(Told.LIMIT, key, error as number);
      if (kind === BatchKind.UNSERVED) this.#tell(Told.UNSERVED, key, error as number);
      const line = this.#lines.get(key);
      line?.hear(records, at);
      if (line && records[at + KIND] === BatchKind.DATA) this.onData(line);
      if (line?.isLost) {
        this.#lines.delete(key);
        line.close();
      }
    }
  }

  /** Of a listener. */
  #tell(what: ToldCode, key: number, error: number): void {
    this.#telling.tell(what, key % SLOTS, Math.floor(key / SLOTS), 0, error, 0);
  }
}
