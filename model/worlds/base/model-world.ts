import { emitAll } from '../../checker/pieces.js';
import { Space } from '../../checker/space.js';
import type { Arrow, Cells, Emit, Label, Lane, NamedClause, Obligation, Pieces } from '../../checker/world.js';
import { HUP, IN, OUT, RDHUP, READ, WRITE } from '../../kernel/bits.js';
import { Connecting } from '../../kernel/connecting.js';
import type { Stream } from '../../kernel/files.js';
import { Kernel } from '../../kernel/kernel.js';
import { countOf } from '../../kernel/numbered.js';
import type { OpenFile } from '../../kernel/open-file.js';
import type { Observation, Scene, Side } from '../../laws/index.js';
import {
  engineSwitches,
  handOffSwitches,
  pollerOf,
  serverSwitches,
  transportSwitches,
  type Variant,
  type VariedWorld,
} from '../contract/variant.js';
import { Engine } from '../engine/engine.js';
import { operationLeaves } from '../engine/leaves.js';
import { isSocket, operationsOf, type Slot } from '../engine/slot.js';
import { unsent } from '../engine/transports.js';
import { Judges } from './judges.js';
import { addLoopMoves, type Loop } from './loop-moves.js';
import { Moves } from './moves.js';
import type { LoopMove, WorldShape } from './world-shape.js';

/** An operation, by the name of its machine. */
export type Operation = 'accept' | 'receive' | 'send' | 'connect';

export function sideOf(slot: Slot, operation: Operation): Side {
  return slot.index * 2 + (operation === 'send' || operation === 'connect' ? 1 : 0);
}

/**
 * A world of the checker: kernel, engine and laws put together, with the loop's own moves. A subclass adds what the user,
 * the kernel and the peers may do, in its constructor, and the initial state.
 */
export abstract class ModelWorld implements VariedWorld, Scene {
  readonly name: string;
  readonly space = new Space();
  readonly labels: Label[];
  readonly laws: readonly string[];
  readonly clauses: readonly NamedClause[];
  readonly witness: Uint32Array;
  readonly cells: readonly Cells[];
  readonly switches: VariedWorld['switches'];
  readonly obligations: Obligation[] = [];
  readonly sides: number;
  protected readonly kernel: Kernel;
  protected readonly engine: Engine;
  readonly pieces: Pieces;
  private readonly moves: Moves;
  private readonly judges: Judges<Scene, Observation>;
  /** What the user was promised: callbacks that stand, operations that have not settled. */
  private readonly standing: number;
  private readonly promised: number;
  /** The fair classes of JavaScript: its batches, its records, its callbacks' ends. */
  private readonly javaScript: readonly number[];

  protected constructor(
    /** What there is in it. */
    readonly shape: WorldShape,
    /** The tables and the engine of it. */
    readonly variant: Variant,
  ) {
    this.name = shape.name;
    this.switches = [
      ...engineSwitches,
      ...(shape.handsOff ? handOffSwitches : []),
      ...(shape.slots.some(({ transport }) => transport) ? transportSwitches : []),
      ...(shape.slots.some(({ server }) => server) ? serverSwitches : []),
    ];
    this.sides = shape.slots.length * 2;
    this.kernel = new Kernel(this.space, {
      ...shape.kernel,
      ...pollerOf(variant.contract),
      tokens: shape.slots.length + 1,
      nested: shape.handsOff ?? false,
    });
    this.engine = new Engine(
      this.space,
      this.kernel,
      variant,
      shape.slots,
      {
        tell: (v, what, side, detail) => this.tell(v, what, side, detail),
        freed: (v, slot, detail) => this.freed(v, slot, detail),
        queued: (v, side) => this.queued(v, side),
      },
      shape.timed ?? false,
      operationLeaves,
    );
    this.cells = this.engine.cells;
    this.moves = new Moves(
      this.sides,
      (side) => this.settling(side),
      () => this.engine.progressed,
    );
    this.labels = this.moves.labels;
    this.standing = this.space.fields('standing', this.sides, 2);
    this.promised = this.space.fields('promised', this.sides, 3);
    this.judges = new Judges(shape.laws, this.space, this, variant.silenced);
    this.laws = this.judges.laws;
    this.clauses = this.judges.clauses;
    this.witness = this.judges.witness;
    this.pieces = this.judges.pieces(this.moves.all, () => {
      this.engine.progressed = 0;
    });
    this.javaScript = shape.handsOff || shape.takesTurns ? [] : this.addLoopMoves(shape);
  }

  initial(v: Uint8Array): void {
    for (const slot of this.engine.slots) if (!isSocket(slot.shape)) this.engine.vacate(v, slot);
  }

  successors(from: Uint8Array, to: Uint8Array, emit: Emit): void {
    emitAll(this.pieces, from, to, emit);
  }

  describe(v: Uint8Array): string {
    const slots = this.engine.slots.filter((slot) => this.engine.isLive(v, slot));
    return slots.map((slot) => `${slot.index}: ${this.describeSlot(v, slot)}`).join('; ');
  }

  stands(v: Uint8Array, side: Side): boolean {
    return v[this.standing + side] === 1;
  }

  unsettled(v: Uint8Array, side: Side): number {
    return v[this.promised + side] as number;
  }

  isReady(v: Uint8Array, side: Side): boolean {
    return (this.eventsOf(v, this.slot(side)) & (side & 1 ? OUT | HUP : IN | RDHUP | HUP)) !== 0;
  }

  hasMessages(side: Side): boolean {
    return (side & 1) === 0 && this.kernel.files[0]?.kind === 'datagram';
  }

  isCutSilently(v: Uint8Array, side: Side): boolean {
    const file = this.fileOf(v, side);
    return file?.kind === 'stream' && file.shape.cuts === 'anywhere';
  }

  isNamed(v: Uint8Array, side: Side): boolean {
    return this.namesItsFile(v, this.slot(side));
  }

  isWatched(v: Uint8Array, side: Side): boolean {
    const slot = this.slot(side);
    if (!this.namesItsFile(v, slot)) return true;
    return (this.kernel.interestOf(v, v[slot.number] as number) & (side & 1 ? WRITE : READ)) !== 0;
  }

  canSettle(v: Uint8Array, side: Side): boolean {
    if (!this.isNamed(v, side) || !this.isReady(v, side)) return false;
    const file = this.fileOf(v, side);
    if (file?.kind === 'datagram' && (side & 1) === 1) return file.hasRoom(v) || file.isTold(v);
    if (file instanceof Connecting) return !file.listenerIsFull(v) || file.hasPeer(v);
    return file?.kind === 'listener' ? file.canBeAccepted(v) && !this.kernel.atDescriptorLimit(v) : true;
  }

  isUntold(v: Uint8Array, side: Side): boolean {
    const file = this.isNamed(v, side) ? this.fileOf(v, side) : undefined;
    return (side & 1) === 1 && file instanceof Connecting && file.isUntold(v);
  }

  unread(v: Uint8Array, side: Side): number {
    return this.streamOf(v, side)?.queued(v) ?? 0;
  }

  hasEnded(v: Uint8Array, side: Side): boolean {
    return this.streamOf(v, side)?.hasEnded(v) === true;
  }

  canWrite(v: Uint8Array, side: Side): boolean {
    return (this.eventsOf(v, this.slot(side)) & OUT) !== 0;
  }

  isShut(v: Uint8Array, side: Side): boolean {
    return this.streamOf(v, side)?.isShut(v) === true;
  }

  /** Only one world has a server. */
  isServing(_v: Uint8Array): boolean {
    return false;
  }

  connections(_v: Uint8Array): number {
    return 0;
  }

  mostConnections(_v: Uint8Array): number {
    return 0;
  }

  isForgotten(_v: Uint8Array): boolean {
    return false;
  }

  outgoing(v: Uint8Array, side: Side): number {
    const slot = this.slot(side);
    return slot.shape.transport ? unsent(v, slot) : 0;
  }

  isLive(v: Uint8Array, side: Side): boolean {
    return this.engine.isLive(v, this.slot(side));
  }

  atDescriptorLimit(v: Uint8Array): boolean {
    return this.kernel.atDescriptorLimit(v);
  }

  /** One thread hands nothing to another. */
  underWay(_v: Uint8Array, _side: Side): boolean {
    return false;
  }

  /** Adds a move of the user, the kernel or a peer. A label that settles things for a side discharges its obligations. */
  protected move(
    by: Lane | Arrow,
    text: string,
    apply: (v: Uint8Array) => boolean,
    discharges: readonly Side[] = [],
  ): void {
    this.moves.add(by, text, apply, discharges);
  }

  /** Called by a subclass when its moves are complete: turns the laws' pending conditions into obligations. */
  protected oblige(): void {
    for (const { law, clause, holds, unaided } of this.judges.awaited) {
      const unaidedBy = unaided ? this.notCountedOn() : [];
      for (let side = 0; side < this.sides; side++) {
        const discharges = this.moves.discharging[side] as number[];
        this.obligations.push({ law, clause, pending: (v) => holds(v, side), discharges, unaidedBy });
      }
    }
  }

  /** The fair classes that what is owed unaided does not count on. */
  protected notCountedOn(): readonly number[] {
    // A loop on JavaScript's own thread can do nothing while a callback runs.
    return this.shape.pollsInCallbacks ? this.javaScript : [];
  }

  /** The user adds or removes a callback. */
  protected add(v: Uint8Array, number: number, direction: 'READER' | 'WRITER'): boolean {
    const slot = this.engine.add(v, number, `ADD_${direction}`);
    if (!slot) return true;
    const side = slot.index * 2 + (direction === 'READER' ? 0 : 1);
    this.tell(v, 'added', side, 0);
    v[this.standing + side] = 1;
    this.tell(v, 'neighbour', side ^ 1, 0);
    return true;
  }

  protected remove(v: Uint8Array, slot: Slot, direction: 'READER' | 'WRITER'): boolean {
    const side = slot.index * 2 + (direction === 'READER' ? 0 : 1);
    const stood = this.stands(v, side);
    this.tell(v, 'removed', side, 0);
    v[this.standing + side] = 0;
    const told = this.engine.remove(v, slot, `REMOVE_${direction}`);
    this.tell(v, 'toldRemoved', side, told === stood ? 1 : 0);
    this.tell(v, 'neighbour', side ^ 1, 0);
    return true;
  }

  /** The user starts an operation for `count` bytes, or one accept. */
  protected start(v: Uint8Array, slot: Slot, machine: Operation, count: number): void {
    this.promise(v, sideOf(slot, machine), count);
    this.engine.run(v, slot, this.engine.machine(machine), machine.toUpperCase());
  }

  /** The user is given a promise of `count` bytes, or of one accept. */
  protected promise(v: Uint8Array, side: Side, count: number): void {
    this.tell(v, 'started', side, count);
    v[this.promised + side] = this.unsettled(v, side) + 1;
  }

  /** The user closes a slot's descriptor through the loop. */
  protected close(v: Uint8Array, slot: Slot): void {
    const number = v[slot.number] as number;
    this.engine.close(v, slot);
    this.closeNumber(v, number);
  }

  /** Takes the poller's report of a registration to its slot, if its token's generation is not over. */
  protected report(v: Uint8Array, index: number): Slot | undefined {
    const { token, file, bits } = this.kernel.report(v, index);
    const slot = this.engine.slots[token - 1];
    if (!slot) return undefined;
    this.tell(v, 'reported', slot.index * 2, v[slot.file] === file + 1 ? 0 : 1);
    v[slot.reported] = (v[slot.reported] as number) | bits;
    return slot;
  }

  protected isCalling(v: Uint8Array): boolean {
    return v[this.engine.running] !== 0;
  }

  protected slot(side: Side): Slot {
    return this.engine.slots[side >> 1] as Slot;
  }

  /** The slot's number still names the file for which it was made. */
  protected namesItsFile(v: Uint8Array, slot: Slot): boolean {
    const file = this.kernel.fileOf(v, v[slot.number] as number);
    return file >= 0 && file + 1 === v[slot.file];
  }

  /** close(2). */
  protected closeNumber(v: Uint8Array, number: number): void {
    const file = this.kernel.fileOf(v, number);
    this.kernel.close(v, number);
    if (!this.kernel.isOpen(v, file)) this.engine.lose(v, file);
    this.tell(v, 'closed', 0, this.kernel.isOpen(v, file) && !this.kernel.isNamed(v, file) ? 1 : 0);
  }

  private fileOf(v: Uint8Array, side: Side): OpenFile | undefined {
    return this.kernel.files[this.kernel.fileOf(v, v[this.slot(side).number] as number)];
  }

  /** The stream that the number of a side's slot names. */
  private streamOf(v: Uint8Array, side: Side): Stream | undefined {
    const file = this.fileOf(v, side);
    return file?.kind === 'stream' ? file : undefined;
  }

  /** What could be reported of the file for which a slot was made. */
  private eventsOf(v: Uint8Array, slot: Slot): number {
    const file = this.engine.isLive(v, slot) ? this.kernel.files[(v[slot.file] as number) - 1] : undefined;
    return file?.events(v) ?? 0;
  }

  /** A record waits for JavaScript. One thread finds it at the slot. */
  protected queued(_v: Uint8Array, _side: Side): void {}

  /** A move of the loop, which is fair. Answers its class. */
  protected loopMove(text: string, apply: (v: Uint8Array) => boolean, special: LoopMove = {}): number {
    return this.moves.addFair(text, apply, special);
  }

  private settling(side: Side): string | undefined {
    const { shape } = this.slot(side);
    const operations = operationsOf(shape, (side & 1) as 0 | 1);
    if (shape.transport) return side & 1 ? 'the kernel takes a byte' : 'the user is told';
    if (shape.server) return side & 1 ? undefined : 'a connection is handed over';
    return operations.length ? `the ${operations.join(' or ')} settles` : undefined;
  }

  private addLoopMoves(shape: WorldShape): number[] {
    const { engine, kernel } = this;
    const loop: Loop = {
      engine,
      kernel,
      move: (...move) => this.loopMove(...move),
      report: (v, index) => this.report(v, index),
      spending: (slot) => this.spending(slot),
    };
    return addLoopMoves(loop, shape);
  }

  /** By operations that are through a turn's share is used up: what is pending has the share of its own turn. */
  protected spending(slot: Slot): void {
    this.move('kernel', "this turn's budget is used up", (v) => {
      const pending = this.isOperating(v, slot) || v[slot.resume[0]] || v[slot.resume[1]];
      if (v[slot.spent] || pending || !this.engine.isLive(v, slot)) return false;
      v[slot.spent] = 1;
      return true;
    });
  }

  /** An operation of the slot is pending. */
  protected isOperating(v: Uint8Array, slot: Slot): boolean {
    return this.unsettled(v, slot.index * 2) + this.unsettled(v, slot.index * 2 + 1) > 0;
  }

  protected tell(v: Uint8Array, what: Observation, side: Side, detail: number): void {
    this.judges.tell(v, what, side, detail);
    if ((what === 'resolved' || what === 'rejected' || what === 'turnedAway') && v[this.promised + side]) {
      v[this.promised + side] = this.unsettled(v, side) - 1;
    }
    const isHandedOn = what === 'resolved' || what === 'data' || what === 'discarded';
    if (isHandedOn && (side & 1) === 0) this.deliver(v, side, detail);
  }

  /** The user has got what was received: what follows has other numbers from now on. */
  private deliver(v: Uint8Array, side: Side, received: number): void {
    const file = this.isNamed(v, side) ? this.fileOf(v, side) : undefined;
    if (file?.kind === 'stream') file.delivered(v, countOf(received));
    if (file?.kind === 'datagram') file.delivered(v, 1);
  }

  protected freed(v: Uint8Array, slot: Slot, detail: number): void {
    for (const side of [slot.index * 2, slot.index * 2 + 1]) {
      this.tell(v, 'ended', side, detail);
      v[this.standing + side] = 0;
      if (!this.underWay(v, side)) v[this.promised + side] = 0;
      this.judges.forget(v, side);
    }
  }

  private describeSlot(v: Uint8Array, slot: Slot): string {
    const states = slot.states.flatMap((state, machine) =>
      state < 0 ? [] : [this.engine.stateName(v, slot, machine)],
    );
    return `fd ${v[slot.number]} ${states.join(' ')}`;
  }
}
