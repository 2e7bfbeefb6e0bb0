import type { Apart, Watch } from '../world.js';
import { type Alphabet, countedSince, type Witnessed } from './alphabet.js';
import { RecordingError } from './errors.js';

/** What the core is told; see native/checker/src/path.rs. */
const FORGET = 0;
const THROUGH = 1;
const UNPACKABLE = 2;
const OPEN = 3;

const READ = 0;
const WRITE = 1;
const CALL = 2;

/** How a piece ended. */
export interface Ending {
  readonly label: number;
  readonly violation: number;
}

/** One piece that is being run. Frames are used again and again, one for each depth. */
interface Frame {
  piece: number;
  /** The fields whose value the way so far tells: those marked with the frame's own number. */
  readonly known: Float64Array;
  number: number;
  script: number[];
  reads: number;
  calls: number;
  readonly written: Set<number>;
  readonly facts: Set<number>;
}

/** For each piece the fields that it may write, and for each the pieces that run it. */
export interface ReachData {
  readonly writes: ReadonlyMap<number, ReadonlySet<number>>;
  readonly callers: ReadonlyMap<number, ReadonlySet<number>>;
}

/** What each piece may write, and who runs it, as far as it has come to light. */
export class Reach implements ReachData {
  readonly writes: Map<number, Set<number>>;
  readonly callers: Map<number, Set<number>>;

  constructor({ writes, callers }: ReachData = { writes: new Map(), callers: new Map() }) {
    const copy = (sets: ReachData['writes']) =>
      new Map([...sets].map(([piece, set]) => [piece, new Set(set)] as const));
    this.writes = copy(writes);
    this.callers = copy(callers);
  }

  /** All who run these pieces, and who run those, and so on. */
  callersOf(pieces: Iterable<number>): Set<number> {
    const all = new Set<number>();
    const queue = [...pieces];
    for (const piece of queue) {
      for (const caller of this.callers.get(piece) ?? []) {
        if (all.has(caller)) continue;
        all.add(caller);
        queue.push(caller);
      }
    }
    return all;
  }

  /** A piece was run by another, and wrote these fields. Answers whether more than was known. */
  add(piece: number, caller: number, written: Iterable<number>): boolean {
    const fields = setOf(this.writes, piece);
    const before = fields.size;
    for (const field of written) fields.add(field);
    setOf(this.callers, piece).add(caller);
    return fields.size > before;
  }
}

function setOf(sets: Map<number, Set<number>>, piece: number): Set<number> {
  let set = sets.get(piece);
  if (!set) {
    set = new Set();
    sets.set(piece, set);
  }
  return set;
}

/**
 * Notes what a world's code does with the state: which fields it reads, and their values; which it writes; which other
 * pieces it runs; which cells and switches it looks up. A field's value that is known from the way so far is not noted
 * again. What a piece that was run may write is unknown afterwards, whatever it wrote this time: else what is read next
 * would depend on more than was noted.
 */
export class Recorder {
  /** What stands in for the state while a piece is recorded. */
  readonly state: Uint8Array;
  /** What is known of pieces that are run by others. */
  reach = new Reach();
  /** The facts that were looked up while the world was made. */
  readonly making = new Set<number>();
  readonly #values: Uint8Array;
  readonly #frames: Frame[] = [];
  #frame: Frame | undefined;
  #depth = 0;
  #count = 0;
  #out: number[] = [];
  /** A value is out of range, or the world threw: what comes now is not noted. */
  #lost = false;
  /** Pieces that turned out to write more than was known. */
  readonly #grown = new Set<number>();
  /** Those of whom all that was learned is void, which the core has not been told. */
  readonly #void = new Set<number>();
  /** Pieces that read, write, witness and break nothing. */
  readonly #inert = new Set<number>();
  /** What had been witnessed before, and what was within pieces that were run by others. */
  readonly #before: Uint32Array;
  readonly #within: Uint32Array;

  constructor(
    readonly sizes: readonly number[],
    readonly alphabet: Alphabet,
    counts: number,
  ) {
    this.#values = new Uint8Array(sizes.length);
    this.#before = new Uint32Array(counts);
    this.#within = new Uint32Array(counts);
    this.state = this.#standIn();
  }

  /** What tells a world's tables and switches where to tell that they are looked up. */
  watch(): Watch {
    const cells = new Map<string, number[]>();
    return {
      cell: (machine, cell) => {
        const facts = cells.get(machine) ?? [];
        if (facts.length === 0) cells.set(machine, facts);
        facts[cell] ??= this.alphabet.cellFact(machine, cell);
        this.#note(facts[cell] as number);
      },
      switch: (name) => this.#note(this.alphabet.switchFact(name)),
    };
  }

  /**
   * Runs a piece from a state. Answers what was learned; null if it has to be recorded again, for less was known of a
   * piece than came to light. `threw` says so if the world's code threw: the world is spoiled then.
   */
  record(
    piece: number,
    state: Uint8Array,
    witness: Uint32Array,
    run: (state: Uint8Array) => Ending,
  ): { readonly lessons: Int32Array | null; readonly threw: boolean } {
    this.#values.set(state);
    this.#out = [];
    this.#grown.clear();
    this.#within.fill(0);
    this.#lost = false;
    this.#depth = 0;
    this.#frame = undefined;
    this.#before.set(witness);
    const frame = this.#push(piece);
    let threw = false;
    try {
      const { label, violation } = run(this.state);
      if (!this.#lost) {
        this.#tell(THROUGH, frame, label, violation, this.alphabet.witness(this.#witnessed(witness)));
      }
    } catch (error) {
      if (error instanceof RecordingError) throw error;
      threw = true;
      if (!this.#lost) this.#lose();
    }
    this.#frame = undefined;
    if (this.#grown.size > 0) {
      for (const caller of this.reach.callersOf(this.#grown)) this.#void.add(caller);
      return { lessons: null, threw };
    }
    return { lessons: this.#lessons(), threw };
  }

  /** What was witnessed by the piece itself. */
  #witnessed(witness: Uint32Array): Witnessed {
    return countedSince((index) => (this.#before[index] as number) + (this.#within[index] as number), witness);
  }

  /** What is void comes first: of these pieces some was recorded anew. */
  #lessons(): Int32Array {
    const forget = [...this.#void].flatMap((piece) => [FORGET, piece, 0, 0, 0, 0, 0]);
    this.#void.clear();
    const lessons = new Int32Array(forget.length + this.#out.length);
    lessons.set(forget);
    lessons.set(this.#out, forget.length);
    return lessons;
  }

  /** Runs the judging of a law as a piece of its own; see `Pieces.setApart`. */
  apart(witness: Uint32Array): Apart {
    return (key, law, judge) => {
      const parent = this.#frame;
      if (!parent || this.#lost) {
        judge();
        return;
      }
      const piece = this.alphabet.piece(key);
      if (this.#inert.has(piece)) return;
      const before = witness.slice();
      const frame = this.#push(piece);
      const broken = judge();
      if (this.#lost) return;
      this.#pop(parent);
      const witnessed = countedSince((index) => before[index] as number, witness);
      for (const [index, times] of witnessed) this.#within[index] = (this.#within[index] as number) + times;
      this.#end(parent, frame, broken ? law + 1 : 0, witnessed);
    };
  }

  /** A piece within another is through. */
  #end(parent: Frame, frame: Frame, violation: number, witnessed: Witnessed): void {
    const { piece, script } = frame;
    const goesOneWay = frame.reads === 0 && frame.calls === 0 && frame.facts.size === 0;
    if (goesOneWay && violation === 0 && witnessed.length === 0) {
      // It does the same always: as if it were the caller's own doing.
      if (script.length === 0) this.#inert.add(piece);
      for (let at = 0; at < script.length; at += 3)
        this.#noteWrite(parent, script[at + 1] as number, script[at + 2] as number);
      return;
    }
    this.#tell(THROUGH, frame, 0, violation, this.alphabet.witness(witnessed));
    parent.calls++;
    parent.script.push(CALL, piece, 0);
    if (this.reach.add(piece, parent.piece, frame.written)) this.#grown.add(piece);
    for (const field of this.reach.writes.get(piece) ?? []) {
      parent.known[field] = 0;
      parent.written.add(field);
    }
  }

  #push(piece: number): Frame {
    let frame = this.#frames[this.#depth];
    if (!frame) {
      const known = new Float64Array(this.sizes.length);
      frame = { piece, known, number: 0, script: [], reads: 0, calls: 0, written: new Set(), facts: new Set() };
      this.#frames[this.#depth] = frame;
    }
    this.#depth++;
    frame.piece = piece;
    frame.number = ++this.#count;
    frame.script = [];
    frame.reads = 0;
    frame.calls = 0;
    frame.written.clear();
    frame.facts.clear();
    this.#frame = frame;
    return frame;
  }

  #pop(parent: Frame): void {
    this.#depth--;
    this.#frame = parent;
  }

  #tell(kind: number, frame: Frame, label: number, violation: number, witness: number): void {
    const { piece, facts, script } = frame;
    const out = this.#out;
    out.push(kind, piece, label, violation, witness, facts.size, script.length / 3);
    for (const fact of facts) out.push(fact);
    for (let at = 0; at < script.length; at++) out.push(script[at] as number);
  }

  /** From here on nothing can be noted: whoever comes this way has to ask the world itself. */
  #lose(): void {
    this.#lost = true;
    for (let depth = this.#depth - 1; depth >= 0; depth--) {
      const frame = this.#frames[depth] as Frame;
      const isInnermost = depth === this.#depth - 1;
      if (!isInnermost) {
        const { piece } = this.#frames[depth + 1] as Frame;
        frame.script.push(CALL, piece, 0);
        this.reach.add(piece, frame.piece, []);
      }
      this.#tell(isInnermost ? UNPACKABLE : OPEN, frame, 0, 0, 0);
    }
  }

  #note(fact: number): void {
    if (!this.#frame) this.making.add(fact);
    else if (!this.#lost) this.#frame.facts.add(fact);
  }

  #noteWrite(frame: Frame, field: number, value: number): void {
    frame.known[field] = frame.number;
    frame.written.add(field);
    frame.script.push(WRITE, field, value);
  }

  #read(field: number): number {
    const frame = this.#frame as Frame;
    const value = this.#values[field] as number;
    if (frame.known[field] !== frame.number && !this.#lost) {
      frame.known[field] = frame.number;
      if ((this.sizes[field] as number) > 1) {
        frame.script.push(READ, field, value);
        frame.reads++;
      }
    }
    return value;
  }

  #write(field: number, value: number): void {
    // As a Uint8Array takes it.
    const byte = value & 255;
    const before = this.#values[field];
    this.#values[field] = byte;
    if (this.#lost) return;
    if (byte >= (this.sizes[field] as number)) {
      this.#lose();
      return;
    }
    const frame = this.#frame as Frame;
    if (frame.known[field] === frame.number && before === byte) return;
    this.#noteWrite(frame, field, byte);
  }

  #standIn(): Uint8Array {
    const { length } = this.sizes;
    const read = (field: number): number => this.#read(field);
    const write = (field: number, value: number): void => this.#write(field, value);
    const methods: Readonly<Record<string, unknown>> = {
      length,
      fill(value: number, from = 0, to = length) {
        for (let field = from; field < to; field++) write(field, value);
      },
      copyWithin(to: number, from: number, end = length) {
        const values = Array.from({ length: Math.max(0, end - from) }, (_, i) => read(from + i));
        values.forEach((value, i) => {
          write(to + i, value);
        });
      },
    };
    const unknown = (key: string | symbol): never => {
      throw new RecordingError(`what a world does by '${String(key)}' of its state cannot be recorded`);
    };
    // A typed array has no element before the first or after the last, and takes none there.
    return new Proxy([] as unknown as Uint8Array, {
      get(_, key) {
        const field = typeof key === 'string' ? +key : Number.NaN;
        if (field >= 0 && field < length) return read(field);
        if (!Number.isNaN(field)) return undefined;
        return Object.hasOwn(methods, key) ? methods[key as string] : unknown(key);
      },
      set(_, key, value) {
        const field = typeof key === 'string' ? +key : Number.NaN;
        if (Number.isNaN(field)) unknown(key);
        if (field >= 0 && field < length) write(field, value);
        return true;
      },
      has: (_, key) => unknown(key),
      ownKeys: () => unknown('its keys'),
    });
  }
}
