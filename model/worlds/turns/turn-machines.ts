import type { Space } from '../../checker/space.js';
import type { Cells } from '../../checker/world.js';
import { cellOf, FORBIDDEN, indexOf, regionValue, type Table } from '../../compiler/table.js';
import { NO_HANDLE } from '../../laws/index.js';
import type { Handles } from './handles.js';

/** What the actions of a machine do; those of the loop's are about NO_HANDLE. */
export type TurnLeaves = Readonly<Record<string, (v: Uint8Array, handle: number) => void>>;

/** A machine at work. */
interface Machine {
  readonly cells: Cells;
  readonly leaves: TurnLeaves;
}

/** The machine of each handle and the one of the loop, with their compiled tables. */
export class TurnMachines {
  readonly cells: readonly Cells[];
  private readonly handle: Machine;
  private readonly loop: Machine;
  private readonly state: number;

  constructor(
    space: Space,
    tables: { readonly handle: Table; readonly loop: Table },
    leaves: { readonly handle: TurnLeaves; readonly loop: TurnLeaves },
    private readonly handles: Handles,
    private readonly forbidden: (v: Uint8Array, handle: number) => void,
  ) {
    const cellsOf = (table: Table): Cells => ({ table, stepped: new Uint8Array(table.kind.length) });
    this.handle = { cells: cellsOf(tables.handle), leaves: leaves.handle };
    this.loop = { cells: cellsOf(tables.loop), leaves: leaves.loop };
    this.cells = [this.handle.cells, this.loop.cells];
    this.state = space.field('loop', tables.loop.states.length);
  }

  stepLoop(v: Uint8Array, event: string): void {
    this.step(v, this.loop, this.state, event, NO_HANDLE);
  }

  stepHandle(v: Uint8Array, handle: number, event: string): void {
    this.step(v, this.handle, this.handles.at(handle, 'state'), event, handle);
  }

  /** What a handle's machine says in a region. */
  region(v: Uint8Array, handle: number, name: string): string | null {
    return regionValue(this.handle.cells.table, name, v[this.handles.at(handle, 'state')] as number);
  }

  describe(v: Uint8Array, now: number): string {
    const { handles } = this;
    const name = ({ cells }: Machine, state: number) => cells.table.states[v[state] as number];
    const all = Array.from({ length: handles.count(v) }, (_, handle) => {
      const deadline = handles.deadline(v, handle);
      const what = deadline === undefined ? 'call' : `timer(${deadline})`;
      return `${handle}: ${what} ${name(this.handle, handles.at(handle, 'state'))}`;
    });
    return [`loop ${name(this.loop, this.state)} at ${now}`, ...all].join('; ');
  }

  private step(v: Uint8Array, { cells, leaves }: Machine, state: number, event: string, handle: number): void {
    const { table, stepped } = cells;
    const cell = cellOf(table, v[state] as number, indexOf(table.events, event));
    stepped[cell] = 1;
    if (table.kind[cell] === FORBIDDEN) {
      this.forbidden(v, handle);
      return;
    }
    v[state] = table.next[cell] as number;
    for (const action of table.lists[table.list[cell] as number] as Uint8Array)
      leaves[table.actions[action] as string]?.(v, handle);
  }
}
