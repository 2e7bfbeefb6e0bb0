import { constants } from 'node:os';
import * as generated from '../../../generated/ts/index.js';
import { cellOf, indexOf, type Table } from '../../compiler/table.js';

const { PollerBits, SystemCall, TRACE_HEADER_BYTES, TRACE_MAGIC, TRACE_WORDS, TraceKind, UserCall } = generated;

type Errno = keyof typeof constants.errno;

export interface Answer {
  readonly error?: Errno;
  readonly value?: number;
  readonly asked?: number;
}

/** Writes a trace by hand, as an engine would. The tables give each step's states unless it is told others. */
export class TraceWriter {
  readonly #records: number[][] = [];
  #hash: string = generated.TABLE_HASH;

  /** The index of the next record. */
  get next(): number {
    return this.#records.length;
  }

  slot(index = 0, generation = 1): SlotWriter {
    return new SlotWriter(index, generation, (...record) => this.#records.push(record));
  }

  hash(hash: string): this {
    this.#hash = hash;
    return this;
  }

  record(...record: number[]): this {
    this.#records.push(record);
    return this;
  }

  bytes(): Uint8Array {
    const count = this.#records.length;
    const bytes = new Uint8Array(TRACE_HEADER_BYTES + (count + 1) * TRACE_WORDS * 4);
    bytes.set(Buffer.from(TRACE_MAGIC, 'latin1'));
    bytes.set(Buffer.from(this.#hash, 'hex'), TRACE_MAGIC.length);
    new DataView(bytes.buffer).setUint32(TRACE_MAGIC.length + 32, TRACE_WORDS, true);
    const words = new Int32Array(bytes.buffer, TRACE_HEADER_BYTES);
    [...this.#records, [TraceKind.END, 0, -1, 0, 0, count]].forEach((record, i) => {
      words.set(record, i * TRACE_WORDS);
    });
    return bytes;
  }

  /** The bytes in pieces, as a stream gives them. */
  async *pieces(size = Infinity): AsyncGenerator<Uint8Array> {
    const bytes = this.bytes();
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
}

/** The records of one slot. */
export class SlotWriter {
  readonly #states = generated.tables.map(() => 0);

  constructor(
    private readonly index: number,
    private readonly generation: number,
    private readonly write: (...record: number[]) => void,
  ) {}

  user(call: keyof typeof UserCall, extra = 0): this {
    this.write(TraceKind.USER, UserCall[call], this.index, this.generation, 0, 3, 0, extra);
    return this;
  }

  system(call: keyof typeof SystemCall, { error, value = 0, asked = 0 }: Answer = {}): this {
    const errno = error ? constants.errno[error] : 0;
    this.write(TraceKind.SYSTEM, SystemCall[call], this.index, this.generation, errno, value, 0, asked);
    return this;
  }

  /** epoll_add or epoll_mod, asking for these bits. */
  ask(call: 'epoll_add' | 'epoll_mod', ...bits: (keyof typeof PollerBits)[]): this {
    return this.system(call, { asked: union(bits) });
  }

  poll(...bits: (keyof typeof PollerBits)[]): this {
    return this.system('poll', { value: union(bits) });
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
    this.write(TraceKind.STEP, number, this.index, this.generation, column, before, after, 0);
    return this;
  }
}

function union(bits: readonly (keyof typeof PollerBits)[]): number {
  return bits.reduce((sum, bit) => sum | PollerBits[bit], 0);
}
