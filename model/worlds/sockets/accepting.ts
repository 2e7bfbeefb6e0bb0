import type { Listener } from '../../kernel/files.js';
import {
  acceptOnce,
  faultsLocal,
  identity,
  independentDirections,
  listenerSurvives,
  nothingForgotten,
  nothingWaits,
  oneCallback,
  oneOutcome,
  readinessFirst,
  releases,
  removedIsRemoved,
} from '../../laws/index.js';
import { UserWorld } from '../base/user.js';
import type { Variant } from '../contract/variant.js';
import type { Slot } from '../engine/slot.js';

export interface AcceptingShape {
  readonly name: string;
  /** Others share the listener and make its calls wait. All else that happens to one is left to a world without them. */
  readonly shared: boolean;
}

/** One listener, up to two accepts in turn, a backlog of up to two; connections are aborted and stolen, descriptors run out. */
export class Accepting extends UserWorld {
  constructor({ name, shared }: AcceptingShape, variant: Variant) {
    const alone = !shared;
    const socket = { kind: 'listener', backlog: alone ? 2 : 1, aborts: alone, shuts: alone, shared } as const;
    super(
      {
        name,
        kernel: { numbers: 1, files: alone ? [socket, socket] : [socket], limits: alone, refuses: true },
        slots: [{ reading: 'accept' }],
        laws: [
          ...(alone
            ? [
                readinessFirst,
                nothingForgotten,
                removedIsRemoved,
                oneCallback,
                independentDirections,
                identity,
                listenerSurvives,
              ]
            : [nothingWaits]),
          acceptOnce,
          oneOutcome,
          faultsLocal,
          releases,
        ],
        reportsWait: true,
        pollsInCallbacks: true,
      },
      variant,
    );
    const slot = this.slot(0);
    const listener = this.listener(0);
    this.acceptingUpTo(2, slot, 'sockAccept()', 'cancel an accept');
    this.closing(0);
    this.move('peer', 'a peer connects', (v) => {
      const woken = this.namesItsFile(v, slot) ? listener.arrives(v) : 0;
      if (woken) this.kernel.wake(v, 0, woken);
      return woken !== 0;
    });
    this.move('peer', 'another process takes the oldest connection', (v) => listener.stolen(v));
    if (shared) this.sharing(0);
    else this.disturbing(slot, listener);
    this.watchLimit();
    this.oblige();
  }

  /** There are callbacks beside the accepts, the number goes stale under them, and descriptors run out. */
  private disturbing(slot: Slot, listener: Listener): void {
    this.callbackOnIdle(slot, 'READER');
    this.callbackOnIdle(slot, 'WRITER');
    this.goingStale();
    this.move(['user', 'kernel'], 'shutdown of the listener', (v) => {
      const woken = this.namesItsFile(v, slot) ? listener.shutdown(v) : 0;
      if (woken) this.kernel.wake(v, 0, woken);
      return woken !== 0;
    });
    this.move('peer', 'the oldest connection is aborted', (v) => listener.aborts(v));
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

  override initial(v: Uint8Array): void {
    super.initial(v);
    this.kernel.name(v, 0, 0);
    v[this.slot(0).file] = 1;
  }
}
