import { take } from '../pieces.js';
import { NOT_NOW, type Pieces, type World } from '../world.js';
import { type Alphabet, countedSince, type Witnessed } from './alphabet.js';

/** What a world does from a state, as it runs. */
export interface Transition {
  readonly label: number;
  readonly violation: number;
  /** The state after; all zeros after a violation, and where nothing can be done. */
  readonly words: Uint32Array;
  readonly witnessed: Witnessed;
  /** The cells that were stepped, as facts, in rising order. */
  readonly stepped: readonly number[];
}

/** A world that runs plainly, for what cannot be learned, and to compare what was. */
export class Plain {
  readonly #pieces: Pieces;
  readonly #state: Uint8Array;
  readonly #found = { violation: 0 };
  readonly #before: Uint32Array;
  /** For each machine the facts of its cells, as far as they were stepped. */
  readonly #facts: readonly number[][];

  constructor(
    readonly world: World,
    readonly alphabet: Alphabet,
  ) {
    this.#pieces = world.pieces as Pieces;
    this.#state = world.space.vector();
    this.#before = world.witness.slice();
    this.#facts = world.cells.map(() => []);
  }

  /** Makes a move and settles it. A value that is none of its field's is an error, unless the move breaks a law. */
  take(move: number, from: Uint32Array): Transition {
    const { cells, space, witness } = this.world;
    this.#before.set(witness);
    for (const { stepped } of cells) stepped.fill(0);
    space.unpack(from, 0, this.#state);
    this.#found.violation = 0;
    const label = take(this.#pieces, move, this.#state, this.#found);
    const { violation } = this.#found;
    const words = new Uint32Array(space.words);
    if (label !== NOT_NOW && violation === 0) space.pack(this.#state, words, 0);
    return { label, violation, words, witnessed: this.#witnessed(), stepped: this.#stepped() };
  }

  isPending(obligation: number, from: Uint32Array): boolean {
    this.world.space.unpack(from, 0, this.#state);
    return this.world.obligations[obligation]?.pending(this.#state) ?? false;
  }

  /** The state in words, for who has to look at it. */
  describe(from: Uint32Array): string {
    this.world.space.unpack(from, 0, this.#state);
    return this.world.space.describe(this.#state);
  }

  #witnessed(): Witnessed {
    return countedSince((index) => this.#before[index] as number, this.world.witness);
  }

  #stepped(): number[] {
    const all: number[] = [];
    this.world.cells.forEach(({ table, stepped }, machine) => {
      const facts = this.#facts[machine] as number[];
      for (let cell = stepped.indexOf(1); cell >= 0; cell = stepped.indexOf(1, cell + 1)) {
        facts[cell] ??= this.alphabet.cellFact(table.name, cell);
        all.push(facts[cell] as number);
      }
    });
    return all.sort((a, b) => a - b);
  }
}
