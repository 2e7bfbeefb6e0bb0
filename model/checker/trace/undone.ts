import { Machine } from '../../../generated/ts/index.js';
import type { Context } from './context.js';
import * as law from './laws.js';
import { userCalls } from './rules.js';
import type { Slot } from './slot.js';

/** What a call of the user leaves to be stepped. */

/** A call that reached the tables is stepped before anything else happens to its slot; a close by each of its machines. */
export function demandStepped(context: Context, slot: Slot): void {
  demandCallbacks(context, slot);
  const untold = untoldOfClose(context, slot);
  if (untold.length > 0) {
    const steps = untold.map((machine) => `${machine} CLOSE`);
    throw context.wrong(slot, law.unasked('CLOSE'), `the user's close was not told to ${untold.join(', ')}`, steps);
  }
  if (slot.call < 0) return;
  const call = userCalls[slot.call] as string;
  throw context.wrong(slot, law.unasked(call), `the call ${call} was not stepped`, [`the step of ${call}`]);
}

/** Who is told of a close, in this order. Where there is a transport, it alone is. */
const { watch, server, accept, receive, send, connect } = Machine;
const TOLD_OF_CLOSE: readonly number[] = [server, watch, accept, receive, send, connect];

/** The machines that the slot has and that were not stepped by the user's close yet. */
export function untoldOfClose(context: Context, { closing, has }: Slot): string[] {
  if (closing === 0) return [];
  const untold = TOLD_OF_CLOSE.filter((machine) => has[machine] && closing & (1 << machine));
  return untold.map((machine) => context.table(machine).name);
}

/** A callback begins when the table calls it, and its table is told when it ends. */
function demandCallbacks(context: Context, slot: Slot): void {
  const sides = ['reader', 'writer'] as const;
  for (const [direction, side] of sides.entries()) {
    if (slot.called[direction]) {
      const what = `the table called the ${side}'s callback, but it did not begin`;
      throw context.wrong(slot, law.UNHEEDED, what, [`the beginning of the ${side}'s callback`]);
    }
    if (slot.ended[direction]) {
      const event = `watch ${side.toUpperCase()}_DONE`;
      throw context.wrong(slot, law.UNHEEDED, `the ${side}'s callback ended, which was not stepped`, [event]);
    }
  }
}
