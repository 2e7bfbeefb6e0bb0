import { type Connecting, EVERYTHING } from '../../kernel/connecting.js';
import type { Listener } from '../../kernel/files.js';
import type { Engine } from './engine.js';
import type { Leaves } from './leaf.js';
import type { Slot } from './slot.js';
import { type InHand, transferLeaves } from './transfers.js';
import { transportLeaves } from './transports.js';

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
  EALREADY: 'UNDER_WAY',
  EAGAIN: 'QUEUE_FULL',
};

/** Answers of connect(2) to who does not wait for another. */
const UNANSWERED: readonly string[] = ['EINPROGRESS', 'EALREADY', 'EAGAIN'];

/** The leaves of the operations: each makes its system call on the model of the kernel and queues the answer. */
export function operationLeaves(engine: Engine): Leaves {
  const { kernel } = engine;
  const reading = (slot: Slot) => slot.index * 2;
  const sending = (slot: Slot) => slot.index * 2 + 1;
  const file = (v: Uint8Array, slot: Slot) => kernel.files[kernel.fileOf(v, v[slot.number] as number)];
  const stirred = (v: Uint8Array, slot: Slot, woken: number) =>
    kernel.wake(v, kernel.fileOf(v, v[slot.number] as number), woken);
  const startBackoff: Leaves[string] = (v, slot) => {
    v[slot.backoff] = 1;
  };
  const stopBackoff: Leaves[string] = (v, slot) => {
    v[slot.backoff] = 0;
  };

  const unanswered = (v: Uint8Array, side: number, waits: boolean): void =>
    engine.note(v, 'unanswered', side, waits ? 1 : 0);
  const look: Leaves[string] = (v, slot) => {
    const listener = file(v, slot) as Listener | undefined;
    if (!engine.mayPass(v, slot)) return engine.answer(slot, 'accept', 'BUDGET_SPENT');
    // Where poll(2) sees nothing there is nothing to take.
    if (engine.contract.blocking === 'trusted' || !listener || listener.events(v)) return take(v, slot);
    engine.note(v, 'called', reading(slot));
    unanswered(v, reading(slot), false);
    return engine.answer(slot, 'accept', 'WOULD_BLOCK');
  };
  const taken = (v: Uint8Array, slot: Slot) => {
    kernel.takeDescriptor(v);
    engine.note(v, 'taken', reading(slot), 1);
  };
  const take = (v: Uint8Array, slot: Slot) => {
    engine.note(v, 'called', reading(slot));
    const listener = file(v, slot) as Listener | undefined;
    if (engine.contract.blocking === 'setAnew') listener?.blocking.turnOff(v);
    const result = listener?.accept(v, kernel.atDescriptorLimit(v)) ?? 'EBADF';
    if (result === 'EAGAIN') unanswered(v, reading(slot), listener?.blocking.isOn(v) === true);
    // An aborted connection is work too: here it uses up the budget, which lets the checker see that case.
    if (result === 'ECONNABORTED') v[slot.spent] = 1;
    if (result === 'EMFILE') engine.note(v, 'limitMet', reading(slot));
    if (result === 'connection') {
      taken(v, slot);
      const isAnother = engine.contract.connections === 'twoForOne' && listener?.accept(v, kernel.atDescriptorLimit(v));
      if (isAnother === 'connection') taken(v, slot);
      const isThrown = engine.contract.connections === 'lastThrownAway' && !listener?.events(v);
      if (isThrown) return engine.answer(slot, 'accept', 'WOULD_BLOCK');
    }
    if (result === 'EINVAL' || result === 'EBADF') engine.note(v, 'mayFail', reading(slot));
    return engine.answer(slot, 'accept', acceptAnswers[result]);
  };
  const lineUp: Leaves[string] = (v, slot) => engine.line.lineUp(v, slot);
  const stayInLine: Leaves[string] = (v, slot) => engine.line.pause(v, slot);
  const passOn: Leaves[string] = (v, slot) => engine.line.passOn(v, slot);
  const leaveLine: Leaves[string] = (v, slot) => engine.line.leave(v, slot);
  const ask = (v: Uint8Array, socket: Connecting, side: number) => {
    if (engine.contract.blocking === 'setAnew') socket.blocking.turnOff(v);
    const result = socket.connect(v);
    if (UNANSWERED.includes(result)) unanswered(v, side, socket.blocking.isOn(v));
    return result;
  };
  const connect = (v: Uint8Array, slot: Slot): unknown => {
    engine.note(v, 'called', sending(slot));
    const socket = file(v, slot) as Connecting | undefined;
    const result = socket ? ask(v, socket, sending(slot)) : 'EBADF';
    if (result === 'connected') engine.note(v, 'taken', sending(slot), 1);
    const event = connectAnswers[result];
    if (event === 'QUEUE_FULL') engine.note(v, 'inVain', sending(slot));
    if (event) return engine.answer(slot, 'connect', event);
    engine.note(v, 'mayFail', sending(slot));
    // A failed attempt is dissolved by connect(2) itself.
    if (result !== 'EISCONN' && result !== 'EBADF') stirred(v, slot, EVERYTHING);
    return engine.answer(slot, 'connect', 'FAILED');
  };

  const hand: InHand = { received: 0 };
  const leaves: Leaves = {
    ...transferLeaves(engine, file, hand),

    'accept.tryAccept': look,
    'accept.retryAccept': (v, slot) => (v[slot.spent] ? engine.answer(slot, 'accept', 'BUDGET_SPENT') : take(v, slot)),
    'accept.deliver'(v, slot) {
      // Nobody waits: the engine closes the connection.
      if (!v[slot.waiters]) return engine.answer(slot, 'accept', 'NO_WAITERS');
      for (let told = 0; v[slot.waiters] && told < (engine.contract.connections === 'oneForTwo' ? 2 : 1); told++) {
        v[slot.waiters] = (v[slot.waiters] as number) - 1;
        engine.note(v, 'resolved', reading(slot), 1);
      }
      engine.answer(slot, 'accept', v[slot.waiters] ? 'MORE_WAITERS' : 'NO_WAITERS');
    },
    'accept.rejectAll'(v, slot) {
      for (; v[slot.waiters]; v[slot.waiters] = (v[slot.waiters] as number) - 1)
        engine.note(v, 'rejected', reading(slot));
    },
    'accept.reportLimit': (v, slot) => engine.note(v, 'limitReported', reading(slot)),
    'accept.startBackoff': startBackoff,
    'accept.stopBackoff': stopBackoff,
    'accept.queueResume': (v, slot) => engine.putOff(v, slot, 0),

    'connect.tryConnect'(v, slot) {
      const socket = file(v, slot) as Connecting | undefined;
      // One that is connected wants no place: it is told so at once.
      const hasRoom = () => socket?.listenerIsFull(v) === false;
      if (engine.line.othersWait(v, hasRoom) && !socket?.hasPeer(v))
        return engine.answer(slot, 'connect', 'OTHERS_WAIT');
      return connect(v, slot);
    },
    'connect.askAgain': connect,
    'connect.dissolve'(v, slot) {
      const isLeft = engine.contract.attempts === 'leftAlone' && slot.shape.sending === undefined;
      const woken = isLeft ? 0 : (file(v, slot) as Connecting | undefined)?.disconnect(v);
      if (woken) stirred(v, slot, woken);
    },
    'connect.resolve': (v, slot) => engine.note(v, 'resolved', sending(slot), 1),
    'connect.reject': (v, slot) => engine.note(v, 'rejected', sending(slot)),
    'connect.rejectAborted': (v, slot) => engine.note(v, 'rejected', sending(slot)),
    'connect.refuseBusy': (v, slot) => engine.note(v, 'turnedAway', sending(slot)),
    'connect.lineUp': lineUp,
    'connect.stayInLine': stayInLine,
    'connect.passOn': passOn,
    'connect.leaveLine': leaveLine,

    'send.lineUp': lineUp,
    'send.stayInLine': stayInLine,
    'send.passOn': passOn,
    'send.leaveLine': leaveLine,
  };
  return { ...leaves, ...transportLeaves(engine, file, hand, leaves) };
}
