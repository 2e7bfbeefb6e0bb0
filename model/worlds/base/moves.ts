import { type Arrow, type Label, type Lane, NOT_NOW, type Pieces } from '../../checker/world.js';
import type { Side } from '../../laws/index.js';
import { began, settled } from '../engine/engine.js';
import type { LoopMove } from './world-shape.js';

/** What the progress of a move is called, by the number that the engine gives it. */
type Outcomes = readonly { readonly number: number; readonly side: Side; readonly text: string }[];

/** The moves of a world, with a label for each outcome, and what a label fulfils. */
export class Moves {
  readonly labels: Label[] = [];
  readonly all: Pieces['moves'][number][] = [];
  /** For each side, the labels that fulfil what its obligations wait for. */
  readonly discharging: readonly number[][];
  private readonly outcomes: Outcomes;
  private nextFairness = 0;

  /**
   * @param settling what it is called that an operation of a side settles; undefined if it has none
   * @param progressed the number of what the last move brought about; 0 for nothing
   */
  constructor(
    sides: number,
    settling: (side: Side) => string | undefined,
    private readonly progressed: () => number,
  ) {
    this.discharging = Array.from({ length: sides }, () => []);
    this.outcomes = this.discharging.flatMap((_, side) => {
      const text = settling(side);
      const begins = { number: began(side), side, text: `the ${side & 1 ? 'writer' : 'reader'} begins` };
      return [begins, ...(text === undefined ? [] : [{ number: settled(side), side, text }])];
    });
  }

  /** A move of the user, the kernel or a peer. A label that settles things for a side discharges its obligations. */
  add(by: Lane | Arrow, text: string, apply: (v: Uint8Array) => boolean, discharges: readonly Side[]): void {
    const from = typeof by === 'string' ? { lane: by } : { lane: by[0], arrow: by };
    const label = this.label({ ...from, text, fairness: -1, progress: false });
    for (const side of discharges) this.discharging[side]?.push(label);
    this.all.push((v) => (apply(v) ? label : NOT_NOW));
  }

  /**
   * A move of the loop is weakly fair, by default a class of its own; it makes progress if a callback began or something
   * settled. Answers its class.
   */
  addFair(
    text: string,
    apply: (v: Uint8Array) => boolean,
    { always = false, fairness = this.nextFairness++, arrow }: LoopMove,
  ): number {
    const quiet = this.label({ lane: 'loop', text, ...(arrow && { arrow }), fairness, progress: always });
    const progress: number[] = [];
    for (const { number, side, text: outcome } of this.outcomes) {
      const told = `${text}: ${outcome}`;
      progress[number] = this.label({ lane: 'loop', text: told, arrow: ['loop', 'user'], fairness, progress: true });
      this.discharging[side]?.push(progress[number]);
    }
    this.all.push((v) => {
      if (!apply(v)) return NOT_NOW;
      const brought = this.progressed();
      return brought ? (progress[brought] as number) : quiet;
    });
    return fairness;
  }

  private label(label: Label): number {
    return this.labels.push(label) - 1;
  }
}
