import type { Context } from './context.js';
import { reportedEvents } from './reports.js';
import { systemCalls, userCalls, WATCH } from './rules.js';
import type { Due, Slot } from './slot.js';
import { untoldOfClose } from './undone.js';

/** What would have been right for a slot where something else happened, for people to read. */
export function allowedNow(context: Context, slot: Slot): string[] {
  const [next] = slot.due;
  if (next) return dueInWords(context, next);
  const { tables } = context;
  const justified = [
    ...(slot.call >= 0 ? [`the step of ${userCalls[slot.call]}`] : []),
    ...untoldOfClose(context, slot).map((machine) => `${machine} CLOSE`),
    ...context.names(WATCH, context.rules.firstPollerEvent(reportedEvents(context, slot))),
    ...(slot.queued[0] > 0 ? ['watch RUN_READER'] : []),
    ...(slot.queued[1] > 0 ? ['watch RUN_WRITER'] : []),
    ...(slot.ended[0] ? ['watch READER_DONE'] : []),
    ...(slot.ended[1] ? ['watch WRITER_DONE'] : []),
    ...tables.flatMap(({ name }, machine) => (slot.resumes[machine] ? [`${name} RESUME`] : [])),
    ...tables.flatMap(({ name }, machine) => ((slot.backoffs | slot.lines) & (1 << machine) ? [`${name} RETRY`] : [])),
  ];
  return justified.length > 0 ? justified : ["a call of the user, or the poller's report, before any step"];
}

export function dueInWords(context: Context, { machine, events, call }: Due): string[] {
  return [...(call >= 0 ? [`the system call ${systemCalls[call]}`] : []), ...context.names(machine, events)];
}
