import { Space } from '../checker/space.js';
import type { Arrow, Cells, Emit, Label, Lane, Obligation, World } from '../checker/world.js';
import { HUP, IN, OUT, RDHUP, READ, WRITE } from '../kernel/bits.js';
import { Connecting } from '../kernel/connecting.js';
import { Kernel, type KernelShape } from '../kernel/kernel.js';
import type { OpenFile } from '../kernel/open-file.js';
import type { Law, Monitor, Observation, Scene, Side } from '../laws/index.js';
import { began, Engine, settled } from './engine.js';
import { isSocket, operationsOf, type Slot, type SlotShape } from './slot.js';
import type { Variant } from './variant.js';

/**
 * One possible transition. It changes `v` and answers the label that it had, or answers NOT_NOW and leaves `v` alone.
 */
export type Move = (v: Uint8Array) => number;

export const NOT_NOW = -1;

/** An operation, by the name of its machine. */
export type Operation = 'accept' | 'receive' | 'send' | 'connect';

export function sideOf(slot: Slot, operation: Operation): Side {
  return slot.index * 2 + (operation === 'send' || operation === 'connect' ? 1 : 0);
}

/** How a world is made; the moves of user, kernel and peers are its own. */
export interface WorldShape {
  readonly name: string;
  readonly kernel: KernelShape;
  readonly slots: readonly SlotShape[];
  readonly laws: readonly Law[];
  /** The poller's report is looked at later than it was taken: other threads, or a batch that was full. */
  readonly reportsWait?: boolean;
  /** The poller is asked while a callback runs, as another thread does. */
  readonly pollsInCallbacks?: boolean;
}

/**
 * A world of the checker: kernel, engine and laws put together, with the loop's own moves. A subclass adds what the user,
 * the kernel and the peers may do, in its constructor, and the initial state.
 */
export abstract class ModelWorld implements World, Scene {
  readonly name: string;
  readonly space = new Space();
  readonly labels: Label[] = [];
  readonly laws: readonly string[];
  readonly witness: Uint32Array;
  readonly cells: readonly Cells[];
  readonly obligations: Obligation[] = [];
  readonly sides: number;
  protected readonly kernel: Kernel;
  protected readonly engine: Engine;
  private readonly moves: Move[] = [];
  private readonly monitors: readonly Monitor[];
  /** What the user was promised: callbacks that stand, operations that have not settled. */
  private readonly standing: number;
  private readonly promised: number;
  /** For each side, the labels that fulfil what its obligations wait for. */
  private readonly discharging: number[][];
  /** The fair classes of JavaScript: its batches, its records, its callbacks' ends. */
  private readonly javaScript: number[] = [];
  private nextFairness = 0;
  private violation = 0;

  protected constructor(
    private readonly shape: WorldShape,
    variant: Variant,
  ) {
    this.name = shape.name;
    this.sides = shape.slots.length * 2;
    this.discharging = Array.from({ length: this.sides }, () => []);
    const levelHangups = variant.contract.deregister === 'leaves';
    this.kernel = new Kernel(this.space, { ...shape.kernel, tokens: shape.slots.length + 1, levelHangups });
    this.engine = new Engine(this.space, this.kernel, variant, shape.slots, {
      tell: (v, what, side, detail) => this.tell(v, what, side, detail),
      freed: (v, slot, detail) => this.freed(v, slot, detail),
    });
    this.cells = this.engine.cells;
    this.standing = this.space.fields('standing', this.sides, 2);
    this.promised = this.space.fields('promised', this.sides, 3);
    this.laws = shape.laws.map(({ id, title }) => `${id} ${title}`);
    this.witness = new Uint32Array(shape.laws.length);
    this.monitors = shape.laws.map((law, index) =>
      law.watch(this.space, this, () => {
        this.witness[index] = (this.witness[index] as number) + 1;
      }),
    );
    this.addLoopMoves(shape);
  }

  initial(v: Uint8Array): void {
    for (const slot of this.engine.slots) if (!isSocket(slot.shape)) this.engine.vacate(v, slot);
  }

  successors(from: Uint8Array, to: Uint8Array, emit: Emit): void {
    to.set(from);
    for (const move of this.moves) {
      this.violation = 0;
      this.engine.progressed = 0;
      const label = move(to);
      if (label === NOT_NOW) continue;
      this.settle(to);
      emit(label, this.violation);
      to.set(from);
    }
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

  isHungUp(v: Uint8Array, side: Side): boolean {
    return (this.eventsOf(v, this.slot(side)) & (RDHUP | HUP)) !== 0;
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

  atDescriptorLimit(v: Uint8Array): boolean {
    return this.kernel.atDescriptorLimit(v);
  }

  /** Adds a move of the user, the kernel or a peer. A label that settles things for a side discharges its obligations. */
  protected move(
    by: Lane | Arrow,
    text: string,
    apply: (v: Uint8Array) => boolean,
    discharges: readonly Side[] = [],
  ): void {
    const from = typeof by === 'string' ? { lane: by } : { lane: by[0], arrow: by };
    const label = this.label({ ...from, text, fairness: -1, progress: false });
    for (const side of discharges) this.discharging[side]?.push(label);
    this.moves.push((v) => (apply(v) ? label : NOT_NOW));
  }

  /** Called by a subclass when its moves are complete: turns the laws' pending conditions into obligations. */
  protected oblige(): void {
    this.monitors.forEach((monitor, index) => {
      const { pending } = monitor;
      if (!pending) return;
      // A loop on JavaScript's own thread can do nothing while a callback runs.
      const unaidedBy = monitor.unaided && this.shape.pollsInCallbacks ? this.javaScript : [];
      for (let side = 0; side < this.sides; side++) {
        const discharges = this.discharging[side] as number[];
        const law = this.laws[index] as string;
        this.obligations.push({ law, pending: (v) => pending(v, side), discharges, unaidedBy });
      }
    });
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
    const side = sideOf(slot, machine);
    this.tell(v, 'started', side, count);
    v[this.promised + side] = this.unsettled(v, side) + 1;
    this.engine.run(v, slot, this.engine.machine(machine), machine.toUpperCase());
  }

  /** The user closes a slot's descriptor through the loop. */
  protected close(v: Uint8Array, slot: Slot): void {
    const number = v[slot.number] as number;
    this.engine.close(v, slot);
    this.closeNumber(v, number);
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
  }

  private fileOf(v: Uint8Array, side: Side): OpenFile | undefined {
    return this.kernel.files[this.kernel.fileOf(v, v[this.slot(side).number] as number)];
  }

  /** What could be reported of the file for which a slot was made. */
  private eventsOf(v: Uint8Array, slot: Slot): number {
    const file = this.engine.isLive(v, slot) ? this.kernel.files[(v[slot.file] as number) - 1] : undefined;
    return file?.events(v) ?? 0;
  }

  private label(label: Label): number {
    return this.labels.push(label) - 1;
  }

  /** A move of the loop is weakly fair, a class of its own; it makes progress if a callback began or something settled. */
  private loopMove(text: string, apply: (v: Uint8Array) => boolean, always = false, arrow?: Arrow): number {
    const fairness = this.nextFairness++;
    const quiet = this.label({ lane: 'loop', text, ...(arrow && { arrow }), fairness, progress: always });
    const progress: number[] = [];
    for (let side = 0; side < this.sides; side++) {
      for (const [number, what] of [
        [began(side), this.beginning(side)],
        [settled(side), this.settling(side)],
      ] as const) {
        if (what === undefined) continue;
        progress[number] = this.label({
          lane: 'loop',
          text: `${text}: ${what}`,
          arrow: ['loop', 'user'],
          fairness,
          progress: true,
        });
        this.discharging[side]?.push(progress[number]);
      }
    }
    this.moves.push((v) => {
      if (!apply(v)) return NOT_NOW;
      return this.engine.progressed ? (progress[this.engine.progressed] as number) : quiet;
    });
    return fairness;
  }

  private beginning(side: Side): string {
    return `the ${side & 1 ? 'writer' : 'reader'} begins`;
  }

  private settling(side: Side): string | undefined {
    const operations = operationsOf(this.slot(side).shape, (side & 1) as 0 | 1);
    return operations.length ? `the ${operations.join(' or ')} settles` : undefined;
  }

  private addLoopMoves(shape: WorldShape): void {
    const { engine, kernel } = this;
    const canPoll = (v: Uint8Array) => shape.pollsInCallbacks || !this.isCalling(v);
    for (let index = 0; index < kernel.registrations; index++) {
      const reports = (v: Uint8Array): boolean => {
        if (!canPoll(v) || !kernel.isReady(v, index)) return false;
        const { token, file, bits } = kernel.report(v, index);
        const slot = engine.slots[token - 1];
        if (!slot) return true; // a dead token: its generation is over
        this.tell(v, 'reported', slot.index * 2, v[slot.file] === file + 1 ? 0 : 1);
        v[slot.reported] = (v[slot.reported] as number) | bits;
        if (!shape.reportsWait) engine.process(v, slot);
        return true;
      };
      this.loopMove(`poll reports ${kernel.describeRegistration(index)}`, reports, false, ['kernel', 'loop']);
    }
    for (const slot of engine.slots) {
      const { index } = slot;
      if (shape.reportsWait) {
        this.loopMove(`slot ${index} looks at its report`, (v) => {
          if (!v[slot.reported]) return false;
          engine.process(v, slot);
          return true;
        });
      }
      if (!isSocket(slot.shape)) this.addCallbackMoves(slot);
      else this.addOperationMoves(slot);
    }
    const batch = this.loopMove('a batch of callbacks begins', (v) => !this.isCalling(v) && engine.beginBatch(v));
    const returns = (v: Uint8Array): boolean => {
      if (!this.isCalling(v)) return false;
      engine.finish(v);
      return true;
    };
    const end = this.loopMove('the callback returns', returns, false, ['user', 'loop']);
    this.javaScript.push(batch, end);
  }

  private addCallbackMoves(slot: Slot): void {
    for (const side of [0, 1] as const) {
      const record = this.loopMove(
        `JavaScript takes the ${side ? 'writer' : 'reader'} record of slot ${slot.index}`,
        (v) => {
          const readerFirst = side === 1 && this.engine.isInBatch(v, slot, 0);
          if (this.isCalling(v) || !this.engine.isInBatch(v, slot, side) || readerFirst) return false;
          this.engine.dispatch(v, slot, side);
          return true;
        },
      );
      this.javaScript.push(record);
    }
  }

  private addOperationMoves(slot: Slot): void {
    const { engine } = this;
    this.addCallbackMoves(slot);
    for (const machine of ['accept', 'send', 'connect'].map((name) => engine.machine(name))) {
      if ((slot.states[machine] as number) < 0) continue;
      // Time passes between one retry and the next: no spinning, and a budget of its own.
      this.loopMove(
        'the back-off is over',
        (v) => {
          if (!v[slot.backoff] || engine.region(v, slot, machine, 'flow') !== 'starved') return false;
          v[slot.backoff] = 0;
          v[slot.spent] = 0;
          engine.run(v, slot, machine, 'RETRY');
          return true;
        },
        true,
      );
    }
    this.loopMove('a new turn begins', (v) => {
      if (!v[slot.spent]) return false;
      v[slot.spent] = 0;
      return true;
    });
    for (const side of [0, 1] as const) {
      const machine = side ? slot.shape.sending : slot.shape.reading;
      if (machine) this.loopMove(`${machine} goes on`, (v) => this.resume(v, slot, side, machine));
    }
    // By operations that are through: what is pending has the share of its own turn.
    this.move('kernel', "this turn's budget is used up", (v) => {
      const pending = this.unsettled(v, slot.index * 2) || this.unsettled(v, slot.index * 2 + 1);
      if (v[slot.spent] || pending || v[slot.resume[0]] || v[slot.resume[1]] || !engine.isLive(v, slot)) return false;
      v[slot.spent] = 1;
      return true;
    });
  }

  private resume(v: Uint8Array, slot: Slot, side: 0 | 1, machine: string): boolean {
    if (!v[slot.resume[side]] || v[slot.spent]) return false;
    v[slot.resume[side]] = 0;
    this.engine.run(v, slot, this.engine.machine(machine), 'RESUME');
    return true;
  }

  private settle(v: Uint8Array): void {
    for (let i = 0; i < this.monitors.length; i++) {
      if (this.monitors[i]?.settle?.(v) && !this.violation) this.violation = i + 1;
    }
  }

  private tell(v: Uint8Array, what: Observation, side: Side, detail: number): void {
    for (let i = 0; i < this.monitors.length; i++) {
      if (this.monitors[i]?.observe?.(v, what, side, detail) && !this.violation) this.violation = i + 1;
    }
    if ((what === 'resolved' || what === 'rejected' || what === 'turnedAway') && v[this.promised + side]) {
      v[this.promised + side] = this.unsettled(v, side) - 1;
    }
  }

  private freed(v: Uint8Array, slot: Slot, detail: number): void {
    for (const side of [slot.index * 2, slot.index * 2 + 1]) {
      this.tell(v, 'ended', side, detail);
      v[this.standing + side] = 0;
      v[this.promised + side] = 0;
      for (const monitor of this.monitors) monitor.forget?.(v, side);
    }
  }

  private describeSlot(v: Uint8Array, slot: Slot): string {
    const states = slot.states.flatMap((state, machine) =>
      state < 0 ? [] : [this.engine.stateName(v, slot, machine)],
    );
    return `fd ${v[slot.number]} ${states.join(' ')}`;
  }
}
