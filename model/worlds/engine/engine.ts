import type { Space } from '../../checker/space.js';
import type { Cells } from '../../checker/world.js';
import { ofEngine, type Table } from '../../compiler/table.js';
import { HUP, IN, OUT, PRI, RDHUP, READ } from '../../kernel/bits.js';
import type { Kernel } from '../../kernel/kernel.js';
import { GOES_ON, type Observation, type Side, STILL_TIMED, STILL_WATCHED } from '../../laws/index.js';
import type { Contract, Variant } from '../contract/variant.js';
import type { Leaves } from './leaf.js';
import { Line } from './line.js';
import { Machines, WATCH } from './machines.js';
import { Records } from './records.js';
import { Registrations } from './registrations.js';
import { isSocket, type Slot, type SlotShape, slotFields, UNSENT } from './slot.js';
import type { Turnstile } from './turnstile.js';

/** Who is told what can be seen of the engine. */
export interface Witness {
  tell(v: Uint8Array, what: Observation, side: Side, detail: number): void;
  /** A slot is at its end, perhaps with GOES_ON, STILL_WATCHED or STILL_TIMED; it is vacated next. */
  freed(v: Uint8Array, slot: Slot, detail: number): void;
  /** A callback's record is queued where none of its side was. */
  queued(v: Uint8Array, side: Side): void;
}

/** The number of a callback's beginning on a side, and of an operation's end. */
export const began = (side: Side): number => 2 * side + 1;
export const settled = (side: Side): number => 2 * side + 2;

/**
 * The engine of a world: slots with their machines, records queued for callbacks, and the leaves, which here call the model
 * of the kernel. It mirrors native/engine and nothing of it is left to chance: what differs for a known bug is a switch of
 * the contract or a patched table.
 */
export class Engine {
  readonly slots: readonly Slot[];
  /** Of the machines that some slot has. */
  readonly cells: readonly Cells[];
  readonly records: Records;
  /** Of those who wait for room. */
  readonly line: Line;
  /** Where several slots share a turn. */
  turnstile?: Turnstile;
  /** 0, or 1 + the side whose callback runs, or `sides + 1` if that callback's slot was freed. */
  readonly running: number;
  /** What the last transition brought about, as `began` and `settled` number it; 0 for nothing. */
  progressed = 0;
  readonly contract: Contract;
  private readonly machines: Machines;
  private readonly registrations: Registrations;
  /** A call has failed just now, or the user or his loop gives up what is pending. */
  hasFailed = false;
  private refusedAdd = false;
  private refusedSide = -1;
  private refusedTold = false;
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
    const tables = ofEngine(variant.tables);
    this.contract = variant.contract;
    this.slots = shapes.map((shape, index) => slotFields(space, tables, kernel.shape, shape, index, shapes.length));
    this.line = new Line(space, this.slots, timed, this.contract);
    this.running = space.field('running', shapes.length * 2 + 2);
    this.records = new Records(this.slots, this.contract, (v, side) => witness.queued(v, side));
    this.registrations = new Registrations(kernel, tables[WATCH] as Table, this.contract);
    const leaves = { ...this.watchLeaves(), ...operationLeaves(this) };
    this.machines = new Machines(tables, this.slots, leaves, this.contract, (v, slot) =>
      this.note(v, 'forbidden', slot.index * 2),
    );
    this.cells = this.machines.cells.filter((_, machine) =>
      this.slots.some(({ states }) => (states[machine] as number) >= 0),
    );
  }

  /** Steps a machine and everything that follows from it. */
  run(v: Uint8Array, slot: Slot, machine: number, event: string): void {
    this.refusedAdd = false;
    this.refusedSide = -1;
    this.refusedTold = false;
    this.hasFailed = false;
    this.machines.run(v, slot, machine, event);
    for (const one of this.slots) if (v[one.file] && !this.isLive(v, one)) this.free(v, one);
    if (this.refusedSide < 0) return;
    const told = this.refusedAdd || this.refusedTold;
    this.note(v, 'refused', this.refusedSide, told && this.contract.refusals === 'told' ? 1 : 0);
  }

  /** Queues what a leaf was answered behind what is queued already. */
  answer(slot: Slot, machine: string, event: string): void {
    this.machines.answer(slot, machine, event);
  }

  note(v: Uint8Array, what: Observation, side: Side, detail = 0): void {
    if (what === 'mayFail') this.hasFailed = true;
    if (what === 'began') this.progressed = began(side);
    if (what === 'resolved' || what === 'rejected') {
      this.progressed = settled(side);
      this.failed(side);
    }
    this.witness.tell(v, what, side, detail);
  }

  /** The same, of what the loop has brought about by itself for a connection. */
  brought(v: Uint8Array, what: Observation, side: Side, detail = 0): void {
    this.progressed = settled(side);
    this.witness.tell(v, what, side, detail);
  }

  /** Whoever asked for what a side wants is told that it failed: a user, or the loop itself. */
  failed(side: Side): void {
    if (side === this.refusedSide) this.refusedTold = true;
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
    return this.machines.numberOf(name);
  }

  isLive(v: Uint8Array, slot: Slot): boolean {
    return this.machines.isLive(v, slot);
  }

  slotOf(v: Uint8Array, number: number): Slot | undefined {
    return this.slots.find((slot) => this.isLive(v, slot) && v[slot.number] === number);
  }

  stateName(v: Uint8Array, slot: Slot, machine: number): string {
    return this.machines.stateName(v, slot, machine);
  }

  /** The value of a machine's region, '' if the slot does not have the machine, and in a state outside of the region. */
  region(v: Uint8Array, slot: Slot, machine: number, name: string): string {
    return this.machines.region(v, slot, machine, name);
  }

  /** The user adds a callback. Answers the slot, or undefined if it was refused or cannot be had. */
  add(v: Uint8Array, number: number, event: 'ADD_READER' | 'ADD_WRITER'): Slot | undefined {
    const standing = this.slotOf(v, number);
    const slot = standing ?? this.open(v, number);
    if (!slot) return undefined;
    const side = event === 'ADD_READER' ? 0 : 1;
    this.records.outdate(v, slot, side);
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
    this.records.outdate(v, slot, event === 'REMOVE_READER' ? 0 : 1);
    this.run(v, slot, WATCH, event);
    if (this.isLive(v, slot)) this.freeIfUnused(v, slot);
    return this.contract.removed === 'saysYes' || (was !== 'off' && was !== 'held');
  }

  /** The user makes a socket of a number: the loop asks whether what is registered is still of its file (L6). */
  attach(v: Uint8Array, slot: Slot): void {
    if (this.registrations.isStale(v, slot)) this.run(v, slot, WATCH, 'STALE');
  }

  /**
   * All operations settle, and the registration is given up: last here, for the slot goes with it; the engine buries it when
   * all machines are closed. The descriptor itself is the caller's.
   */
  close(v: Uint8Array, slot: Slot): void {
    this.note(v, 'mayFail', slot.index * 2);
    this.note(v, 'mayFail', slot.index * 2 + 1);
    // A connection is cut off: it ends the other machines itself.
    if (slot.shape.transport) {
      this.run(v, slot, this.machine('transport'), 'ABORT');
      return;
    }
    this.closing = true;
    for (let machine = slot.states.length - 1; machine >= 0; machine--) {
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
    if (bits & IN && this.contract.reports === 'wakeTheReader') return;
    // What was read may have ended the connection.
    if (bits & OUT && !(bits & HUP) && this.isLive(v, slot)) this.run(v, slot, WATCH, 'WRITABLE');
  }

  /** Hands one queued record to JavaScript: the table says whether the callback runs. */
  dispatch(v: Uint8Array, slot: Slot, side: 0 | 1): void {
    const name = side ? 'WRITER' : 'READER';
    if (this.contract.gate === 'none') this.began(v, slot, side);
    this.run(v, slot, WATCH, `RUN_${name}`);
    this.records.drop(v, slot, side);
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
    const atEnd = this.machines.areClosed(v, slot);
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
    this.machines.end(v, slot);
    for (const field of [
      slot.number,
      slot.file,
      slot.reported,
      ...slot.queued,
      slot.backoff,
      ...slot.resume,
      slot.spent,
      slot.untaken,
      slot.lingers,
      slot.disowned,
      slot.reason,
    ]) {
      v[field] = 0;
    }
    if (slot.shape.transport) v.fill(0, slot.outgoing, slot.outgoing + UNSENT);
  }

  /** Takes a slot for a number that has none. */
  open(v: Uint8Array, number: number): Slot | undefined {
    const slot = this.slots.find((candidate) => !this.isLive(v, candidate));
    if (!slot) return undefined;
    this.machines.begin(v, slot);
    v[slot.number] = number;
    v[slot.file] = this.kernel.fileOf(v, number) + 1;
    return slot;
  }

  private freeIfUnused(v: Uint8Array, slot: Slot): void {
    if (isSocket(slot.shape) || this.registrations.wanted(v, slot)) return;
    this.run(v, slot, WATCH, 'CLOSE');
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

  private began(v: Uint8Array, slot: Slot, side: 0 | 1): void {
    v[this.running] = slot.index * 2 + side + 1;
    this.note(v, 'began', slot.index * 2 + side, this.records.isOutdated(v, slot, side) ? 1 : 0);
  }

  private watchLeaves(): Leaves {
    const { contract, records, registrations } = this;
    const modify: Leaves[string] = (v, slot, before) => {
      if (registrations.change(v, slot, before)) return;
      this.answer(slot, 'watch', 'STALE');
    };
    const register: Leaves[string] = (v, slot) => {
      if (registrations.make(v, slot)) return;
      // Nothing was registered before, so the one side that is asked for now asked for it.
      this.refusedSide = slot.index * 2 + (registrations.wanted(v, slot) & READ ? 0 : 1);
      this.note(v, 'mayFail', this.refusedSide);
      this.answer(slot, 'watch', 'REFUSED');
    };
    return {
      'watch.register': register,
      'watch.reregister': modify,
      'watch.rearm': (v, slot, before) => {
        this.void(v, slot, this.finishing);
        if (contract.rearm === 'modifies') modify(v, slot, before);
      },
      'watch.deregister': (v, slot) => {
        const removes = contract.deregister === 'comesTooLate' ? !this.closing : contract.deregister === 'removes';
        if (removes) registrations.remove(v, slot);
      },
      'watch.queueReader': (v, slot) => records.queue(v, slot, 0),
      'watch.queueWriter': (v, slot) => records.queue(v, slot, 1),
      'watch.callReader': (v, slot) => contract.gate === 'table' && this.began(v, slot, 0),
      'watch.callWriter': (v, slot) => contract.gate === 'table' && this.began(v, slot, 1),
      'watch.refuseAdd': () => {
        this.refusedAdd = true;
      },
    };
  }
}
