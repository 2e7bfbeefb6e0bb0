import { constants } from 'node:os';
import * as generated from '../../../generated/ts/index.js';
import { cellOf, indexOf, type Table } from '../../compiler/table.js';
import type { End } from './read.js';
import { currentTables } from './rules.js';
import { Run } from './run.js';

const {
  EngineError,
  PollerBits,
  SocketKind,
  SystemCall,
  TRACE_HEADER_BYTES,
  TRACE_MAGIC,
  TRACE_WORDS,
  Told,
  TraceKind,
  UserCall,
} = generated;

type Errno = keyof typeof constants.errno;

export interface Answer {
  readonly error?: Errno;
  readonly value?: number;
  readonly asked?: number;
}

/** What a TOLD record has beside the operation. */
export interface Outcome {
  readonly error?: number;
  readonly value?: number;
}

/** Writes a trace by hand, as an engine would. The tables give each step's states unless it is told others. */
export class TraceWriter {
  readonly #records: number[][] = [];
  #hash: string = generated.TABLE_HASH;
  /** How many polls have reported something, and how many reports the last one still has. */
  #polls = 0;
  #reports = 0;
  #callbacks = 0;

  /** The index of the next record. */
  get next(): number {
    return this.#records.length;
  }

  slot(index = 0, generation = 1, fd = 3): SlotWriter {
    return new SlotWriter(index, generation, fd, this);
  }

  hash(hash: string): this {
    this.#hash = hash;
    return this;
  }

  record(...record: number[]): this {
    this.#records.push(record);
    return this;
  }

  /** A record as all but END are, with the number of polls in its place. */
  write(
    kind: number,
    code: number,
    slot: number,
    generation: number,
    event: number,
    before: number,
    last: number,
  ): void {
    const isStep = kind === TraceKind.STEP;
    const words = isStep ? [event, before, last, this.#polls] : [event, before, this.#polls, last];
    this.record(kind, code, slot, generation, ...words);
  }

  /** Another report, behind which its poll has so many more. */
  report(more: number): void {
    if (this.#reports === 0) this.#polls++;
    this.#reports = more;
  }

  /** A number for a callback. */
  callback(): number {
    return ++this.#callbacks;
  }

  /** The records without the END. */
  words(): Int32Array {
    const words = new Int32Array(this.next * TRACE_WORDS);
    this.#records.forEach((record, i) => {
      words.set(record, i * TRACE_WORDS);
    });
    return words;
  }

  /** @param end what its END says; by default what is so, as far as it is right */
  bytes(end: End = endOf(this.words())): Uint8Array {
    const count = this.next;
    const bytes = new Uint8Array(TRACE_HEADER_BYTES + (count + 1) * TRACE_WORDS * 4);
    bytes.set(Buffer.from(TRACE_MAGIC, 'latin1'));
    bytes.set(Buffer.from(this.#hash, 'hex'), TRACE_MAGIC.length);
    new DataView(bytes.buffer).setUint32(TRACE_MAGIC.length + 32, TRACE_WORDS, true);
    const words = new Int32Array(bytes.buffer, TRACE_HEADER_BYTES);
    words.set(this.words());
    const { untold, live, isWhole } = end;
    words.set([TraceKind.END, isWhole ? 1 : 0, -1, 0, 0, count, untold, live], count * TRACE_WORDS);
    return bytes;
  }

  /** The bytes in pieces, as a stream gives them. */
  async *pieces(size = Infinity, end?: End): AsyncGenerator<Uint8Array> {
    const bytes = this.bytes(end);
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
}

/** What the END of a run says; of one that is wrong, what would be right up to there. */
function endOf(words: Int32Array): End {
  const run = new Run(currentTables);
  try {
    run.follow(words);
  } catch {}
  return { ...run.ends, isWhole: false };
}

/** The records of one slot. */
export class SlotWriter {
  readonly #states = generated.tables.map(() => 0);
  /** The callbacks that were added last. */
  readonly #callbacks: [number, number] = [0, 0];

  /** How often users were told of something, and of how many bytes of a connection. */
  #tellings = 0;
  #bytes = 0;

  constructor(
    private readonly index: number,
    private readonly generation: number,
    private readonly fd: number,
    private readonly trace: TraceWriter,
  ) {}

  /** @param extra an operation, a direction; a callback that is added has a number by itself */
  user(call: keyof typeof UserCall, extra?: number, asked = call === 'CLOSE' ? EngineError.SOCKET_CLOSED : 0): this {
    const last = extra ?? (call === 'ADD_READER' || call === 'ADD_WRITER' ? this.trace.callback() : 0);
    if (call === 'ADD_READER') this.#callbacks[0] = last;
    if (call === 'ADD_WRITER') this.#callbacks[1] = last;
    return this.#write(TraceKind.USER, UserCall[call], asked, this.fd, last);
  }

  /** A call that finds the slot gone. */
  late(call: keyof typeof UserCall): this {
    return this.#write(TraceKind.USER, UserCall[call], 0, -1, 0);
  }

  system(call: keyof typeof SystemCall, { error, value = error ? -1 : 0, asked = 0 }: Answer = {}): this {
    const errno = error ? constants.errno[error] : 0;
    return this.#write(TraceKind.SYSTEM, SystemCall[call], errno, value, asked);
  }

  /** epoll_add or epoll_mod, asking for these bits. */
  ask(call: 'epoll_add' | 'epoll_mod', ...bits: (keyof typeof PollerBits)[]): this {
    return this.system(call, { asked: union(bits) });
  }

  poll(...bits: (keyof typeof PollerBits)[]): this {
    return this.report(0, ...bits);
  }

  /** A report of a poll that has so many more. */
  report(more: number, ...bits: (keyof typeof PollerBits)[]): this {
    this.trace.report(more);
    return this.system('poll', { value: union(bits), asked: more });
  }

  /** The callback that was added last begins. */
  calls(direction: 0 | 1 = 0): this {
    const what = direction === 0 ? 'READER_CALLED' : 'WRITER_CALLED';
    return this.user('CALLBACK_BEGIN', direction).told(what, 0, { value: this.#callbacks[direction] });
  }

  /** A receive makes its system call, for the first time. */
  receives(answer: Answer, kind: keyof typeof SocketKind = 'TCP'): this {
    return this.system('setsockopt', { value: SocketKind[kind] }).system('recv', answer);
  }

  /** Of a connection that is lost, the record says what was told before. */
  told(what: keyof typeof Told, given?: number, { error = 0, ...outcome }: Outcome = {}): this {
    const isLoss = what === 'LOST';
    const operation = given ?? (isLoss ? this.#tellings : 0);
    const value = outcome.value ?? (isLoss ? this.#bytes : 0);
    this.#tellings++;
    if (what === 'DATA') this.#bytes += value;
    return this.#write(TraceKind.TOLD, Told[what], error, value, operation);
  }

  /** Steps `machine EVENT ...`, all of the machine. */
  step(machine: keyof typeof generated.Machine, ...events: string[]): this {
    for (const event of events) this.falseStep(machine, event);
    return this;
  }

  /** A step from or to another state than the table's. */
  falseStep(
    machine: keyof typeof generated.Machine,
    event: string,
    wrong: { before?: string; after?: string } = {},
  ): this {
    const number = generated.Machine[machine];
    const table = generated.tables[number] as Table;
    const column = indexOf(table.events, event);
    const before = wrong.before ? indexOf(table.states, wrong.before) : (this.#states[number] as number);
    const next = table.next[cellOf(table, before, column)] as number;
    const after = wrong.after ? indexOf(table.states, wrong.after) : next;
    this.#states[number] = after;
    return this.#write(TraceKind.STEP, number, column, before, after);
  }

  #write(kind: number, code: number, event: number, before: number, last: number): this {
    this.trace.write(kind, code, this.index, this.generation, event, before, last);
    return this;
  }
}

function union(bits: readonly (keyof typeof PollerBits)[]): number {
  return bits.reduce((sum, bit) => sum | PollerBits[bit], 0);
}
