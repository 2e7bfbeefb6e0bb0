import type { Cells } from '../../checker/world.js';
import { cellOf, FORBIDDEN, indexOf, regionValue, type Table } from '../../compiler/table.js';
import { wiring } from '../../machines/wiring.js';
import type { Contract } from '../contract/variant.js';
import type { Leaves } from './leaf.js';
import type { Slot } from './slot.js';

/** The machine that every slot has, by its number. */
export const WATCH = 0;

/**
 * The machines of the slots with their compiled tables. One FIFO runs to completion: what an action answers or wires stands
 * behind what is queued already.
 */
export class Machines {
  readonly cells: readonly Cells[];
  private readonly eventNumbers: readonly ReadonlyMap<string, number>[];
  private readonly numbers: ReadonlyMap<string, number>;
  /** The number of the state `closed` of each machine. */
  private readonly closed: readonly number[];
  private readonly leaves: readonly (readonly Leaves[string][])[];
  private readonly fifo: number[] = [];

  constructor(
    private readonly tables: readonly Table[],
    private readonly slots: readonly Slot[],
    leaves: Leaves,
    private readonly contract: Contract,
    private readonly forbidden: (v: Uint8Array, slot: Slot) => void,
  ) {
    this.eventNumbers = tables.map((table) => new Map(table.events.map((event, number) => [event, number])));
    this.numbers = new Map(tables.map((table, number) => [table.name, number]));
    this.cells = tables.map((table) => ({ table, stepped: new Uint8Array(table.kind.length) }));
    this.closed = tables.map((table) => indexOf(table.states, 'closed'));
    this.leaves = tables.map((table) => table.actions.map((action) => this.bind(leaves, table, action)));
  }

  /** The number of a machine, or -1. */
  numberOf(name: string): number {
    return this.numbers.get(name) ?? -1;
  }

  /** Steps a machine and everything that follows from it, up to an event that a machine forbids. */
  run(v: Uint8Array, slot: Slot, machine: number, event: string): void {
    this.push(slot, machine, this.eventNumber(machine, event));
    for (let head = 0; head < this.fifo.length; head += 3) {
      const next = this.slots[this.fifo[head] as number] as Slot;
      if (!this.step(v, next, this.fifo[head + 1] as number, this.fifo[head + 2] as number)) break;
    }
    this.fifo.length = 0;
  }

  /** Queues what an action was answered. */
  answer(slot: Slot, machine: string, event: string): void {
    const number = this.numberOf(machine);
    this.push(slot, number, this.eventNumber(number, event));
  }

  stateName(v: Uint8Array, slot: Slot, machine: number): string {
    return (this.tables[machine] as Table).states[v[slot.states[machine] as number] as number] as string;
  }

  /** The value of a machine's region, '' if the slot does not have the machine, and in a state outside of the region. */
  region(v: Uint8Array, slot: Slot, machine: number, name: string): string {
    const state = slot.states[machine] as number;
    return state < 0 ? '' : (regionValue(this.tables[machine] as Table, name, v[state] as number) ?? '');
  }

  isLive(v: Uint8Array, slot: Slot): boolean {
    return v[slot.states[WATCH] as number] !== this.closed[WATCH];
  }

  /** All machines that the slot has are closed. */
  areClosed(v: Uint8Array, slot: Slot): boolean {
    return slot.states.every((state, machine) => state < 0 || v[state] === this.closed[machine]);
  }

  /** Has all machines of a slot begin. */
  begin(v: Uint8Array, slot: Slot): void {
    for (const state of slot.states) if (state >= 0) v[state] = 0;
  }

  /** Makes the slot one that does not live, with all that its machines were at forgotten. */
  end(v: Uint8Array, slot: Slot): void {
    this.begin(v, slot);
    v[slot.states[WATCH] as number] = this.closed[WATCH] as number;
  }

  private eventNumber(machine: number, event: string): number {
    const number = this.eventNumbers[machine]?.get(event);
    if (number === undefined) throw new RangeError(`Machine ${machine} has no event '${event}'`);
    return number;
  }

  private push(slot: Slot, machine: number, event: number): void {
    this.fifo.push(slot.index, machine, event);
  }

  /** Answers false if the machine forbids the event. */
  private step(v: Uint8Array, slot: Slot, machine: number, event: number): boolean {
    const table = this.tables[machine] as Table;
    const state = slot.states[machine] as number;
    const before = v[state] as number;
    const cell = cellOf(table, before, event);
    (this.cells[machine] as Cells).stepped[cell] = 1;
    if (table.kind[cell] === FORBIDDEN) {
      this.forbidden(v, slot);
      return false;
    }
    v[state] = table.next[cell] as number;
    const actions = table.lists[table.list[cell] as number] as Uint8Array;
    for (let i = 0; i < actions.length; i++) {
      (this.leaves[machine] as Leaves[string][])[actions[i] as number]?.(v, slot, before);
    }
    if (machine === WATCH && this.contract.added === 'runsAtOnce')
      this.readyAtOnce(slot, table.events[event] as string);
    return true;
  }

  private readyAtOnce(slot: Slot, event: string): void {
    if (event === 'ADD_READER' || event === 'HOLD_READER') this.answer(slot, 'watch', 'READABLE');
    if (event === 'ADD_WRITER' || event === 'HOLD_WRITER') this.answer(slot, 'watch', 'WRITABLE');
  }

  private bind(leaves: Leaves, table: Table, action: string): Leaves[string] {
    const name = `${table.name}.${action}`;
    const leaf = leaves[name];
    const wires = ((wiring as Readonly<Record<string, readonly string[]>>)[name] ?? []).map((wire) => {
      const [machine = '', event = ''] = wire.split('.');
      const number = this.numberOf(machine);
      return { number, event: this.eventNumber(number, event) };
    });
    if (!leaf && !wires.length) throw new Error(`The action ${name} is neither a leaf of the engine nor wired`);
    return (v, slot, before) => {
      leaf?.(v, slot, before);
      for (const { number, event } of wires) if ((slot.states[number] as number) >= 0) this.push(slot, number, event);
    };
  }
}
