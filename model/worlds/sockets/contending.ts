import type { FileShape } from '../../kernel/open-file.js';
import {
  faultsLocal,
  type Observation,
  oneOutcome,
  overtakenOnce,
  putOffForAReason,
  type Side,
  turnEnds,
} from '../../laws/index.js';
import { UserWorld } from '../base/user.js';
import type { Variant } from '../contract/variant.js';
import type { Slot, SlotShape } from '../engine/slot.js';
import { Turnstile } from '../engine/turnstile.js';

/** What several sockets want at the same time. */
export interface ContendingShape {
  readonly name: string;
  readonly wants: 'accept' | 'receive' | 'send';
  readonly sockets: number;
}

const files: Readonly<Record<ContendingShape['wants'], FileShape>> = {
  accept: { kind: 'listener', backlog: 1, aborts: false, shuts: false },
  receive: { kind: 'stream', inFlight: 1, fills: false, ends: false, resets: false },
  send: { kind: 'stream', inFlight: 0, fills: true, ends: false, resets: false },
};

const slots: Readonly<Record<ContendingShape['wants'], SlotShape>> = {
  accept: { reading: 'accept' },
  receive: { reading: 'receive' },
  send: { sending: 'send' },
};

/** Where the thread is: Node's callbacks are to run, or have; the engine serves; JavaScript looks at what was brought. */
const NODE = 0;
const REST = 1;
const SERVING = 2;
const SCRIPT = 3;

/**
 * Several sockets that share the turns of a loop, each of which serves TURN of them, and room for the bytes or the address
 * of one, until JavaScript has taken them. JavaScript begins anew whenever it likes, as continuations do that follow one
 * another without end; between two turns Node's own callbacks run.
 */
export class Contending extends UserWorld {
  override readonly cells;
  private readonly turnstile: Turnstile;
  private readonly phase: number;
  /** Records wait for JavaScript. */
  private readonly news: number;

  constructor(
    private readonly wanted: ContendingShape,
    variant: Variant,
  ) {
    const { name, wants, sockets } = wanted;
    const numbers = Array.from({ length: sockets }, (_, number) => number);
    super(
      {
        name,
        kernel: { numbers: sockets, files: numbers.map(() => files[wants]) },
        slots: numbers.map(() => slots[wants]),
        laws: [oneOutcome, faultsLocal, overtakenOnce, putOffForAReason, turnEnds],
        takesTurns: true,
      },
      variant,
    );
    const { engine, space } = this;
    this.turnstile = new Turnstile(space, variant, engine.slots, (v) => this.tell(v, 'forbidden', 0, 0));
    engine.turnstile = this.turnstile;
    this.cells = [...engine.cells, this.turnstile.cells];
    this.phase = space.field('phase', SCRIPT + 1);
    this.news = space.field('news', 2);
    for (const slot of engine.slots) this.using(slot);
    this.takingTurns();
    this.oblige();
  }

  override initial(v: Uint8Array): void {
    super.initial(v);
    this.nameSockets(v);
  }

  protected override tell(v: Uint8Array, what: Observation, side: Side, detail: number): void {
    super.tell(v, what, side, detail);
    if (what !== 'taken' || v[this.phase] !== SERVING) return;
    v[this.news] = 1;
    if (this.wanted.wants !== 'send') v[this.turnstile.full] = 1;
  }

  /** What the user and the peer of one socket do. */
  private using(slot: Slot): void {
    const { wants } = this.wanted;
    const number = slot.index;
    if (wants === 'accept') {
      this.acceptingUpTo(1, slot, `fd ${number} begins to accept`, `abort the accept of fd ${number}`);
      this.wakes(`a peer connects to fd ${number}`, number, (v) => this.listener(number).arrives(v));
      return;
    }
    const fields = wants === 'send' ? [slot.left, slot.total] : [slot.asked];
    this.operating(slot, wants, `fd ${number} begins to ${wants}`, 1, fields);
    this.cancelling(slot, wants, `abort the ${wants} of fd ${number}`);
    this.peerOf(number, `the peer of fd ${number}`);
  }

  /** The user acts where JavaScript runs. What Node's callbacks begin is of the turn before them. */
  protected override move(...[by, text, apply, ends]: Parameters<UserWorld['move']>): void {
    const isUsers = (typeof by === 'string' ? by : by[0]) === 'user';
    const runs = (v: Uint8Array) => v[this.phase] === SCRIPT || v[this.phase] === NODE;
    super.move(by, text, isUsers ? (v) => runs(v) && apply(v) : apply, ends);
  }

  private takingTurns(): void {
    const { engine, kernel, turnstile } = this;
    const inPhase = (phase: number, apply: (v: Uint8Array) => unknown) => (v: Uint8Array) =>
      v[this.phase] === phase && apply(v) !== false;
    const go = (v: Uint8Array): void => {
      const resume = (slot: Slot): void => engine.run(v, slot, this.machineOf(), 'RESUME');
      // Each is served once; with an altered table somebody may be called, and put off, for ever.
      for (let left = engine.slots.length; left > 0 && turnstile.callNext(v, resume); left--) {}
    };
    const handOver = (v: Uint8Array): void => {
      v[this.phase] = v[this.news] ? SCRIPT : NODE;
      v[this.news] = 0;
    };
    const registrations = Array.from({ length: kernel.registrations }, (_, index) => index);
    const take = (v: Uint8Array): boolean => {
      const ready = registrations.filter((index) => kernel.isReady(v, index));
      if (ready.length === 0 && !turnstile.isRestless(v)) return false;
      v[this.phase] = SERVING;
      turnstile.beginTurn(v);
      for (const index of ready) this.report(v, index);
      return true;
    };
    this.loopMove('a turn begins', inPhase(REST, take));
    for (const slot of engine.slots) {
      const look = (v: Uint8Array): unknown => (v[slot.reported] ? engine.process(v, slot) : false);
      this.loopMove(`fd ${slot.index} looks at its report`, inPhase(SERVING, look));
    }
    const looked = (v: Uint8Array): boolean => {
      if (engine.slots.some(({ reported }) => v[reported])) return false;
      go(v);
      handOver(v);
      return true;
    };
    this.loopMove('all is looked at, and those in line go on', inPhase(SERVING, looked));
    const returned = (v: Uint8Array): void => {
      v[turnstile.full] = 0;
      v[this.phase] = SERVING;
      go(v);
      handOver(v);
    };
    this.loopMove('JavaScript has taken what there was, and those in line go on', inPhase(SCRIPT, returned));
    const rests = (v: Uint8Array): void => {
      v[this.phase] = REST;
      engine.note(v, 'nodeRan', 0);
    };
    this.loopMove("Node's callbacks have run", inPhase(NODE, rests), { always: true });
  }

  private machineOf(): number {
    return this.engine.machine(this.wanted.wants);
  }
}
