import {
  acceptOnce,
  bytes,
  identity,
  type Law,
  listenerSurvives,
  oneOutcome,
  releases,
  type Side,
  wakeUp,
} from '../../laws/index.js';
import { type Operation, sideOf } from '../base/model-world.js';
import type { Contract, Variant } from '../contract/variant.js';
import type { Slot, SlotShape } from '../engine/slot.js';
import { HandOff } from './hand-off.js';

/** What of the operations of a loop with an I/O thread a world looks at. */
export interface HandOffOperationsShape {
  readonly name: string;
  readonly slot: SlotShape;
  /** The engine may have used up a turn's share. */
  readonly budgets?: true;
  readonly turns?: boolean;
  /** The number is used again once it is free. */
  readonly reopens?: boolean;
}

const laws: readonly Law[] = [identity, oneOutcome, wakeUp, releases];

/** The promise that is broken where an abort drops what an operation has taken. */
const drops: Partial<Readonly<Record<Operation, Contract['aborting']>>> = {
  accept: 'dropsAConnection',
  receive: 'dropsBytes',
};

/** One socket: operations that are posted, aborted, and pending when it or the loop is closed; its number is used again. */
export class HandOffOperations extends HandOff {
  constructor({ name, slot: shape, budgets, turns = false, reopens = true }: HandOffOperationsShape, variant: Variant) {
    const { reading, sending } = shape;
    const file =
      reading === 'accept'
        ? ({ kind: 'listener', backlog: 1, aborts: false, shuts: false } as const)
        : ({
            kind: 'stream',
            inFlight: reading ? 1 : 0,
            fills: sending !== undefined,
            ends: false,
            resets: false,
          } as const);
    const own = reading === 'accept' ? [acceptOnce, listenerSurvives] : [bytes];
    super(
      { name, slot: shape, file, turns, laws: [...laws, ...own], ...(reading === 'accept' && { limits: true }) },
      variant,
    );
    const slot = this.slot(0);
    if (reading === 'receive') {
      this.posting(slot, 'receive', 'sockRecv()', (v) => {
        v[slot.asked] = 1;
      });
      this.aborting(slot, 'receive', slot.asked, 'CANCEL');
    }
    if (reading === 'accept') this.accepting();
    if (sending) {
      this.posting(slot, 'send', 'sockSendall()', (v) => {
        v[slot.left] = 1;
        v[slot.total] = 1;
      });
      this.aborting(slot, 'send', slot.left, 'CANCEL');
    }
    if (budgets) this.spending(slot);
    this.closing(0);
    if (reopens) this.opening(1);
    if (reading !== 'accept') this.peerOf(0, 'the peer');
    this.oblige();
  }

  override initial(v: Uint8Array): void {
    super.initial(v);
    v[this.slot(0).file] = 1;
  }

  private accepting(): void {
    const slot = this.slot(0);
    this.posting(slot, 'accept', 'sockAccept()', (v) => {
      v[slot.waiters] = 1;
    });
    this.aborting(slot, 'accept', slot.waiters, 'CANCEL_LAST');
    this.wakes('a peer connects', 0, (v) => this.listener(0).arrives(v));
    this.move('kernel', 'descriptors run out or are back', (v) => {
      this.kernel.toggleDescriptorLimit(v);
      return true;
    });
  }

  /** The user starts an operation on the slot, which begins when its command is executed. */
  private posting(slot: Slot, operation: Operation, text: string, begin: (v: Uint8Array) => void): void {
    const side = sideOf(slot, operation);
    const { engine } = this;
    const command = this.command(side, (v) => {
      const lives = engine.isLive(v, slot);
      if (lives || this.contract.commands === 'byNumber') this.touch(v, side);
      // The slot is gone, and the generation in the command tells so.
      if (!lives) {
        this.between.queueSettled(v, side, 'failed');
        return;
      }
      begin(v);
      engine.run(v, slot, engine.machine(operation), operation.toUpperCase());
    });
    this.move('user', text, (v) => {
      if (!engine.isLive(v, slot) || this.unsettled(v, side)) return false;
      this.promise(v, side, 1);
      this.post(v, command);
      return true;
    });
  }

  /** The user aborts an operation: what is pending is rejected in the call, what has settled comes with its record (L10). */
  private aborting(slot: Slot, operation: Operation, pending: number, event: string): void {
    const side = sideOf(slot, operation);
    const { engine } = this;
    this.move('user', `abort the ${operation}`, (v) => {
      if (!this.unsettled(v, side)) return false;
      this.locked(v, () => {
        if (!v[pending] || this.contract.aborting === 'doesNothing') return;
        this.atOnce(() => {
          engine.note(v, 'mayFail', side);
          if (operation === 'accept') this.giveUp(v, slot);
          engine.run(v, slot, engine.machine(operation), event);
          engine.note(v, 'cancelled', side);
        });
      });
      if (this.contract.aborting === drops[operation]) this.dropSettled(v, side);
      this.tell(v, 'aborted', side, this.unsettled(v, side) > 0 && !this.between.carries(v, side) ? 1 : 0);
      return true;
    });
  }

  /** What was taken already is given up, as if it were pending still (A5, U4). */
  private dropSettled(v: Uint8Array, side: Side): void {
    if (!this.between.carries(v, side)) return;
    this.between.drop(v, side);
    this.atOnce(() => {
      this.engine.note(v, 'mayFail', side);
      this.engine.note(v, 'rejected', side);
    });
  }

  /** A waiter is taken off the list before the table hears of it. */
  private giveUp(v: Uint8Array, slot: Slot): void {
    v[slot.waiters] = 0;
    this.engine.note(v, 'rejected', slot.index * 2);
  }
}
