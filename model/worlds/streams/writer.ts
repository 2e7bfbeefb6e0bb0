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
  readonly over: number;
  readonly drain: number;
  readonly end: number;

  constructor(space: Space) {
    this.full = space.field('full', 2);
    this.over = space.field('over', BADLY + 1);
    this.drain = space.field('drain', WAITING + 1);
    this.end = space.field('end', WAITING + 1);
  }

  isFull(v: Uint8Array): boolean {
    return v[this.full] === 1;
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
        if (v[outlet.full] === full || v[outlet.over] !== ALIVE) return false;
        v[outlet.full] = full;
        machine.step(v, event);
        return true;
      });
    const ofEnd = (text: string, event: string, how: number) =>
      this.told(text, (v) => {
        if (v[outlet.over] !== ALIVE) return false;
        v[outlet.over] = how;
        machine.step(v, event);
        return true;
      });
    ofRoom('pauseWriting is told', 'FULL', 1);
    ofRoom('resumeWriting is told', 'ROOM', 0);
    ofEnd('connectionLost is told, without an error', 'ENDED', WELL);
    ofEnd('connectionLost is told, with an error', 'LOST', BADLY);
  }

  private addUser(): void {
    const ofUser = (text: string, event: string, asked: number) =>
      this.called(text, (v) => {
        if (v[asked] === WAITING) return false;
        v[asked] = (v[asked] as number) + 1;
        this.machine.step(v, event);
        return true;
      });
    ofUser('drain()', 'DRAIN', this.outlet.drain);
    ofUser('waitClosed()', 'WAIT_CLOSED', this.outlet.end);
  }
}
