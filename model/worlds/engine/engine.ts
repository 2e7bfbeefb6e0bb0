import type { Space } from '../../checker/space.js';
import type { Cells } from '../../checker/world.js';
import { registrations } from '../../compiler/registration.js';
import { FORBIDDEN, indexOf, ofEngine, regionValue, type Table } from '../../compiler/table.js';
import { HUP, IN, OUT, PRI, RDHUP, READ, URGENT, WRITE } from '../../kernel/bits.js';
import type { Kernel } from '../../kernel/kernel.js';
import { GOES_ON, type Observation, type Side, STILL_TIMED, STILL_WATCHED } from '../../laws/index.js';
import { wiring } from '../../machines/wiring.js';
import type { Contract, Variant } from '../contract/variant.js';
import type { Leaves } from './leaf.js';
import { Line } from './line.js';
import { isSocket, type Slot, type SlotShape, slotFields } from './slot.js';
import type { Turnstile } from './turnstile.js';

/** Who is told what can be seen of the engine. */
export interface Witness {
  tell(v: Uint8Array, what: Observation, side: Side, detail: number): void;
  /** A slot is at its end, perhaps with GOES_ON, STILL_WATCHED or STILL_TIMED; it is vacated next. */
  freed(v: Uint8Array, slot: Slot, detail: number): void;
  /** A callback's record is queued where none of its side was. */
  queued(v: Uint8Array, side: Side): void;
}

/** A record waits for the next batch. */
const QUEUED = 1;
/** Its callback was replaced or removed since. */
const OUTDATED = 2;
/** It is in the batch that is being run; what is queued meanwhile waits for the next one. */
const IN_BATCH = 4;

/** The number of a callback's beginning on a side, and of an operation's end. */
export const began = (side: Side): number => 2 * side + 1;
export const settled = (side: Side): number => 2 * side + 2;

/** The machines of a slot, by their numbers. */
export const WATCH = 0;

/**
 * The engine of a world: slots with the compiled tables, one FIFO run to completion, records queued for callbacks, and
 * the leaves, which here call the model of the kernel. It mirrors native/engine and nothing of it is left to chance:
 * what differs for a known bug is a switch of the contract or a patched table.
 */
export class Engine {
  readonly slots: readonly Slot[];
  readonly cells: readonly Cells[];
  /** Of those who wait for room. */
  readonly line: Line;
  /** Where several slots share a turn. */
  turnstile?: Turnstile;
  /** 0, or 1 + the side whose callback runs, or `sides + 1` if that callback's slot was freed. */
  readonly running: number;
  /** What the last transition brought about, as `began` and `settled` number it; 0 for nothing. */
  progressed = 0;
  readonly contract: Contract;
  private readonly tables: readonly Table[];
  private readonly eventNumbers: readonly ReadonlyMap<string, number>[];
  private readonly machineNumbers: ReadonlyMap<string, number>;
  /** The number of the state `closed` of each machine. */
  private readonly closed: readonly number[];
  private readonly leaves: readonly (readonly Leaves[string][])[];
  private readonly interests: readonly number[];
  private readonly fifo: number[] = [];
  private refusedAdd = false;
  private refusedSide = -1;
  private finishing: 0 | 1 = 0;
  private closing = false;

  constructor(
    space: Space,
    readonly kernel: Kernel,
    variant: Variant,
    shapes: readonly SlotShape[],
    private readonly witness: Witness,
    timed: boolean,
    operationLeaves: (engine: Engine) => Leaves,
  ) {
    this.tables = ofEngine(variant.tables);
    this.eventNumbers = this.tables.map((table) => new Map(table.events.map((event, number) => [event, number])));
    this.machineNumbers = new Map(this.tables.map((table, number) => [table.name, number]));
    this.contract = variant.contract;
    this.cells = this.tables.map((table) => ({ table, stepped: new Uint8Array(table.kind.length) }));
    const watch = this.tables[WATCH] as Table;
    this.closed = this.tables.map((table) => indexOf(table.states, 'closed'));
    const urgent = variant.contract.shortReads === 'proveLittle' ? URGENT : 0;
    this.interests = registrations(watch, READ, WRITE, urgent);
    this.slots = shapes.map((shape, index) =>
      slotFields(space, this.tables, kernel.shape, shape, index, shapes.length),
    );
    this.line = new Line(space, this.slots, timed, variant.contract);
    this.running = space.field('running', shapes.length * 2 + 2);
    const leaves = { ...this.watchLeaves(), ...operationLeaves(this) };
    this.leaves = this.tables.map((table) => table.actions.map((action) => this.bind(leaves, table, action)));
  }

  /** Steps a machine and everything that follows from it. */
  run(v: Uint8Array, slot: Slot, machine: number, event: string): void {
    this.push(slot, machine, this.eventNumber(machine, event));
    this.drain(v);
  }

  /** Queues an answer or a wired event behind what is queued already. */
  push(slot: Slot, machine: number, event: number): void {
    this.fifo.push(slot.index, machine, event);
  }

  answer(slot: Slot, machine: string, event: string): void {
    const number = this.machine(machine);
    this.push(slot, number, this.eventNumber(number, event));
  }

  note(v: Uint8Array, what: Observation, side: Side, detail = 0): void {
    if (what === 'began') this.progressed = began(side);
    if (what === 'resolved' || what === 'rejected') this.progressed = settled(side);
    this.witness.tell(v, what, side, detail);
  }

  /** Whether the turn has something left for a slot. */
  mayPass(v: Uint8Array, slot: Slot): boolean {
    return this.turnstile ? this.turnstile.ask(v, slot) : !v[slot.spent];
  }

  /** The slot goes on in a later turn. */
  putOff(v: Uint8Array, slot: Slot, side: 0 | 1): void {
    this.note(v, 'putOff', slot.index * 2 + side, this.turnstile && v[this.turnstile.full] ? 1 : 0);
    if (this.turnstile) this.turnstile.lineUp(v, slot);
    else v[slot.resume[side]] = 1;
  }

  machine(name: string): number {
    return this.machineNumbers.get(name) ?? -1;
  }

  isLive(v: Uint8Array, slot: Slot): boolean {
    return v[slot.states[WATCH] as number] !== this.closed[WATCH];
  }

  slotOf(v: Uint8Array, number: number): Slot | undefined {
    return this.slots.find((slot) => this.isLive(v, slot) && v[slot.number] === number);
  }

  stateName(v: Uint8Array, slot: Slot, machine: number): string {
    return (this.tables[machine] as Table).states[v[slot.states[machine] as number] as number] as string;
  }

  /** The value of a machine's region, '' if the slot does not have the machine, and in a state outside of the region. */
  region(v: Uint8Array, slot: Slot, machine: number, name: string): string {
    const state = slot.states[machine] as number;
    return state < 0 ? '' : (regionValue(this.tables[machine] as Table, name, v[state] as number) ?? '');
  }

  /** The user adds a callback. Answers the slot, or undefined if it was refused or cannot be had. */
  add(v: Uint8Array, number: number, event: 'ADD_READER' | 'ADD_WRITER'): Slot | undefined {
    const standing = this.slotOf(v, number);
    const slot = standing ?? this.open(v, number);
    if (!slot) return undefined;
    const side = event === 'ADD_READER' ? 0 : 1;
    this.outdate(v, slot, side);
    this.void(v, slot, side);
    this.run(v, slot, WATCH, event);
    // STALE: the number names another file now; the old slot is dead and the new file gets one of its own (L6).
    if (standing && !this.isLive(v, slot)) return this.add(v, number, event);
    if (this.refusedAdd) {
      this.freeIfUnused(v, slot);
      return undefined;
    }
    v[slot.file] = this.kernel.fileOf(v, number) + 1;
    return slot;
  }

  /** Answers whether there was a callback. */
  remove(v: Uint8Array, slot: Slot, event: 'REMOVE_READER' | 'REMOVE_WRITER'): boolean {
    const was = this.region(v, slot, WATCH, event === 'REMOVE_READER' ? 'reader' : 'writer');
    if (this.contract.handle === 'another') return was !== 'off' && was !== 'held';
    this.outdate(v, slot, event === 'REMOVE_READER' ? 0 : 1);
    this.run(v, slot, WATCH, event);
    if (this.isLive(v, slot)) this.freeIfUnused(v, slot);
    return this.contract.removed === 'saysYes' || (was !== 'off' && was !== 'held');
  }

  /** The user makes a socket of a number: the loop asks whether what is registered is still of its file (L6). */
  attach(v: Uint8Array, slot: Slot): void {
    const interest = this.interests[v[slot.states[WATCH] as number] as number] as number;
    if (interest !== 0 && !this.modify(v, slot, interest)) this.run(v, slot, WATCH, 'STALE');
  }

  /**
   * All operations settle, and the registration is given up: last here, for the slot goes with it; the engine buries it when
   * all machines are closed. The descriptor itself is the caller's.
   */
  close(v: Uint8Array, slot: Slot): void {
    this.note(v, 'mayFail', slot.index * 2);
    this.note(v, 'mayFail', slot.index * 2 + 1);
    this.closing = true;
    for (let machine = this.tables.length - 1; machine >= 0; machine--) {
      if ((slot.states[machine] as number) >= 0) this.run(v, slot, machine, 'CLOSE');
    }
    this.closing = false;
  }

  /** Looks at the readiness that was reported, as one event or two (C4: reader before writer). */
  process(v: Uint8Array, slot: Slot): void {
    const bits = v[slot.reported] as number;
    v[slot.reported] = 0;
    this.note(v, 'looked', slot.index * 2, bits & PRI ? 1 : 0);
    if (bits & HUP) this.run(v, slot, WATCH, 'HANGUP');
    else if (bits & RDHUP) this.run(v, slot, WATCH, 'READ_HANGUP');
    else if (bits & PRI) this.run(v, slot, WATCH, 'URGENT');
    else if (bits & IN) this.run(v, slot, WATCH, 'READABLE');
    if (bits & OUT && !(bits & HUP)) this.run(v, slot, WATCH, 'WRITABLE');
  }

  /** Begins a batch with all that is queued, once the last one is through. */
  beginBatch(v: Uint8Array): boolean {
    const queued = this.slots.flatMap((slot) => slot.queued);
    if (queued.some((field) => (v[field] as number) & IN_BATCH) || queued.every((field) => v[field] === 0))
      return false;
    for (const field of queued) if (v[field]) v[field] = (v[field] as number) | IN_BATCH;
    return true;
  }

  isInBatch(v: Uint8Array, slot: Slot, side: 0 | 1): boolean {
    return ((v[slot.queued[side]] as number) & IN_BATCH) !== 0;
  }

  /** Hands one queued record to JavaScript: the table says whether the callback runs. */
  dispatch(v: Uint8Array, slot: Slot, side: 0 | 1): void {
    const name = side ? 'WRITER' : 'READER';
    if (this.contract.gate === 'none') this.began(v, slot, side);
    this.run(v, slot, WATCH, `RUN_${name}`);
    v[slot.queued[side]] = 0;
  }

  /** The running callback returned. */
  finish(v: Uint8Array): void {
    const side = (v[this.running] as number) - 1;
    v[this.running] = 0;
    this.finishing = (side & 1) as 0 | 1;
    const slot = this.slots[side >> 1];
    if (slot && (this.isLive(v, slot) || this.contract.ended === 'always'))
      this.run(v, slot, WATCH, side & 1 ? 'WRITER_DONE' : 'READER_DONE');
  }

  /** A file was closed for good behind the loop's back: slots made for it are of nothing any more. */
  lose(v: Uint8Array, file: number): void {
    for (const slot of this.slots) if (v[slot.file] === file + 1) v[slot.file] = this.kernel.files.length + 1;
  }

  /** Ends a slot: whatever carries its token finds nobody (generations in the engine). */
  free(v: Uint8Array, slot: Slot): void {
    const atEnd = slot.states.every((state, machine) => state < 0 || v[state] === this.closed[machine]);
    const watched = this.kernel.interestOf(v, v[slot.number] as number) !== 0;
    const timed = v[slot.backoff] !== 0;
    this.witness.freed(v, slot, (atEnd ? 0 : GOES_ON) | (watched ? STILL_WATCHED : 0) | (timed ? STILL_TIMED : 0));
    this.vacate(v, slot);
    const running = ((v[this.running] as number) - 1) >> 1;
    if (v[this.running] && running === slot.index && this.contract.ended === 'ifLive')
      v[this.running] = this.slots.length * 2 + 1;
    if (this.contract.tokens === 'endWithTheirSlot') this.kernel.retoken(v, slot.index + 1, 0);
  }

  /** Makes a slot one that is free to take. */
  vacate(v: Uint8Array, slot: Slot): void {
    for (const state of slot.states) if (state >= 0) v[state] = 0;
    v[slot.states[WATCH] as number] = this.closed[WATCH] as number;
    for (const field of [
      slot.number,
      slot.file,
      slot.reported,
      ...slot.queued,
      slot.backoff,
      ...slot.resume,
      slot.spent,
    ]) {
      v[field] = 0;
    }
  }

  /** Takes a slot for a number that has none. */
  open(v: Uint8Array, number: number): Slot | undefined {
    const slot = this.slots.find((candidate) => !this.isLive(v, candidate));
    if (!slot) return undefined;
    for (const state of slot.states) if (state >= 0) v[state] = 0;
    v[slot.number] = number;
    v[slot.file] = this.kernel.fileOf(v, number) + 1;
    return slot;
  }

  private eventNumber(machine: number, event: string): number {
    const number = this.eventNumbers[machine]?.get(event);
    if (number === undefined) throw new RangeError(`Machine ${machine} has no event '${event}'`);
    return number;
  }

  private freeIfUnused(v: Uint8Array, slot: Slot): void {
    if (isSocket(slot.shape) || this.interests[v[slot.states[WATCH] as number] as number]) return;
    this.run(v, slot, WATCH, 'CLOSE');
  }

  /** Whatever a record was queued for is not what the user has added from here on. */
  private outdate(v: Uint8Array, slot: Slot, side: 0 | 1): void {
    if (v[slot.queued[side]]) v[slot.queued[side]] = (v[slot.queued[side]] as number) | OUTDATED;
  }

  /**
   * The kernel is about to look at the file anew for this side; what it reported before was of an older callback, or of
   * what that callback has read since (L1). The other side keeps its report: its edge may not come again (L5).
   */
  private void(v: Uint8Array, slot: Slot, side: 0 | 1): void {
    const bits = v[slot.reported] as number;
    const others =
      side === 0 ? bits & OUT || (bits & HUP ? OUT : 0) : bits & (IN | PRI | RDHUP) || (bits & HUP ? IN | RDHUP : 0);
    v[slot.reported] = others;
  }

  private drain(v: Uint8Array): void {
    this.refusedAdd = false;
    this.refusedSide = -1;
    for (let head = 0; head < this.fifo.length; head += 3) {
      const slot = this.slots[this.fifo[head] as number] as Slot;
      const machine = this.fifo[head + 1] as number;
      if (!this.step(v, slot, machine, this.fifo[head + 2] as number)) break;
    }
    this.fifo.length = 0;
    for (const slot of this.slots) if (v[slot.file] && !this.isLive(v, slot)) this.free(v, slot);
    if (this.refusedSide < 0) return;
    const told = this.refusedAdd || this.progressed === settled(this.refusedSide);
    this.note(v, 'refused', this.refusedSide, told && this.contract.refusals === 'told' ? 1 : 0);
  }

  /** Answers false if the machine forbids the event. */
  private step(v: Uint8Array, slot: Slot, machine: number, event: number): boolean {
    const table = this.tables[machine] as Table;
    const state = slot.states[machine] as number;
    const before = v[state] as number;
    const cell = before * table.events.length + event;
    (this.cells[machine] as Cells).stepped[cell] = 1;
    if (table.kind[cell] === FORBIDDEN) {
      this.note(v, 'forbidden', slot.index * 2);
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

  private began(v: Uint8Array, slot: Slot, side: 0 | 1): void {
    v[this.running] = slot.index * 2 + side + 1;
    this.note(v, 'began', slot.index * 2 + side, (v[slot.queued[side]] as number) & OUTDATED ? 1 : 0);
  }

  /** Modifies a registration, and with that finds out whether it is still of the file that the number names. */
  private modify(v: Uint8Array, slot: Slot, interest: number): boolean {
    const number = v[slot.number] as number;
    const failed = this.kernel.modify(v, number, interest, slot.index + 1);
    const { ghostWasTaken } = this.kernel;
    // The number names a file whose registration an earlier slot left behind: that one was modified, not ours (L6, P4).
    if (ghostWasTaken) this.kernel.remove(v, number);
    return !failed && !ghostWasTaken;
  }

  private watchLeaves(): Leaves {
    const interest = (v: Uint8Array, slot: Slot, before: number): number =>
      this.interests[
        this.contract.interest === 'before' ? before : (v[slot.states[WATCH] as number] as number)
      ] as number;
    /** Without the direction whose callback runs, for one who forgets it until that has returned. */
    const others = (v: Uint8Array, slot: Slot, wanted: number): number => {
      if (this.contract.interest !== 'theOthers') return wanted;
      const runs = (side: string) => this.region(v, slot, WATCH, side) === 'running';
      return wanted & ~(runs('reader') ? READ : runs('writer') ? WRITE : 0) || wanted;
    };
    const modify: Leaves[string] = (v, slot, before) => {
      if (!this.modify(v, slot, others(v, slot, interest(v, slot, before)))) this.answer(slot, 'watch', 'STALE');
    };
    const register: Leaves[string] = (v, slot) => {
      const number = v[slot.number] as number;
      const wanted = this.interests[v[slot.states[WATCH] as number] as number] as number;
      let failed = this.kernel.add(v, number, wanted, slot.index + 1);
      // A ghost of the same file under the same number: take it over (P4).
      if (failed === 'EEXIST') failed = this.kernel.modify(v, number, wanted, slot.index + 1);
      if (!failed) {
        // Nothing of an older file was registered: from here on the slot is of the file that the number names now.
        v[slot.file] = this.kernel.fileOf(v, number) + 1;
        return;
      }
      // Nothing was registered before, so the one side that is asked for now asked for it.
      this.refusedSide = slot.index * 2 + (wanted & READ ? 0 : 1);
      this.note(v, 'mayFail', this.refusedSide);
      this.answer(slot, 'watch', 'REFUSED');
    };
    const queue =
      (side: 0 | 1): Leaves[string] =>
      (v, slot) => {
        if (!v[slot.queued[side]]) this.witness.queued(v, slot.index * 2 + side);
        const stays = this.contract.replaced === 'theOldOnes' ? IN_BATCH | OUTDATED : IN_BATCH;
        v[slot.queued[side]] = QUEUED | ((v[slot.queued[side]] as number) & stays);
      };
    return {
      'watch.register': register,
      'watch.reregister': modify,
      'watch.rearm': (v, slot, before) => {
        this.void(v, slot, this.finishing);
        if (this.contract.rearm === 'modifies') modify(v, slot, before);
      },
      'watch.deregister': (v, slot) =>
        (this.contract.deregister === 'removes' || (this.contract.deregister === 'comesTooLate' && !this.closing)) &&
        this.kernel.remove(v, v[slot.number] as number),
      'watch.queueReader': queue(0),
      'watch.queueWriter': queue(1),
      'watch.callReader': (v, slot) => this.contract.gate === 'table' && this.began(v, slot, 0),
      'watch.callWriter': (v, slot) => this.contract.gate === 'table' && this.began(v, slot, 1),
      'watch.refuseAdd': () => {
        this.refusedAdd = true;
      },
    };
  }

  private bind(leaves: Leaves, table: Table, action: string): Leaves[string] {
    const name = `${table.name}.${action}`;
    const leaf = leaves[name];
    const wires = ((wiring as Readonly<Record<string, readonly string[]>>)[name] ?? []).map((wire) => {
      const [machine = '', event = ''] = wire.split('.');
      const number = this.machine(machine);
      return { number, event: this.eventNumber(number, event) };
    });
    if (!leaf && !wires.length) throw new Error(`The action ${name} is neither a leaf of the engine nor wired`);
    return (v, slot, before) => {
      leaf?.(v, slot, before);
      for (const { number, event } of wires) if ((slot.states[number] as number) >= 0) this.push(slot, number, event);
    };
  }
}
