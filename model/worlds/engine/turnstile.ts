import type { Space } from '../../checker/space.js';
import type { Cells } from '../../checker/world.js';
import { actionsOf, cellOf, FORBIDDEN, indexOf, type Table } from '../../compiler/table.js';
import { equalPart, TURN } from '../../laws/index.js';
import type { Contract, Variant } from '../contract/variant.js';
import type { Slot } from './slot.js';

/**
 * Who may be served in the turn at hand, of several slots that want the same: the compiled table of `turnstile`, with the
 * line it decides about, as native/engine/src/waiting/turnstiles.rs has it. What is called or reported needs room, of which
 * there is as much as one takes, until JavaScript has taken it; what JavaScript begins is answered there.
 */
export class Turnstile {
  readonly cells: Cells;
  /** Whether the room that those who are called need is taken: records wait for JavaScript. */
  readonly full: number;
  private readonly table: Table;
  private readonly state: number;
  /** Of each slot its place in the line, the first being 1; and how often it was let through in this turn. */
  private readonly places: number;
  private readonly served: number;
  /** How many of the line are to be called in this turn, and how many calls were made in it. */
  private readonly due: number;
  private readonly calls: number;
  private readonly contract: Contract;
  private performed = '';

  constructor(
    space: Space,
    variant: Variant,
    private readonly slots: readonly Slot[],
    private readonly forbidden: (v: Uint8Array) => void,
  ) {
    this.contract = variant.contract;
    const names = variant.tables.map(({ name }) => name);
    this.table = variant.tables[indexOf(names, 'turnstile')] as Table;
    this.cells = { table: this.table, stepped: new Uint8Array(this.table.kind.length) };
    this.state = space.field('turnstile', this.table.states.length);
    this.places = space.fields('turnstile.place', slots.length, slots.length + 1);
    this.served = space.fields('turnstile.served', slots.length, TURN + 2);
    this.due = space.field('turnstile.due', slots.length + 1);
    this.calls = space.field('turnstile.calls', TURN + 2);
    this.full = space.field('turnstile.full', 2);
  }

  beginTurn(v: Uint8Array): void {
    for (const { index } of this.slots) v[this.served + index] = 0;
    v[this.calls] = 0;
    v[this.due] = this.waiting(v);
    this.feed(v, 'TURN');
  }

  /** Whether the slot may go on. */
  ask(v: Uint8Array, { index }: Slot): boolean {
    const had = v[this.served + index] as number;
    const others = this.slots.filter((other) => v[this.served + other.index] !== 0).length;
    const hasHadItsPart = this.contract.parts !== 'unequal' && had >= equalPart(others);
    const isInVain = hasHadItsPart || v[this.full] === 1;
    if (this.feed(v, isInVain ? 'ASK_IN_VAIN' : 'ASK') !== 'letThrough') return false;
    // Counted as far as the laws tell; with a table that lets everybody through it would go on for ever.
    v[this.served + index] = Math.min(had + 1, TURN + 1);
    v[this.calls] = Math.min((v[this.calls] as number) + 1, TURN + 1);
    if (v[this.calls] === TURN) this.feed(v, 'SPENT');
    return true;
  }

  lineUp(v: Uint8Array, { index }: Slot): void {
    const ahead = this.waiting(v);
    if (v[this.places + index] === 0) {
      // One that this turn has not served, nor any before it, is of this turn.
      if (v[this.served + index] === 0 && v[this.due] === ahead) v[this.due] = ahead + 1;
      v[this.places + index] = ahead + 1;
    }
    this.feed(v, 'LINED_UP');
  }

  /** Calls the first of those who are of this turn; `goOn` is what it does then. False if there is none to be called. */
  callNext(v: Uint8Array, goOn: (slot: Slot) => void): boolean {
    const place = this.contract.parts === 'lastFirst' && v[this.calls] === 0 ? this.waiting(v) : 1;
    const first = this.slots.find(({ index }) => v[this.places + index] === place);
    if (!first || v[this.due] === 0 || v[this.full]) return false;
    if (this.feed(v, this.waiting(v) === 1 ? 'NEXT_AND_LAST' : 'NEXT') !== 'call') return false;
    v[this.due] = (v[this.due] as number) - 1;
    for (const { index } of this.slots) {
      const own = v[this.places + index] as number;
      v[this.places + index] = own === place ? 0 : own > place ? own - 1 : own;
    }
    goOn(first);
    if (this.isCalling(v)) this.feed(v, 'PASSED');
    return true;
  }

  /** One is called, and has not asked yet. */
  isCalling(v: Uint8Array): boolean {
    return this.table.states[v[this.state] as number]?.includes('calling') ?? false;
  }

  /** Somebody is in line. */
  isRestless(v: Uint8Array): boolean {
    return this.waiting(v) > 0;
  }

  private waiting(v: Uint8Array): number {
    return this.slots.filter(({ index }) => v[this.places + index] !== 0).length;
  }

  /** The action that the table performs; '' for none. */
  private feed(v: Uint8Array, event: string): string {
    const { table } = this;
    const cell = cellOf(table, v[this.state] as number, indexOf(table.events, event));
    this.cells.stepped[cell] = 1;
    if (table.kind[cell] === FORBIDDEN) {
      this.forbidden(v);
      return '';
    }
    v[this.state] = table.next[cell] as number;
    this.performed = '';
    for (const action of actionsOf(table, cell)) this.performed = table.actions[action] as string;
    return this.performed;
  }
}
