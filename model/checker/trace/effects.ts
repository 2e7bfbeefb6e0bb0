import { Machine } from '../../../generated/ts/index.js';
import { Told } from '../../../generated/ts/layout.js';
import type { Effect, Performed } from './effect.js';
import * as law from './laws.js';
import { transportEffects } from './transports.js';

/** What the actions that are no system calls leave behind, by their names. */
export const effects: Readonly<Record<string, Effect>> = {
  ...transportEffects,
  queueReader: ({ slot }) => {
    slot.queued[0]++;
  },
  queueWriter: ({ slot }) => {
    slot.queued[1]++;
  },
  callReader: ({ slot }) => {
    slot.called[0] = true;
  },
  callWriter: ({ slot }) => {
    slot.called[1] = true;
  },
  queueResume: ({ slot: { resumes }, machine }) => {
    resumes[machine] = (resumes[machine] as number) + 1;
  },
  startBackoff: ({ slot, machine }) => {
    slot.backoffs |= 1 << machine;
  },
  stopBackoff: ({ slot, machine }) => {
    slot.backoffs &= ~(1 << machine);
  },
  lineUp: joinLine,
  passOn: leaveLine,
  leaveLine,
  deliver,
  rejectAll: (performed) => {
    for (const operation of performed.slot.waiters.splice(0)) owe(performed, Told.FAILED, operation, performed.why);
  },
  resolve,
  reject: (performed) => {
    if (performed.slot.connection) return;
    const operation = end(performed);
    owe(performed, Told.FAILED, operation.number, performed.why, operation.sent);
  },
  rejectAborted: (performed) => {
    const { context, slot } = performed;
    const operation = end(performed);
    if (operation.number !== slot.cancelled) {
      const what = `operation ${slot.cancelled} was to be given up, and ${operation.number} was`;
      throw context.wrong(slot, law.OUTCOME, what, [`the end of operation ${slot.cancelled}`]);
    }
    owe(performed, Told.ABORTED, operation.number, 0, operation.sent);
  },
  refuseBusy: ({ slot }) => {
    slot.refused = slot.starting?.number;
    slot.starting = undefined;
  },
  reportLimit: (performed) => owe(performed, Told.LIMIT, 0, performed.why),
};

/** Users are to be told of this. */
export function owe({ context, slot }: Performed, what: number, operation: number, error = 0, value = 0): void {
  context.operations.delete(operation);
  context.outcomes.add({ slot, what, operation, error, value });
}

function joinLine({ slot, machine }: Performed): void {
  slot.lines |= 1 << machine;
}

function leaveLine({ slot, machine }: Performed): void {
  slot.lines &= ~(1 << machine);
}

const RESOLVED: Readonly<Record<number, number>> = {
  [Machine.connect]: Told.CONNECTED,
  [Machine.receive]: Told.RECEIVED,
  [Machine.send]: Told.SENT,
};

/** The connection that the kernel gave goes to who has waited longest (L8); or to the loop itself. */
function deliver(performed: Performed): void {
  const { slot } = performed;
  if (slot.listening) return;
  const operation = slot.waiters.shift();
  if (operation === undefined) return;
  owe(performed, Told.ACCEPTED, operation, 0, slot.accepted);
  slot.accepted = -1;
}

function resolve(performed: Performed): void {
  const { context, slot, machine } = performed;
  if (slot.connection) return;
  const { number, given, left } = end(performed);
  if (machine === Machine.send && left.least > 0) {
    const what = `a send is done, and ${left.least} bytes of it were not sent`;
    throw context.wrong(slot, law.NOT_THE_REST, what, ['the system call send for what is left']);
  }
  owe(performed, RESOLVED[machine] as number, number, 0, machine === Machine.receive ? given : 0);
}

/** The operation of a machine has settled. */
function end({ context, slot, machine }: Performed) {
  const operation = slot.operations[machine];
  if (!operation) throw context.wrong(slot, law.OUTCOME, 'an operation settled that had not begun', []);
  slot.operations[machine] = undefined;
  return operation;
}
