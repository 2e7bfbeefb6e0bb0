import type { Space } from '../checker/space.js';
import type { Emit } from '../checker/world.js';
import type { Law, Monitor } from '../laws/law.js';

/**
 * One possible transition. It changes `v` and answers the label that it had, or answers NOT_NOW and leaves `v` alone.
 */
export type Move = (v: Uint8Array) => number;

export const NOT_NOW = -1;

/** The laws of one world at work: they are told what happens, and the first that is broken is remembered. */
export class Judges<View, What> {
  /** Ids and titles. */
  readonly laws: readonly string[];
  readonly witness: Uint32Array;
  readonly monitors: readonly Monitor<What>[];
  /** Of the transition at hand: 0, or 1 + the number of the law that it breaks. */
  private violation = 0;

  constructor(laws: readonly Law<View, What>[], space: Space, view: View) {
    this.laws = laws.map(({ id, title }) => `${id} ${title}`);
    this.witness = new Uint32Array(laws.length);
    this.monitors = laws.map((law, index) =>
      law.watch(space, view, () => {
        this.witness[index] = (this.witness[index] as number) + 1;
      }),
    );
  }

  tell(v: Uint8Array, what: What, side: number, detail: number): void {
    for (let i = 0; i < this.monitors.length; i++) {
      if (this.monitors[i]?.observe?.(v, what, side, detail) && !this.violation) this.violation = i + 1;
    }
  }

  /** Emits each of the moves that is possible now; `begin` is called before one, `settle` after it, and then judged. */
  emitAll(
    moves: readonly Move[],
    from: Uint8Array,
    to: Uint8Array,
    emit: Emit,
    begin: () => void,
    settle: (v: Uint8Array) => void,
  ): void {
    to.set(from);
    for (const move of moves) {
      this.violation = 0;
      begin();
      const label = move(to);
      if (label === NOT_NOW) continue;
      settle(to);
      this.settle(to);
      emit(label, this.violation);
      to.set(from);
    }
  }

  private settle(v: Uint8Array): void {
    for (let i = 0; i < this.monitors.length; i++) {
      if (this.monitors[i]?.settle?.(v) && !this.violation) this.violation = i + 1;
    }
  }
}
