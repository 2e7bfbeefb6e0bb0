import type { Space } from '../../checker/space.js';
import {
  ALIVE,
  BADLY,
  drainSettles,
  drainWaits,
  WELL,
  type WriterLaw,
  type WriterObservation,
  type WriterScene,
} from '../../laws/index.js';
import type { Variant } from '../contract/variant.js';
import { Machine } from './machine.js';
import { StreamWorld } from './stream-world.js';

const laws: readonly WriterLaw[] = [drainSettles, drainWaits];

/** How many wait at once, for room and for the end. */
const WAITING = 2;

/** What a writer relies on of its transport, the contract of the machine `protocol`, and who waits for it. */
class Outlet implements WriterScene {
  readonly full: number;
  readonly above: number;
  /** Somebody waits for his turn behind what is to be told. */
  readonly queued: number;
  readonly closing: number;
  readonly over: number;
  readonly drain: number;
  readonly end: number;

  constructor(space: Space) {
    this.full = space.field('full', 2);
    this.above = space.field('above', 2);
    this.queued = space.field('queued', 2);
    this.closing = space.field('closing', 2);
    this.over = space.field('over', BADLY + 1);
    this.drain = space.field('drain', WAITING + 1);
    this.end = space.field('end', WAITING + 1);
  }

  isFull(v: Uint8Array): boolean {
    return v[this.full] === 1;
  }

  isAbove(v: Uint8Array): boolean {
    return v[this.above] === 1;
  }

  isClosing(v: Uint8Array): boolean {
    return v[this.closing] === 1;
  }

  /** Whether there is room, or not any more, is to be told. */
  isToldNext(v: Uint8Array): boolean {
    return v[this.above] !== v[this.full] && !v[this.closing] && v[this.over] === ALIVE;
  }

  isInQueue(v: Uint8Array): boolean {
    return v[this.queued] === 1;
  }

  ending(v: Uint8Array): number {
    return v[this.over] as number;
  }

  drains(v: Uint8Array): number {
    return v[this.drain] as number;
  }

  waits(v: Uint8Array): number {
    return v[this.end] as number;
  }
}

/** The writing half of one stream, of which up to two wait for room, and up to two for the end. What is written is left out. */
export class WriterWorld extends StreamWorld<WriterScene, WriterObservation> {
  readonly name = 'writer';
  protected readonly machine: Machine;
  private readonly outlet: Outlet;
  /** Who is held to be told later. */
  private readonly heldDrains = this.space.field('heldDrains', WAITING + 1);
  private readonly heldEnds = this.space.field('heldEnds', WAITING + 1);

  constructor(variant: Variant) {
    let outlet: Outlet | undefined;
    super(
      laws,
      (space) => {
        outlet = new Outlet(space);
        return outlet;
      },
      variant,
    );
    this.outlet = outlet as unknown as Outlet;
    const { drain, end } = this.outlet;
    const drains = this.settler(drain, this.heldDrains);
    const ends = this.settler(end, this.heldEnds);
    this.machine = new Machine(
      this.space,
      variant,
      'writer',
      {
        resolveDrain: drains('needless', false),
        rejectDrain: drains('failed', false),
        holdDrain: this.holder(this.heldDrains),
        tellLater: (v) => {
          v[this.outlet.queued] = 1;
        },
        resolveDrains: drains('drained', true),
        rejectDrains: drains('failed', true),
        resolveEnd: ends('ended', false),
        rejectEnd: ends('endedBadly', false),
        holdEnd: this.holder(this.heldEnds),
        resolveEnds: ends('ended', true),
        rejectEnds: ends('endedBadly', true),
      },
      () => {},
    );
    this.addTransport();
    this.addUser();
  }

  protected begin(): void {}

  private holder(held: number) {
    return (v: Uint8Array) => {
      v[held] = Math.min(WAITING, (v[held] as number) + 1);
    };
  }

  /** Who asks just now is told, or all who are held. */
  private settler(asked: number, held: number) {
    return (what: WriterObservation, all: boolean) => (v: Uint8Array) => {
      const count = all ? (v[held] as number) : 1;
      if (all) v[held] = 0;
      for (let one = 0; one < count; one++) {
        this.judges.tell(v, what, 0, 0);
        v[asked] = Math.max(0, (v[asked] as number) - 1);
      }
    };
  }

  private addTransport(): void {
    const { outlet, machine } = this;
    const ofRoom = (text: string, event: string, full: number) =>
      this.told(text, (v) => {
        if (v[outlet.full] === full || !outlet.isToldNext(v)) return false;
        v[outlet.full] = full;
        machine.step(v, event);
        return true;
      });
    const ofMark = (text: string, above: number) =>
      this.told(text, (v) => {
        const isDropped = above === 1 && v[outlet.closing] === 1;
        if (v[outlet.above] === above || isDropped || v[outlet.over] !== ALIVE) return false;
        v[outlet.above] = above;
        return true;
      });
    const ofEnd = (text: string, event: string, how: number) =>
      this.told(text, (v) => {
        if (v[outlet.over] !== ALIVE) return false;
        v[outlet.over] = how;
        v[outlet.above] = 0;
        machine.step(v, event);
        return true;
      });
    ofMark('more is written than may be unsent', 1);
    ofMark('the kernel takes enough', 0);
    this.told('the turn of who drains', (v) => {
      if (!v[outlet.queued] || (v[outlet.above] && !v[outlet.full] && outlet.isToldNext(v))) return false;
      v[outlet.queued] = 0;
      machine.step(v, 'TELL');
      return true;
    });
    ofRoom('pauseWriting is told', 'FULL', 1);
    ofRoom('resumeWriting is told', 'ROOM', 0);
    ofEnd('connectionLost is told, without an error', 'ENDED', WELL);
    ofEnd('connectionLost is told, with an error', 'LOST', BADLY);
  }

  private addUser(): void {
    const drain = (v: Uint8Array) => (v[this.outlet.above] ? 'DRAIN_ABOVE' : 'DRAIN');
    const ofUser = (text: string, eventOf: (v: Uint8Array) => string, asked: number) =>
      this.called(text, (v) => {
        if (v[asked] === WAITING) return false;
        v[asked] = (v[asked] as number) + 1;
        this.machine.step(v, eventOf(v));
        return true;
      });
    ofUser('drain()', drain, this.outlet.drain);
    this.called('close()', (v) => {
      if (v[this.outlet.closing] || v[this.outlet.over] !== ALIVE) return false;
      v[this.outlet.closing] = 1;
      return true;
    });
    ofUser('waitClosed()', () => 'WAIT_CLOSED', this.outlet.end);
  }
}
