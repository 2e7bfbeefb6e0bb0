import {
  acceptOnce,
  faultsLocal,
  identity,
  listenerSurvives,
  type Observation,
  oneOutcome,
  releases,
  type Side,
  servedOnce,
} from '../../laws/index.js';
import { UserWorld } from '../base/user.js';
import type { Variant } from '../contract/variant.js';
import { CONNECTIONS, type Slot } from '../engine/slot.js';
import { connectionsOf, FORGOTTEN, LIVE, makeRoom, NONE, QUEUED, takeElsewhere } from '../engine/transports.js';

/** What the user was promised of a server: nothing yet; that it accepts; nothing, for it cannot; nothing, for he closed it. */
const NOT_BEGUN = 0;
const SERVING = 1;
const REFUSED = 2;
const CLOSED = 3;

/**
 * One listener whose connections the loop accepts by itself: two at most, of each of which is left only that it is queued for
 * JavaScript, lives, and is gone. The user pauses, resumes and closes; connections are aborted and stolen, descriptors run out.
 * Of the other listeners of its server is left only that they have taken the one connection that there may be.
 */
export class Server extends UserWorld {
  private readonly served: number;
  private readonly paused: number;

  constructor(name: string, variant: Variant) {
    const listener = { kind: 'listener', backlog: 2, aborts: true, shuts: true } as const;
    super(
      {
        name,
        kernel: { numbers: 1, files: [listener, listener], limits: true, refuses: true },
        slots: [{ reading: 'accept', server: true }],
        laws: [identity, listenerSurvives, acceptOnce, servedOnce, oneOutcome, faultsLocal, releases],
        reportsWait: true,
        pollsInCallbacks: true,
      },
      variant,
    );
    this.served = this.space.field('serving', CLOSED + 1);
    this.paused = this.space.field('paused', 2);
    const slot = this.slot(0);
    this.serving(slot);
    this.connecting(slot);
    this.servingElsewhere(slot);
    for (let place = 0; place < CONNECTIONS; place++) this.living(slot, place);
    this.closing(0);
    this.goingStale();
    this.attaching(0);
    this.watchLimit();
    this.oblige();
  }

  override initial(v: Uint8Array): void {
    super.initial(v);
    this.nameSockets(v);
  }

  override isServing(v: Uint8Array): boolean {
    return v[this.served] === SERVING;
  }

  override connections(v: Uint8Array): number {
    return connectionsOf(v, this.slot(0));
  }

  override mostConnections(v: Uint8Array): number {
    return v[this.slot(0).oneAtMost] ? 1 : CONNECTIONS;
  }

  override isForgotten(v: Uint8Array): boolean {
    const { connections } = this.slot(0);
    return [...Array(CONNECTIONS).keys()].some((place) => v[connections + place] === FORGOTTEN);
  }

  /** A server wants one connection after the other. */
  override unsettled(v: Uint8Array, side: Side): number {
    return side === 0 && this.isServing(v) ? 1 : 0;
  }

  override canSettle(v: Uint8Array, side: Side): boolean {
    const hasRoom = !v[this.slot(0).oneAtMost] || this.connections(v) === 0;
    return hasRoom && !v[this.paused] && super.canSettle(v, side);
  }

  protected override tell(v: Uint8Array, what: Observation, side: Side, detail: number): void {
    super.tell(v, what, side, detail);
    if (what === 'lost') v[this.served] = REFUSED;
  }

  private serving(slot: Slot): void {
    const machine = this.engine.machine('server');
    for (const [text, most, elsewhere] of [
      ['serve()', 0, 0],
      ['serve(), one at most', 1, 0],
      ['serve(), one at most, which another listener has', 1, 1],
    ] as const) {
      this.move('user', text, (v) => {
        if (!this.engine.isLive(v, slot) || v[this.served] !== NOT_BEGUN) return false;
        v[this.served] = SERVING;
        v[slot.oneAtMost] = most;
        v[slot.elsewhere] = elsewhere;
        this.engine.run(v, slot, machine, 'SERVE');
        return true;
      });
    }
    for (const [text, event, what] of [
      ['pauseServing()', 'PAUSE', 'paused'],
      ['resumeServing()', 'RESUME', 'resumed'],
    ] as const) {
      this.move('user', text, (v) => {
        if (!this.engine.isLive(v, slot) || v[this.served] === NOT_BEGUN) return false;
        this.engine.note(v, what, 0);
        v[this.paused] = what === 'paused' ? 1 : 0;
        this.engine.run(v, slot, machine, event);
        return true;
      });
    }
  }

  protected override close(v: Uint8Array, slot: Slot): void {
    v[this.served] = CLOSED;
    super.close(v, slot);
    if (this.variant.contract.clients === 'liveOn') return;
    for (let place = 0; place < CONNECTIONS; place++) {
      if (v[slot.connections + place] !== LIVE) continue;
      this.tell(v, 'gone', 0, 1);
      v[slot.connections + place] = NONE;
    }
  }

  /** What peers, another process and the limits of descriptors do. */
  private connecting(slot: Slot): void {
    const listener = this.listener(0);
    this.move('peer', 'a peer connects', (v) => {
      const hasRoom = listener.waiting(v) + this.connections(v) < CONNECTIONS;
      const woken = hasRoom && this.namesItsFile(v, slot) ? listener.arrives(v) : 0;
      if (woken) this.kernel.wake(v, 0, woken);
      return woken !== 0;
    });
    this.move('peer', 'another process takes the oldest connection', (v) => listener.stolen(v));
    this.move('peer', 'the oldest connection is aborted', (v) => listener.aborts(v));
    this.move(['user', 'kernel'], 'shutdown of the listener', (v) => {
      const woken = this.namesItsFile(v, slot) ? listener.shutdown(v) : 0;
      if (woken) this.kernel.wake(v, 0, woken);
      return woken !== 0;
    });
    this.move('kernel', 'descriptors run out or are back', (v) => {
      this.kernel.toggleDescriptorLimit(v);
      return true;
    });
    this.move('kernel', 'one descriptor is left', (v) => {
      if (this.kernel.atDescriptorLimit(v)) return false;
      this.kernel.leaveOneDescriptor(v);
      return true;
    });
  }

  /** JavaScript is told of a connection, unless its server was closed before that; and it ends. */
  private living(slot: Slot, place: number): void {
    const at = slot.connections + place;
    this.loopMove(
      `JavaScript takes connection ${place + 1}`,
      (v) => {
        if (v[at] !== QUEUED) return false;
        const isClosed = v[this.served] === CLOSED;
        const closed = this.variant.contract.accepted === 'forgotten' ? FORGOTTEN : NONE;
        v[at] = isClosed ? closed : LIVE;
        return true;
      },
      { always: true, arrow: ['loop', 'user'] },
    );
    this.move('user', `connection ${place + 1} ends`, (v) => {
      if (v[at] !== LIVE) return false;
      this.tell(v, 'gone', 0, 0);
      v[at] = NONE;
      makeRoom(v, this.engine, slot);
      return true;
    });
    this.move('user', `connection ${place + 1} ends, and another listener's takes its place`, (v) => {
      if (v[at] !== LIVE || !v[slot.oneAtMost] || v[slot.elsewhere]) return false;
      this.tell(v, 'gone', 0, 0);
      v[at] = NONE;
      takeElsewhere(v, this.engine, slot);
      return true;
    });
  }

  /** What the other listeners of the server do, where there may be one connection. */
  private servingElsewhere(slot: Slot): void {
    this.move('peer', 'another listener of the server takes a connection', (v) => {
      if (!v[slot.oneAtMost] || this.connections(v) > 0) return false;
      takeElsewhere(v, this.engine, slot);
      return true;
    });
    this.move('user', "a connection of another listener's ends", (v) => {
      if (!v[slot.elsewhere]) return false;
      v[slot.elsewhere] = 0;
      makeRoom(v, this.engine, slot);
      return true;
    });
  }
}
