import type { Space } from '../../checker/space.js';
import type { Apart, NamedClause, Pieces } from '../../checker/world.js';
import type { Clause, Law, Monitor, Pending, Side } from '../../laws/law.js';

/** A liveness clause of one of a world's laws. */
export interface Awaited extends Pending {
  /** Id and title of its law. */
  readonly law: string;
}

/** The laws of one world at work: they are told what happens, and the first that is broken is remembered. */
export class Judges<View, What> {
  /** Ids and titles. */
  readonly laws: readonly string[];
  /** By which a transition can break a law, in the order of `World.witness`. */
  readonly clauses: readonly NamedClause[];
  readonly witness: Uint32Array;
  readonly awaited: readonly Awaited[];
  private readonly monitors: readonly Monitor<What>[];
  /** What is being judged breaks its law. */
  private isBroken = false;
  /** Of the transition at hand: 0, or 1 + the number of the law that it breaks. */
  private violation = 0;
  private apart: Apart | undefined;
  /** What was told, by which it is known apart: of each law a string that is made once. */
  private readonly keys = new Map<string, readonly string[]>();

  constructor(laws: readonly Law<View, What>[], space: Space, view: View, silenced: ReadonlySet<string>) {
    this.laws = laws.map(({ id, title }) => `${id} ${title}`);
    const clauses: NamedClause[] = [];
    const clauseOf =
      (law: number): Clause =>
      (clause) => {
        const name = `${laws[law]?.id} ${clause}`;
        const at = laws.length + clauses.push({ name, law: this.laws[law] as string }) - 1;
        return (holds) => {
          if (holds || silenced.has(name)) return;
          this.count(at);
          this.isBroken = true;
        };
      };
    this.monitors = laws.map((law, index) => law.watch(space, view, () => this.count(index), clauseOf(index)));
    this.clauses = clauses;
    this.witness = new Uint32Array(laws.length + clauses.length);
    this.awaited = this.monitors.flatMap(({ pending = [] }, index) =>
      pending.map((one) => {
        const clause = `${laws[index]?.id} ${one.clause}`;
        const holds = (v: Uint8Array, side: Side) => one.holds(v, side) && !silenced.has(clause);
        return { ...one, clause, holds, law: this.laws[index] as string };
      }),
    );
  }

  private count(index: number): void {
    this.witness[index] = (this.witness[index] as number) + 1;
  }

  tell(v: Uint8Array, what: What, side: number, detail: number): void {
    if (this.apart) this.tellApart(this.apart, v, what, side, detail);
    else {
      for (let i = 0; i < this.monitors.length; i++) {
        this.isBroken = false;
        this.monitors[i]?.observe?.(v, what, side, detail);
        if (this.isBroken && !this.violation) this.violation = i + 1;
      }
    }
  }

  /** Whether a clause is broken by what this looks at. */
  private breaks(judge: () => void): boolean {
    this.isBroken = false;
    judge();
    return this.isBroken;
  }

  private tellApart(apart: Apart, v: Uint8Array, what: What, side: number, detail: number): void {
    const told = `${what} ${side} ${detail}`;
    let keys = this.keys.get(told);
    if (!keys) {
      keys = this.monitors.map((_, law) => `${law} ${told}`);
      this.keys.set(told, keys);
    }
    this.monitors.forEach((monitor, law) => {
      if (!monitor.observe) return;
      apart(keys[law] as string, law, () => this.breaks(() => monitor.observe?.(v, what, side, detail)));
    });
  }

  /** What the laws knew of a side is void: its slot was freed. */
  forget(v: Uint8Array, side: number): void {
    for (let i = 0; i < this.monitors.length; i++) {
      const monitor = this.monitors[i] as Monitor<What>;
      const forget = (): boolean => {
        monitor.forget?.(v, side);
        return false;
      };
      if (this.apart && monitor.forget) this.apart(`${i} forget ${side}`, i, forget);
      else forget();
    }
  }

  /** The pieces of a world of these moves; `begin` is called before one, `settle` after it, and then the laws judge. */
  pieces(moves: Pieces['moves'], begin: () => void, settle?: (v: Uint8Array) => void): Pieces {
    const ofLaws = this.monitors.flatMap(({ settle }, index) =>
      settle ? (v: Uint8Array) => (this.breaks(() => settle(v)) ? index + 1 : 0) : [],
    );
    const ofWorld = (v: Uint8Array): number => {
      settle?.(v);
      return 0;
    };
    return {
      moves,
      settlings: settle ? [ofWorld, ...ofLaws] : ofLaws,
      begin: () => {
        this.violation = 0;
        begin();
      },
      violation: () => this.violation,
      setApart: (apart) => {
        this.apart = apart;
      },
    };
  }
}
