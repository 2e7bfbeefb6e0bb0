import type { World } from '../world.js';
import type { Alphabet } from './alphabet.js';
import { RecordingError } from './errors.js';
import { type Ending, Recorder } from './recorder.js';

/** How often a piece is recorded anew, at most, because more came to light of what it runs: a field each time. */
const ROUNDS_MAX = 1 << 12;

/** A world whose code is recorded. One that threw is thrown away, and another one made. */
export class Subject {
  readonly recorder: Recorder;
  readonly #original: World;
  readonly #state: Uint8Array;
  #world: World;

  constructor(original: World, alphabet: Alphabet) {
    this.#original = original;
    const sizes = original.space.places().map(({ size }) => size);
    this.recorder = new Recorder(sizes, alphabet, original.witness.length);
    this.#state = original.space.vector();
    this.#world = this.#made();
  }

  /** Records a piece from a state. */
  ask(piece: number, words: Uint32Array): Int32Array {
    this.#original.space.unpack(words, 0, this.#state);
    for (let round = 0; round < ROUNDS_MAX; round++) {
      const world = this.#world;
      const { lessons, threw } = this.recorder.record(piece, this.#state, world.witness, (state) =>
        run(world, piece, state),
      );
      if (threw) this.#world = this.#made();
      if (lessons) return lessons;
    }
    throw new RecordingError(`what piece ${piece} of '${this.#original.name}' runs writes ever more`);
  }

  #made(): World {
    const world = this.#original.again?.(this.recorder.watch());
    if (!world?.pieces) throw new RecordingError(`'${this.#original.name}' cannot be taken to pieces`);
    world.pieces.setApart(this.recorder.apart(world.witness));
    return world;
  }
}

/** Pieces are numbered: moves, settlings, obligations. */
function run({ pieces, obligations }: World, piece: number, state: Uint8Array): Ending {
  const { moves = [], settlings = [] } = pieces ?? {};
  const move = moves[piece];
  if (move) {
    pieces?.begin();
    const label = move(state);
    return { label, violation: pieces?.violation() ?? 0 };
  }
  const settle = settlings[piece - moves.length];
  if (settle) return { label: 0, violation: settle(state) };
  const pending = obligations[piece - moves.length - settlings.length]?.pending(state);
  return { label: pending ? 1 : 0, violation: 0 };
}
