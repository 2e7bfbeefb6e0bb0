import { type Connecting, EVERYTHING } from '../kernel/connecting.js';
import type { Datagrams } from '../kernel/datagrams.js';
import type { Listener, Stream } from '../kernel/files.js';
import type { Engine } from './engine.js';
import type { Slot } from './slot.js';

/** The actions that no wire carries, by 'machine.action'. `before` is the state in which the event met the machine. */
export type Leaves = Record<string, (v: Uint8Array, slot: Slot, before: number) => unknown>;

const acceptAnswers = {
  connection: 'ACCEPTED',
  EAGAIN: 'WOULD_BLOCK',
  EMFILE: 'FD_LIMIT',
  ECONNABORTED: 'ABORTED',
  EINVAL: 'FAILED',
  EBADF: 'FAILED',
} as const;

const connectAnswers: Readonly<Record<string, string>> = {
  connected: 'CONNECTED',
  EINPROGRESS: 'IN_PROGRESS',
  EALREADY: 'IN_PROGRESS',
  EAGAIN: 'QUEUE_FULL',
};

/** The leaves of the operations: each makes its system call on the model of the kernel and queues the answer. */
export function operationLeaves(engine: Engine): Leaves {
  const { kernel } = engine;
  const reading = (slot: Slot) => slot.index * 2;
  const sending = (slot: Slot) => slot.index * 2 + 1;
  const file = (v: Uint8Array, slot: Slot) => kernel.files[kernel.fileOf(v, v[slot.number] as number)];
  const resume =
    (side: 0 | 1): Leaves[string] =>
    (v, slot) => {
      v[slot.resume[side]] = 1;
    };
  let received = 0;

  const stirred = (v: Uint8Array, slot: Slot, woken: number) =>
    kernel.wake(v, kernel.fileOf(v, v[slot.number] as number), woken);
  const startBackoff: Leaves[string] = (v, slot) => {
    v[slot.backoff] = 1;
  };
  const stopBackoff: Leaves[string] = (v, slot) => {
    v[slot.backoff] = 0;
  };
  const rejectReceive: Leaves[string] = (v, slot) => {
    v[slot.asked] = 0;
    engine.note(v, 'rejected', reading(slot));
  };
  const endSend = (v: Uint8Array, slot: Slot, what: 'resolved' | 'rejected'): void => {
    const total = v[slot.total] as number;
    v[slot.left] = 0;
    v[slot.total] = 0;
    engine.note(v, what, sending(slot), total);
  };

  return {
    'accept.tryAccept'(v, slot) {
      if (v[slot.spent]) return engine.answer(slot, 'accept', 'BUDGET_SPENT');
      engine.note(v, 'called', reading(slot));
      const listener = file(v, slot) as Listener | undefined;
      const result = listener?.accept(v, kernel.atDescriptorLimit(v)) ?? 'EBADF';
      // An aborted connection is work too: here it uses up the budget, which lets the checker see that case.
      if (result === 'ECONNABORTED') v[slot.spent] = 1;
      if (result === 'EMFILE') engine.note(v, 'limitMet', reading(slot));
      if (result === 'connection') {
        kernel.takeDescriptor(v);
        engine.note(v, 'taken', reading(slot), 1);
      }
      if (result === 'EINVAL' || result === 'EBADF') engine.note(v, 'mayFail', reading(slot));
      return engine.answer(slot, 'accept', acceptAnswers[result]);
    },
    'accept.deliver'(v, slot) {
      // Nobody waits: the engine closes the connection.
      if (!v[slot.waiters]) return engine.answer(slot, 'accept', 'NO_WAITERS');
      v[slot.waiters] = (v[slot.waiters] as number) - 1;
      engine.note(v, 'resolved', reading(slot), 1);
      engine.answer(slot, 'accept', v[slot.waiters] ? 'MORE_WAITERS' : 'NO_WAITERS');
    },
    'accept.rejectAll'(v, slot) {
      for (; v[slot.waiters]; v[slot.waiters] = (v[slot.waiters] as number) - 1)
        engine.note(v, 'rejected', reading(slot));
    },
    'accept.reportLimit': (v, slot) => engine.note(v, 'limitReported', reading(slot)),
    'accept.startBackoff': startBackoff,
    'accept.stopBackoff': stopBackoff,
    'accept.queueResume': resume(0),

    'receive.tryReceive'(v, slot) {
      if (v[slot.spent]) return engine.answer(slot, 'receive', 'BUDGET_SPENT');
      engine.note(v, 'called', reading(slot));
      const asked = v[slot.asked] as number;
      const source = file(v, slot) as Stream | Datagrams | undefined;
      const result = source?.read(v, asked) ?? 'EBADF';
      received = typeof result === 'number' ? result : 0;
      if (typeof result === 'number') {
        engine.note(v, 'taken', reading(slot), result);
        return engine.answer(slot, 'receive', result < asked && source?.kind === 'stream' ? 'SHORT_READ' : 'DATA');
      }
      if (result === 'end') return engine.answer(slot, 'receive', 'END');
      if (result === 'EAGAIN') return engine.answer(slot, 'receive', 'WOULD_BLOCK');
      engine.note(v, 'mayFail', reading(slot));
      return engine.answer(slot, 'receive', 'FAILED');
    },
    'receive.resolve'(v, slot) {
      v[slot.asked] = 0;
      engine.note(v, 'resolved', reading(slot), received);
    },
    'receive.reject': rejectReceive,
    'receive.rejectAborted': rejectReceive,
    'receive.refuseBusy': (v, slot) => engine.note(v, 'turnedAway', reading(slot)),
    'receive.queueResume': resume(0),

    'connect.tryConnect'(v, slot) {
      engine.note(v, 'called', sending(slot));
      const result = (file(v, slot) as Connecting | undefined)?.connect(v) ?? 'EBADF';
      if (result === 'connected') engine.note(v, 'taken', sending(slot), 1);
      const event = connectAnswers[result];
      if (event) return engine.answer(slot, 'connect', event);
      engine.note(v, 'mayFail', sending(slot));
      // A failed attempt is dissolved by connect(2) itself.
      if (result !== 'EISCONN' && result !== 'EBADF') stirred(v, slot, EVERYTHING);
      return engine.answer(slot, 'connect', 'FAILED');
    },
    'connect.dissolve'(v, slot) {
      const woken = (file(v, slot) as Connecting | undefined)?.disconnect(v);
      if (woken) stirred(v, slot, woken);
    },
    'connect.resolve': (v, slot) => engine.note(v, 'resolved', sending(slot), 1),
    'connect.reject': (v, slot) => engine.note(v, 'rejected', sending(slot)),
    'connect.rejectAborted': (v, slot) => engine.note(v, 'rejected', sending(slot)),
    'connect.refuseBusy': (v, slot) => engine.note(v, 'turnedAway', sending(slot)),
    'connect.startBackoff': startBackoff,
    'connect.stopBackoff': stopBackoff,

    'send.trySend'(v, slot) {
      if (v[slot.spent]) return engine.answer(slot, 'send', 'BUDGET_SPENT');
      engine.note(v, 'called', sending(slot));
      const result = (file(v, slot) as Stream | Datagrams | undefined)?.write(v) ?? 'EBADF';
      if (result === 'EAGAIN') return engine.answer(slot, 'send', 'WOULD_BLOCK');
      if (result === 'ENOBUFS') return engine.answer(slot, 'send', 'NO_ROOM');
      if (result !== 'taken') {
        engine.note(v, 'mayFail', sending(slot));
        return engine.answer(slot, 'send', 'FAILED');
      }
      v[slot.left] = (v[slot.left] as number) - 1;
      engine.note(v, 'taken', sending(slot), 1);
      return engine.answer(slot, 'send', v[slot.left] ? 'SENT_PART' : 'SENT_ALL');
    },
    'send.resolve': (v, slot) => endSend(v, slot, 'resolved'),
    'send.reject': (v, slot) => endSend(v, slot, 'rejected'),
    'send.rejectAborted': (v, slot) => endSend(v, slot, 'rejected'),
    'send.refuseBusy': (v, slot) => engine.note(v, 'turnedAway', sending(slot)),
    'send.queueResume': resume(1),
    'send.startBackoff': startBackoff,
    'send.stopBackoff': stopBackoff,
  };
}
