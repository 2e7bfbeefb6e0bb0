import { take } from '../pieces.js';
import { NOT_NOW, type Pieces, type World } from '../world.js';
import type { Alphabet, Witnessed } from './alphabet.js';

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

  constructor(
    readonly world: World,
    readonly alphabet: Alphabet,
  ) {
    this.#pieces = world.pieces as Pieces;
    this.#state = world.space.vector();
  }

  /** Makes a move and settles it. A value that is none of its field's is an error, unless the move breaks a law. */
  take(move: number, from: Uint32Array): Transition {
    const { cells, space, witness } = this.world;
    const before = witness.slice();
    for (const { stepped } of cells) stepped.fill(0);
    space.unpack(from, 0, this.#state);
    this.#found.violation = 0;
    const label = take(this.#pieces, move, this.#state, this.#found);
    const { violation } = this.#found;
    const words = new Uint32Array(space.words);
    if (label !== NOT_NOW && violation === 0) space.pack(this.#state, words, 0);
    const witnessed = Array.from(witness, (times, law) => [law, times - (before[law] as number)] as const);
    return {
      label,
      violation,
      words,
      witnessed: witnessed.filter(([, times]) => times !== 0),
      stepped: this.#stepped(),
    };
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

  #stepped(): number[] {
    const facts = this.world.cells.flatMap(({ table, stepped }) => {
      const cells: number[] = [];
      for (let cell = stepped.indexOf(1); cell >= 0; cell = stepped.indexOf(1, cell + 1)) cells.push(cell);
      return cells.map((cell) => this.alphabet.cellFact(table.name, cell));
    });
    return facts.sort((a, b) => a - b);
  }
}
