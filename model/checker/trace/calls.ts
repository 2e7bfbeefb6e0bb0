import { UserCall } from '../../../generated/ts/layout.js';
import type { Context } from './context.js';
import * as law from './laws.js';
import { voidReport } from './reports.js';
import { userCalls } from './rules.js';
import type { Slot } from './slot.js';

/** Follows what the user called, or that one of his callbacks begins or ends. */
export function followCall(context: Context, slot: Slot, call: number, extra: number): void {
  const direction = extra === 1 ? 1 : 0;
  const side = direction === 1 ? 'writer' : 'reader';
  switch (call) {
    case UserCall.CALLBACK_BEGIN:
      if (!slot.called[direction]) {
        throw context.wrong(slot, law.UNCALLED, `a ${side}'s callback began that the table did not call`, [
          `watch RUN_${side.toUpperCase()} in a state in which its callback is due`,
        ]);
      }
      slot.called[direction] = false;
      slot.begun[direction] = true;
      context.held(law.UNCALLED);
      return;
    case UserCall.CALLBACK_END:
      if (!slot.begun[direction])
        throw context.wrong(slot, law.TWICE, `a ${side}'s callback ended that had not begun`, []);
      slot.begun[direction] = false;
      slot.ended[direction] = true;
      return;
    case UserCall.CLOSE:
      slot.closing = ~0;
      return;
    default:
      demandStepped(context, slot);
      if (call === UserCall.ADD_READER) voidReport(slot, 0);
      if (call === UserCall.ADD_WRITER) voidReport(slot, 1);
      slot.call = call;
  }
}

/** A call that reached the tables is stepped before anything else happens to its slot; a close by each of its machines. */
export function demandStepped(context: Context, slot: Slot): void {
  const untold = untoldOfClose(context, slot);
  if (untold.length > 0) {
    const steps = untold.map((machine) => `${machine} CLOSE`);
    throw context.wrong(slot, law.unasked('CLOSE'), `the user's close was not told to ${untold.join(', ')}`, steps);
  }
  if (slot.call < 0) return;
  const call = userCalls[slot.call] as string;
  throw context.wrong(slot, law.unasked(call), `the call ${call} was not stepped`, [`the step of ${call}`]);
}

/** The machines that the slot has and that were not stepped by the user's close yet. */
export function untoldOfClose({ tables }: Context, { closing, has }: Slot): string[] {
  if (closing === 0) return [];
  return tables.flatMap(({ name }, machine) => (has[machine] && closing & (1 << machine) ? [name] : []));
}
