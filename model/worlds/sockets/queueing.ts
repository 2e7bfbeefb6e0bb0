import type { Connecting } from '../../kernel/connecting.js';
import type { Datagrams } from '../../kernel/datagrams.js';
import type { FileShape } from '../../kernel/open-file.js';
import { faultsLocal, inTurn, oneOutcome, patience, releases, roomIsUsed } from '../../laws/index.js';
import { UserWorld } from '../base/user.js';
import type { Variant } from '../contract/variant.js';
import type { SlotShape } from '../engine/slot.js';

/** What several sockets want of one destination: a place in the queue of a listener, or room for a datagram. */
export interface QueueingShape {
  readonly name: string;
  readonly wants: 'connect' | 'send';
  readonly sockets: number;
}

const files: Readonly<Record<QueueingShape['wants'], FileShape>> = {
  connect: {
    kind: 'stream',
    inFlight: 0,
    fills: false,
    ends: false,
    resets: false,
    connects: true,
    oneDestination: true,
  },
  send: { kind: 'datagram', inFlight: 1, oneDestination: true },
};

const slots: Readonly<Record<QueueingShape['wants'], SlotShape>> = {
  connect: { connecting: 'connect' },
  send: { sending: 'send' },
};

/**
 * Several sockets, one destination with room for one, and a clock: who is told that there is no room waits for it, and
 * nobody tells when there is.
 */
export class Queueing extends UserWorld {
  constructor({ name, wants, sockets }: QueueingShape, variant: Variant) {
    const numbers = Array.from({ length: sockets }, (_, number) => number);
    super(
      {
        name,
        kernel: { numbers: sockets, files: numbers.map(() => files[wants]) },
        slots: numbers.map(() => slots[wants]),
        laws: [
          oneOutcome,
          faultsLocal,
          releases,
          roomIsUsed,
          inTurn,
          // Each round of senders asks for all of them, as each may lack what the others have.
          ...(wants === 'connect' ? [patience] : []),
        ],
        timed: true,
      },
      variant,
    );
    const destination = this.kernel.files[0] as Connecting | Datagrams;
    const turn = (v: Uint8Array, room: boolean): boolean =>
      destination.kind === 'stream' ? destination.turnListener(v, room) : destination.turnReceiver(v, room);
    for (const number of numbers) {
      const slot = this.slot(number * 2);
      const fields = wants === 'send' ? [slot.left, slot.total] : [];
      this.operating(slot, wants, `fd ${number} begins to ${wants}`, 1, fields);
      this.cancelling(slot, wants, `abort the ${wants} of fd ${number}`);
      this.closing(number);
      const file = this.kernel.files[number];
      if (file?.kind === 'datagram') this.wakes(`what fd ${number} sent is read`, number, (v) => file.peerReads(v));
    }
    this.move('peer', 'there is room', (v) => turn(v, true));
    this.move('peer', 'others take the room', (v) => turn(v, false));
    this.oblige();
  }

  override initial(v: Uint8Array): void {
    super.initial(v);
    this.nameSockets(v);
    const [destination] = this.kernel.files as readonly (Connecting | Datagrams)[];
    if (destination?.kind === 'stream') destination.turnListener(v, true);
  }
}
