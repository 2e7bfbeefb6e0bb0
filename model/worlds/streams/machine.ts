import type { Space } from '../../checker/space.js';
import type { Cells } from '../../checker/world.js';
import { cellOf, FORBIDDEN, indexOf, type Table } from '../../compiler/table.js';
import type { Variant } from '../contract/variant.js';

/** What an action does in a model; if it answers with a text, that is an event which comes behind the step. */
export type Leaf = (v: Uint8Array) => unknown;

/** A machine of JavaScript with its compiled table, stepped as src/streams does it. */
export class Machine {
  readonly cells: readonly Cells[];
  private readonly table: Table;
  private readonly stepped: Uint8Array;
  private readonly state: number;

  constructor(
    space: Space,
    { tables }: Variant,
    name: string,
    private readonly leaves: Readonly<Record<string, Leaf>>,
    private readonly forbidden: (v: Uint8Array) => void,
  ) {
    this.table = tables.find((table) => table.name === name) as Table;
    this.stepped = new Uint8Array(this.table.kind.length);
    this.cells = [{ table: this.table, stepped: this.stepped }];
    this.state = space.field(name, this.table.states.length);
  }

  /** A step, and those of the answers that come behind it. */
  step(v: Uint8Array, event: string): void {
    const events = [event];
    for (let next = events.shift(); next !== undefined; next = events.shift()) {
      const cell = cellOf(this.table, v[this.state] as number, indexOf(this.table.events, next));
      this.stepped[cell] = 1;
      if (this.table.kind[cell] === FORBIDDEN) {
        this.forbidden(v);
        return;
      }
      v[this.state] = this.table.next[cell] as number;
      for (const action of this.table.lists[this.table.list[cell] as number] as Uint8Array) {
        const answer = this.leaves[this.table.actions[action] as string]?.(v);
        if (typeof answer === 'string') events.push(answer);
      }
    }
  }

  describe(v: Uint8Array): string {
    return this.table.states[v[this.state] as number] as string;
  }
}
