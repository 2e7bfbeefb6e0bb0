/** A cell of a table that was looked up. */
export interface CellFact {
  readonly machine: string;
  readonly cell: number;
}

/** What was counted, and how often, by its number in `World.witness`. */
export type Witnessed = readonly (readonly [index: number, times: number])[];

/** What was counted, of a world's counts, beyond what had been before. */
export function countedSince(before: (index: number) => number, counts: Uint32Array): Witnessed {
  const counted: (readonly [number, number])[] = [];
  counts.forEach((now, index) => {
    const times = now - before(index);
    if (times !== 0) counted.push([index, times]);
  });
  return counted;
}

/** An alphabet as plain data: what has which number, in the order of the numbers. */
export interface AlphabetData {
  /** How many moves, settlings and obligations there are. */
  readonly own: number;
  readonly pieces: readonly string[];
  readonly facts: readonly (CellFact | string)[];
  readonly witnessed: readonly Witnessed[];
}

/**
 * The numbers by which the recorder and the core name things: pieces, facts (a cell, or a switch by its name), and what is
 * witnessed. A number that was given once stays, so that what one world has learned can be told to others.
 */
export class Alphabet {
  readonly #own: number;
  readonly #pieces: Numbers<string>;
  readonly #facts: Numbers<CellFact | string>;
  readonly #witnessed: Numbers<Witnessed>;

  constructor({ own, pieces, facts, witnessed }: AlphabetData) {
    this.#own = own;
    this.#pieces = new Numbers((piece) => piece, pieces);
    this.#facts = new Numbers((fact) => (typeof fact === 'string' ? fact : `${fact.machine} ${fact.cell}`), facts);
    this.#witnessed = new Numbers((what) => what.join(' '), witnessed);
  }

  /** Moves, settlings and obligations are pieces by their own numbers; those that they run come after them. */
  static of(own: number): Alphabet {
    return new Alphabet({ own, pieces: [], facts: [], witnessed: [[]] });
  }

  piece(key: string): number {
    return this.#own + this.#pieces.of(key);
  }

  switchFact(name: string): number {
    return this.#facts.of(name);
  }

  cellFact(machine: string, cell: number): number {
    return this.#facts.of({ machine, cell });
  }

  /** The cell that a fact is about; undefined for a switch. */
  cellOf(fact: number): CellFact | undefined {
    const found = this.#facts.all[fact];
    return typeof found === 'string' ? undefined : found;
  }

  /** Nothing has the number 0. */
  witness(what: Witnessed): number {
    return what.length === 0 ? 0 : this.#witnessed.of(what);
  }

  witnessed(witness: number): Witnessed {
    return this.#witnessed.all[witness] as Witnessed;
  }

  data(): AlphabetData {
    return {
      own: this.#own,
      pieces: this.#pieces.all,
      facts: this.#facts.all,
      witnessed: this.#witnessed.all,
    };
  }
}

/** Things and their numbers. */
class Numbers<Thing> {
  readonly all: Thing[] = [];
  readonly #numbers = new Map<string, number>();

  constructor(
    private readonly keyOf: (thing: Thing) => string,
    things: readonly Thing[],
  ) {
    for (const thing of things) this.of(thing);
  }

  of(thing: Thing): number {
    const key = this.keyOf(thing);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.all.push(thing) - 1;
    this.#numbers.set(key, number);
    return number;
  }
}
