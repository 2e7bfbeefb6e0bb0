import type { Stream } from '../../kernel/files.js';
import { movedUp } from '../../kernel/numbered.js';
import type { OpenFile } from '../../kernel/open-file.js';
import type { Engine } from './engine.js';
import type { Leaves } from './leaf.js';
import { CONNECTIONS, type Slot, UNSENT } from './slot.js';
import type { InHand } from './transfers.js';

/** How much one read of a connection asks for, in bytes. */
const READ = 2;

/** What a connection of a server is at: there is none; JavaScript has not heard of it; it lives; nobody knows of it. */
export const NONE = 0;
export const QUEUED = 1;
export const LIVE = 2;
export const FORGOTTEN = 3;

/** How many bytes of a connection have not left. */
export function unsent(v: Uint8Array, slot: Slot): number {
  let count = 0;
  while (count < UNSENT && v[slot.outgoing + count]) count++;
  return count;
}

/** The user writes a byte: its number is how many are before it, and one. */
export function writeByte(v: Uint8Array, slot: Slot): void {
  const before = unsent(v, slot);
  v[slot.outgoing + before] = before + 1;
}

/** The kernel has taken a byte: it leaves the queue, and the numbers of those behind it move up. */
function leaves(v: Uint8Array, slot: Slot, place: number): void {
  const rest = Array.from({ length: UNSENT }, (_, at) => v[slot.outgoing + at] as number).filter(
    (_, at) => at !== place,
  );
  for (let at = 0; at < UNSENT; at++) {
    const number = rest[at] ?? 0;
    v[slot.outgoing + at] = number && movedUp(number, 1);
  }
}

/** How many connections a server has, heard of or not; those of its other listeners among them. */
export function connectionsOf(v: Uint8Array, slot: Slot): number {
  let count = v[slot.elsewhere] as number;
  for (let place = 0; place < CONNECTIONS; place++) if (v[slot.connections + place] !== NONE) count++;
  return count;
}

/** A connection of a server has ended: there is room for one of this listener's, if there was none. */
export function makeRoom(v: Uint8Array, engine: Engine, slot: Slot): void {
  if (isServing(v, engine, slot) && isFull(v, engine, slot)) engine.run(v, slot, engine.machine('server'), 'LEFT');
}

/** Another listener of the server takes a connection: there may be no more of them. */
export function takeElsewhere(v: Uint8Array, engine: Engine, slot: Slot): void {
  v[slot.elsewhere] = 1;
  if (isServing(v, engine, slot) && !isFull(v, engine, slot)) engine.run(v, slot, engine.machine('server'), 'FULL');
}

function isServing(v: Uint8Array, engine: Engine, slot: Slot): boolean {
  return engine.isLive(v, slot) && serverState(v, engine, slot) !== 'closed';
}

/** It accepts nothing before one of as many connections as there may be has left. */
function isFull(v: Uint8Array, engine: Engine, slot: Slot): boolean {
  return ['full', 'fullAndPaused'].includes(serverState(v, engine, slot));
}

function serverState(v: Uint8Array, engine: Engine, slot: Slot): string {
  return engine.stateName(v, slot, engine.machine('server'));
}

/**
 * The leaves of what the loop reads, writes and accepts by itself. Those of operations that are others here, where no user
 * waits for them, take the place of `others`.
 */
export function transportLeaves(
  engine: Engine,
  file: (v: Uint8Array, slot: Slot) => OpenFile | undefined,
  hand: InHand,
  others: Leaves,
): Leaves {
  const { contract } = engine;
  const reading = (slot: Slot) => slot.index * 2;
  const sending = (slot: Slot) => slot.index * 2 + 1;
  /** In a slot where nobody but the loop waits for an operation, another leaf. */
  const where = (loops: (slot: Slot) => boolean, name: string, leaf: NonNullable<Leaves[string]>): Leaves => {
    const other = others[name];
    return { [name]: (v, slot, before) => (loops(slot) ? leaf(v, slot, before) : other?.(v, slot, before)) };
  };
  const isTransport = ({ shape }: Slot) => shape.transport === true;
  const isServer = ({ shape }: Slot) => shape.server === true;
  const noMore: NonNullable<Leaves[string]> = (v, slot) => {
    v[slot.asked] = 0;
  };
  const nothing = () => {};

  const send: NonNullable<Leaves[string]> = (v, slot) => {
    if (!engine.mayPass(v, slot)) return engine.answer(slot, 'send', 'BUDGET_SPENT');
    engine.note(v, 'called', sending(slot));
    const place = contract.outgoing === 'lastFirst' ? unsent(v, slot) - 1 : 0;
    const result = (file(v, slot) as Stream | undefined)?.write(v) ?? 'EBADF';
    if (result === 'EAGAIN') return engine.answer(slot, 'send', 'WOULD_BLOCK');
    if (result !== 'taken') {
      engine.note(v, 'mayFail', sending(slot));
      return engine.answer(slot, 'send', 'FAILED');
    }
    engine.brought(v, 'taken', sending(slot), v[slot.outgoing + place]);
    leaves(v, slot, place);
    return engine.answer(slot, 'send', unsent(v, slot) ? 'SENT_PART' : 'SENT_ALL');
  };

  return {
    ...where(isTransport, 'receive.resolve', noMore),
    ...where(isTransport, 'receive.reject', (v, slot) => {
      v[slot.asked] = 0;
      engine.failed(reading(slot));
    }),
    ...where(isTransport, 'send.trySend', send),
    ...where(isTransport, 'send.resolve', nothing),
    ...where(isTransport, 'send.reject', (_v, slot) => engine.failed(sending(slot))),
    ...where(isServer, 'accept.deliver', nothing),
    ...where(isServer, 'accept.rejectAll', (_v, slot) => engine.failed(reading(slot))),

    'transport.receive'(v, slot) {
      engine.note(v, 'started', reading(slot), READ);
      v[slot.asked] = READ;
    },
    'transport.send': (v, slot) => engine.note(v, 'started', sending(slot), 1),
    'transport.tellData'(v, slot) {
      v[slot.untaken] = 1;
      engine.brought(v, 'data', reading(slot), hand.received);
    },
    'transport.discard': (v, slot) => engine.note(v, 'discarded', reading(slot), hand.received),
    'transport.tellEnd': (v, slot) => engine.brought(v, 'end', reading(slot)),
    'transport.tellLost': (v, slot) => engine.brought(v, 'lost', reading(slot), engine.hasFailed ? 1 : v[slot.reason]),
    'transport.tellClosed': (v, slot) => engine.brought(v, 'lost', reading(slot)),
    'transport.dropUnsent': (v, slot) => v.fill(0, slot.outgoing, slot.outgoing + UNSENT),
    'transport.keepReason'(v, slot) {
      v[slot.reason] = 1;
    },
    'transport.startLinger'(v, slot) {
      v[slot.lingers] = 1;
    },
    'transport.disown'(v, slot) {
      v[slot.disowned] = 1;
    },
    'transport.shutDown': (v, slot) => (file(v, slot) as Stream | undefined)?.shutDown(v),

    'server.handOver'(v, slot) {
      const place = [...Array(CONNECTIONS).keys()].find((one) => v[slot.connections + one] === NONE);
      // The engine has no slot left: it closes the connection.
      if (place === undefined) return;
      engine.note(v, 'resolved', reading(slot), 1);
      v[slot.connections + place] = QUEUED;
    },
    'server.count'(v, slot) {
      const isFull = v[slot.oneAtMost] && connectionsOf(v, slot) > 0;
      engine.answer(slot, 'server', isFull ? 'FULL' : 'ROOM_LEFT');
    },
    'server.withdraw': (v, slot) => engine.note(v, 'withdrawn', reading(slot)),
    'server.ask': (v, slot) => engine.note(v, 'started', reading(slot), 1),
    'server.tellRefused': (v, slot) => engine.note(v, 'lost', reading(slot)),
  };
}
