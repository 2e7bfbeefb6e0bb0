import { PollerBits, SystemCall } from '../../../generated/ts/layout.js';
import type { Context } from './context.js';
import * as law from './laws.js';
import type { Wrong } from './report.js';
import { classify, systemCalls, WATCH } from './rules.js';
import { followSend } from './sending.js';
import type { Slot } from './slot.js';

/** Follows the answer of a system call: an action must have asked for it, and the answer tells which event comes of it. */
export function followAnswer(
  context: Context,
  slot: Slot,
  call: number,
  errno: number,
  result: number,
  asked: number,
): void {
  // Closing a descriptor is the caller's.
  if (call === SystemCall.close) return;
  const at = slot.due.findIndex((due) => due.call === call);
  const due = slot.due[at];
  if (!due) throw strange(context, slot, call);
  const { action } = due;
  if (call === SystemCall.epoll_add || call === SystemCall.epoll_mod) checkInterest(context, slot, action.name, asked);
  if (call === SystemCall.send) followSend(context, slot, errno === 0 ? result : 0, asked);
  due.call = -1;
  due.events = classify(action, errno, result, asked);
  if (due.events === 0) slot.due.splice(at, 1);
  context.held(law.missingCall(action.name));
}

function strange(context: Context, slot: Slot, call: number): Wrong {
  const expected = slot.due.flatMap((due) => (due.call < 0 ? [] : [`the system call ${systemCalls[due.call]}`]));
  return context.wrong(slot, law.STRANGER, `no action asked for the system call ${systemCalls[call]}`, expected);
}

/** The loop asks whether the number still names the file of the registration that stands; if not, it is stale (L6). */
export function followQuestion(context: Context, slot: Slot, errno: number, asked: number): void {
  checkInterest(context, slot, 'the question for its file', asked);
  slot.stale = errno !== 0;
}

/** The interest asked for is that of the state after the step (R1). */
function checkInterest(context: Context, slot: Slot, action: string, asked: number): void {
  const askable = ['IN', 'OUT', 'PRI'] as const;
  const all = askable.reduce((bits, name) => bits | PollerBits[name], 0);
  const expected = context.rules.interest(slot.states[WATCH] as number);
  if ((asked & all) === expected) return;
  const words = (bits: number): string => askable.filter((name) => bits & PollerBits[name]).join('|') || 'nothing';
  const what = `${action} asked the poller for ${words(asked)}`;
  throw context.wrong(slot, law.UNHEEDED, what, [`the interest ${words(expected)}`]);
}
