import type { Datagrams } from '../../kernel/datagrams.js';
import type { Stream } from '../../kernel/files.js';
import { countOf, inOrder, pack, packMessage, unpack, unpackMessage } from '../../kernel/numbered.js';
import type { OpenFile } from '../../kernel/open-file.js';
import type { Engine } from './engine.js';
import type { Leaves } from './leaf.js';
import type { Slot } from './slot.js';

/** What the call at hand brought, on its way to the user. */
export interface InHand {
  received: number;
}

/** The leaves of operations that move bytes: what becomes of each of them between the kernel and the user (L11). */
export function transferLeaves(
  engine: Engine,
  file: (v: Uint8Array, slot: Slot) => OpenFile | undefined,
  hand: InHand,
): Leaves {
  const { contract } = engine;
  const reading = (slot: Slot) => slot.index * 2;
  const sending = (slot: Slot) => slot.index * 2 + 1;
  const queueResume =
    (side: 0 | 1): Leaves[string] =>
    (v, slot) =>
      engine.putOff(v, slot, side);

  const take = (v: Uint8Array, slot: Slot, source: Stream | Datagrams, room: number) => {
    const result = source.read(v, room);
    if (typeof result === 'number') engine.note(v, 'taken', reading(slot), result);
    return result;
  };
  const takeOnce = (v: Uint8Array, slot: Slot, source: Stream | Datagrams, room: number) => {
    const result = take(v, slot, source, room);
    const again = source.kind === 'datagram' ? contract.messages === 'thrownAway' : contract.bytes === 'lost';
    return again && typeof result === 'number' ? take(v, slot, source, room) : result;
  };
  /** The bytes of a stream as the user gets them. */
  const handedOn = (taken: number, asked: number): number => {
    const numbers = unpack(taken);
    if (contract.bytes === 'doubled' && numbers.length < asked) return pack([numbers[0] as number, ...numbers]);
    return contract.bytes === 'swapped' ? pack(numbers.reverse()) : taken;
  };
  /** Answers with a message as the user gets it. */
  const deliver = (v: Uint8Array, slot: Slot, taken: number): unknown => {
    const { number, bytes, isCut } = unpackMessage(taken);
    const { messages, room } = contract;
    if (messages === 'failWhereCut' && isCut) {
      engine.note(v, 'mayFail', reading(slot));
      return engine.answer(slot, 'receive', 'FAILED');
    }
    const isTold = room === 'forTheWhole' && messages !== 'cutUntold';
    const some = messages === 'cutToAByte' ? 1 : bytes;
    hand.received = packMessage(messages === 'theNext' ? number + 1 : number, some, isCut && isTold);
    return engine.answer(slot, 'receive', 'DATA');
  };
  /** Whether the end of what there is has ended a read, as far as the engine can know (Kind in native/engine). */
  const isWhole = ({ shape }: Stream): boolean => shape.cuts !== 'anywhere' || contract.shortReads === 'proveTheEnd';
  const rejectReceive: Leaves[string] = (v, slot) => {
    v[slot.asked] = 0;
    engine.note(v, 'rejected', reading(slot));
  };

  /** Which byte of a send goes next, from 1. */
  const nextOf = (v: Uint8Array, slot: Slot): number => {
    const total = v[slot.total] as number;
    const number = total - (v[slot.left] as number) + 1;
    if (contract.bytes === 'doubled' || contract.bytes === 'sentAgain') return 1;
    return contract.bytes === 'swapped' ? total - number + 1 : number;
  };
  const endSend = (v: Uint8Array, slot: Slot, what: 'resolved' | 'rejected'): void => {
    const total = v[slot.total] as number;
    v[slot.left] = 0;
    v[slot.total] = 0;
    engine.note(v, what, sending(slot), inOrder(total));
  };

  const send = (v: Uint8Array, slot: Slot): unknown => {
    engine.note(v, 'called', sending(slot));
    const number = nextOf(v, slot);
    const isLost = contract.bytes === 'lost' && number === 1;
    const result = isLost ? 'taken' : ((file(v, slot) as Stream | Datagrams | undefined)?.write(v) ?? 'EBADF');
    if (result === 'EAGAIN') return engine.answer(slot, 'send', 'WOULD_BLOCK');
    if (result === 'ENOBUFS') {
      engine.note(v, 'inVain', sending(slot));
      return engine.answer(slot, 'send', 'NO_ROOM');
    }
    if (result !== 'taken') {
      engine.note(v, 'mayFail', sending(slot));
      return engine.answer(slot, 'send', 'FAILED');
    }
    v[slot.left] = (v[slot.left] as number) - 1;
    if (!isLost) engine.note(v, 'taken', sending(slot), number);
    const isPart = v[slot.left] && contract.bytes !== 'partForAll';
    return engine.answer(slot, 'send', isPart ? 'SENT_PART' : 'SENT_ALL');
  };

  return {
    'receive.tryReceive'(v, slot) {
      if (!engine.mayPass(v, slot)) return engine.answer(slot, 'receive', 'BUDGET_SPENT');
      engine.note(v, 'called', reading(slot));
      const asked = v[slot.asked] as number;
      const source = file(v, slot) as Stream | Datagrams | undefined;
      const room = source?.kind === 'datagram' && contract.room === 'asForAStream' ? 1 : asked;
      const result = source ? takeOnce(v, slot, source, room) : 'EBADF';
      hand.received = 0;
      if (typeof result === 'number' && source?.kind === 'datagram') {
        return deliver(v, slot, result);
      }
      if (typeof result === 'number') {
        hand.received = handedOn(result, asked);
        const isShort = countOf(result) < asked && isWhole(source as Stream);
        return engine.answer(slot, 'receive', isShort ? 'SHORT_READ' : 'DATA');
      }
      if (result === 'end') return engine.answer(slot, 'receive', 'END');
      if (result === 'EAGAIN') {
        engine.note(v, 'unanswered', reading(slot));
        return engine.answer(slot, 'receive', 'WOULD_BLOCK');
      }
      engine.note(v, 'mayFail', reading(slot));
      return engine.answer(slot, 'receive', 'FAILED');
    },
    'receive.resolve'(v, slot) {
      v[slot.asked] = 0;
      engine.note(v, 'resolved', reading(slot), hand.received);
    },
    'receive.reject': rejectReceive,
    'receive.rejectAborted': rejectReceive,
    'receive.refuseBusy': (v, slot) => engine.note(v, 'turnedAway', reading(slot)),
    'receive.queueResume': queueResume(0),

    'send.trySend'(v, slot) {
      const hasRoom = () => (file(v, slot) as Stream | Datagrams | undefined)?.hasRoom(v) === true;
      if (engine.line.othersWait(v, hasRoom)) return engine.answer(slot, 'send', 'OTHERS_WAIT');
      return engine.mayPass(v, slot) ? send(v, slot) : engine.answer(slot, 'send', 'BUDGET_SPENT');
    },
    'send.sendAgain': (v, slot) => (v[slot.spent] ? engine.answer(slot, 'send', 'BUDGET_SPENT') : send(v, slot)),
    'send.resolve': (v, slot) => endSend(v, slot, 'resolved'),
    'send.reject': (v, slot) => endSend(v, slot, 'rejected'),
    'send.rejectAborted': (v, slot) => endSend(v, slot, 'rejected'),
    'send.refuseBusy': (v, slot) => engine.note(v, 'turnedAway', sending(slot)),
    'send.queueResume': queueResume(1),
  };
}
