import { NOT_NOW, type World } from '../world.js';
import type { Alphabet } from './alphabet.js';
import { HiddenStateError } from './errors.js';
import type { NativeSearch, Question } from './native.js';
import { Plain, type Transition } from './plain.js';

const BATCH = 1024;

/**
 * Has a fresh world do again, in random order, what was believed of it: one walk in so many, and each path from a second
 * state. Successor, label, violation, witnesses and stepped cells must agree. Answers how many walks were compared.
 */
export function audit(core: NativeSearch, ask: Question, fresh: World, alphabet: Alphabet): number {
  const auditor = new Auditor(fresh, alphabet);
  const next = (): Int32Array => core.claims(BATCH, ask);
  for (let claims = next(); claims.length > 0; claims = next()) auditor.compareAll(claims);
  return auditor.compared;
}

/** What the core believes of a transition, or of whether an obligation is pending; see `claims` in native/checker. */
interface Claim {
  readonly piece: number;
  readonly label: number;
  readonly violation: number;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly witnesses: Int32Array;
  readonly facts: Int32Array;
}

class Auditor {
  compared = 0;
  readonly #plain: Plain;
  readonly #moves: number;
  readonly #settlings: number;
  readonly #times: Int32Array;

  constructor(
    private readonly world: World,
    private readonly alphabet: Alphabet,
  ) {
    this.#plain = new Plain(world, alphabet);
    this.#moves = world.pieces?.moves.length ?? 0;
    this.#settlings = world.pieces?.settlings.length ?? 0;
    this.#times = new Int32Array(world.witness.length);
  }

  compareAll(claims: Int32Array): void {
    const { words } = this.world.space;
    let at = 0;
    const next = (count: number): Int32Array => {
      at += count;
      return claims.subarray(at - count, at);
    };
    for (; at < claims.length; this.compared++) {
      const [piece = 0, label = 0, violation = 0, witnesses = 0, facts = 0] = next(5);
      const [from, to] = [new Uint32Array(next(words)), new Uint32Array(next(words))];
      this.#compare({ piece, label, violation, from, to, witnesses: next(witnesses), facts: next(facts) });
    }
  }

  #compare(claim: Claim): void {
    const { piece, from } = claim;
    if (piece < this.#moves) {
      const real = this.#plain.take(piece, from);
      this.#same(claim, 'the label', claim.label, real.label);
      if (real.label !== NOT_NOW) this.#same(claim, 'the broken law', claim.violation, real.violation);
      if (real.label !== NOT_NOW && real.violation === 0) this.#sameSuccessor(claim, real);
      this.#sameWitnesses(claim, real);
      this.#sameCells(claim, real);
    } else {
      const obligation = piece - this.#moves - this.#settlings;
      const pending = this.#plain.isPending(obligation, from) ? 1 : 0;
      this.#same(claim, `whether '${this.world.obligations[obligation]?.law}' is pending`, claim.label, pending);
    }
  }

  #sameSuccessor(claim: Claim, { words }: Transition): void {
    if (words.every((word, i) => word === claim.to[i])) return;
    const [learned, real] = [claim.to, words].map((state) => this.#plain.describe(state)) as [string, string];
    this.#same(claim, 'the state after', learned, real);
  }

  #sameWitnesses(claim: Claim, { witnessed }: Transition): void {
    const times = this.#times.fill(0);
    const count = (index: number, more: number): void => {
      times[index] = (times[index] as number) + more;
    };
    for (const [index, more] of witnessed) count(index, more);
    for (const number of claim.witnesses) {
      for (const [index, more] of this.alphabet.witnessed(number)) count(index, -more);
    }
    const index = times.findIndex((more) => more !== 0);
    if (index < 0) return;
    const { laws, clauses = [] } = this.world;
    const what = `how often '${laws[index] ?? clauses[index - laws.length]?.name}' is ${laws[index] ? 'witnessed' : 'broken'}`;
    this.#same(claim, what, 0, times[index] as number);
  }

  #sameCells(claim: Claim, { stepped }: Transition): void {
    const cells = claim.facts.filter((fact) => this.alphabet.cellOf(fact) !== undefined);
    if (cells.length === stepped.length && stepped.every((fact, i) => fact === cells[i])) return;
    const names = (facts: Iterable<number>): string =>
      Array.from(facts, (fact) => {
        const { machine, cell } = this.alphabet.cellOf(fact) ?? {};
        return `${cell} of ${machine}`;
      }).join(', ');
    this.#same(claim, 'which cells are stepped', names(cells) || 'none', names(stepped) || 'none');
  }

  #same(claim: Claim, what: string, learned: number | string, real: number | string): void {
    if (learned === real) return;
    const move = this.world.labels[claim.label]?.text ?? `move ${claim.piece}`;
    const from = this.#plain.describe(claim.from);
    throw new HiddenStateError(
      this.world,
      `${what} in '${move}' was learned as ${learned}, and is ${real}, from ${from}`,
    );
  }
}
