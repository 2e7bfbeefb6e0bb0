import { EngineError, Told, UserCall } from '../../../generated/ts/layout.js';
import { dueInWords } from './allowed.js';
import type { Context } from './context.js';
import { owe } from './effects.js';
import {
  CONNECTION,
  OUTCOME,
  STRANGER,
  TABLE,
  type TraceLaw,
  TWICE,
  UNREPORTED,
  unasked,
  unplanned,
  wrongAnswer,
  wrongWire,
} from './laws.js';
import { takeReport } from './reports.js';
import { ACCEPT, TRANSPORT, userCalls, WATCH } from './rules.js';
import type { Slot } from './slot.js';
import { callOf, hasRoom } from './transports.js';
import { untoldOfClose } from './undone.js';

/** What brought a step about is a law's business: that law, and what is lacking if it is broken. */
export interface Justification {
  readonly law: TraceLaw;
  readonly lacks?: string;
}

/** Finds, and uses up, what brought a step about; and notes what operations fail with that it rejects. */
export function justify(context: Context, slot: Slot, machine: number, event: number): Justification {
  const { name: machineName, events } = context.table(machine);
  const name = events[event] as string;
  const origin = context.origins[machine]?.[event]?.[0];
  context.why = EngineError.FORBIDDEN_EVENT;
  const isTaking = slot.call === UserCall.TAKEN && name === 'TAKEN';
  if (slot.call >= 0 && origin !== 'user' && !isTaking)
    return { law: TABLE, lacks: `the call ${userCalls[slot.call]} comes first` };
  if (origin === 'poller') return byReport(context, slot, event);
  // What a user may call for, another machine may send as well.
  const isSent = origin === 'wire' || origin === 'user';
  const law = isSent ? wrongWire(machineName) : wrongAnswer(machineName, name);
  const queue = takeDue(context, slot, machine, event);
  if (queue === 'taken') {
    const nobody = name === 'OTHERS_WAIT' && context.waiting[machine]?.size === 0;
    return nobody ? { law, lacks: 'nobody waits in line' } : { law };
  }
  if (queue !== 'empty') return { law, lacks: queue };
  if (origin === 'user' || isTaking) return byCall(context, slot, machine, name);
  if (origin === 'engine') return byTurn(slot, machine, unplanned(machineName, name), name);
  if (machine === WATCH && name === 'STALE') return byQuestion(context, slot);
  return { law, lacks: origin === 'wire' ? 'no machine of the slot sent it' : 'nothing was answered that it could be' };
}

/** Takes the event out of the slot's queue: 'taken', 'empty', or why it is not its turn. */
function takeDue(context: Context, { due }: Slot, machine: number, event: number): string {
  const [next] = due;
  if (!next) return 'empty';
  if (next.machine !== machine || (next.events & (1 << event)) === 0) {
    return `${next.action.name} brings ${dueInWords(context, next).join(' or ')} before`;
  }
  due.shift();
  context.why = next.why;
  return 'taken';
}

function byReport(context: Context, slot: Slot, event: number): Justification {
  switch (takeReport(context, slot, event)) {
    case 'taken':
      return { law: UNREPORTED };
    case 'unreported':
      return { law: UNREPORTED, lacks: 'the poller did not report it' };
    case 'too early':
      return { law: TABLE, lacks: 'another event of the report comes first' };
  }
}

/** Each call of the user is good for one step of its event. */
function byCall(context: Context, slot: Slot, machine: number, name: string): Justification {
  const law = unasked(name);
  if (name === 'CLOSE' && machine !== TRANSPORT) return byClose(context, slot, machine);
  const call = name === 'CANCEL_LAST' ? 'CANCEL' : name;
  if (slot.call !== callOf(machine, call)) return { law, lacks: 'the user did not call for it' };
  slot.call = -1;
  if (name === 'ABORT') context.why = slot.closedBy;
  if (slot.starting) begin(context, slot, machine);
  return call === 'CANCEL' && machine === ACCEPT ? byCancel(context, slot, name) : { law };
}

/** The engine has the operation from now on, unless it has one already and its table refuses it. */
function begin(context: Context, slot: Slot, machine: number): void {
  const { starting } = slot;
  if (!starting || slot.operations[machine]) return;
  if (machine === ACCEPT) slot.waiters.push(starting.number);
  else slot.operations[machine] = starting;
  context.operations.add(starting.number);
  slot.starting = undefined;
}

/** One of the accepts that wait is given up. */
function byCancel(context: Context, slot: Slot, name: string): Justification {
  const { waiters, cancelled } = slot;
  const at = waiters.indexOf(cancelled);
  if (at < 0) return { law: OUTCOME, lacks: `operation ${cancelled} does not wait` };
  if ((waiters.length === 1) !== (name === 'CANCEL_LAST'))
    return { law: CONNECTION, lacks: `${waiters.length} accepts wait` };
  waiters.splice(at, 1);
  owe({ context, slot, machine: ACCEPT, why: 0 }, Told.ABORTED, cancelled);
  return { law: unasked(name) };
}

/** A close is good for one step of each machine of the slot. */
function byClose(context: Context, slot: Slot, machine: number): Justification {
  const law = unasked('CLOSE');
  const bit = 1 << machine;
  const [first] = untoldOfClose(context, slot);
  slot.closing &= ~bit;
  context.why = slot.closedBy;
  if (first === context.table(machine).name) return { law };
  return { law, lacks: first === undefined ? 'the user did not close it' : `${first} is told of the close before` };
}

function byQuestion(context: Context, slot: Slot): Justification {
  context.why = EngineError.STALE_DESCRIPTOR;
  if (!slot.stale) return { law: STRANGER, lacks: 'the kernel did not say that its number names another file' };
  slot.stale = false;
  return { law: STRANGER };
}

/** What the turn does by itself follows from an action before: a callback queued or ended, a resumption, a timer. */
function byTurn(slot: Slot, machine: number, law: TraceLaw, name: string): Justification {
  const direction = name.includes('WRITER') ? 1 : 0;
  switch (name) {
    case 'RUN_READER':
    case 'RUN_WRITER':
      if (slot.queued[direction] === 0) return { law, lacks: 'no callback of this direction is queued' };
      slot.queued[direction]--;
      return { law };
    case 'READER_DONE':
    case 'WRITER_DONE':
      if (!slot.ended[direction]) return { law: TWICE, lacks: 'no callback of this direction has ended' };
      slot.ended[direction] = false;
      return { law };
    case 'RESUME':
      if (slot.resumes[machine] === 0) return { law, lacks: 'no resumption is queued' };
      slot.resumes[machine] = (slot.resumes[machine] as number) - 1;
      return { law };
    case 'RETRY':
      if (slot.lines & (1 << machine)) return { law };
      if ((slot.backoffs & (1 << machine)) === 0) return { law, lacks: 'no back-off runs, and it waits in no line' };
      slot.backoffs &= ~(1 << machine);
      return { law };
    case 'LINGERED': {
      const { connection } = slot;
      if (!connection?.lingers) return { law, lacks: 'no limit runs for how long it may take' };
      connection.lingers = false;
      return { law };
    }
    case 'LEFT':
      if (!hasRoom(slot)) return { law, lacks: 'no connection has ended of as many as there may be' };
      return { law };
    default:
      return { law, lacks: 'nothing is known to bring it about' };
  }
}
