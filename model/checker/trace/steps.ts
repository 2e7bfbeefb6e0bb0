import { EngineError, Told } from '../../../generated/ts/layout.js';
import { actionsOf, cellOf, FORBIDDEN } from '../../compiler/table.js';
import { allowedNow, dueInWords } from './allowed.js';
import type { Context } from './context.js';
import { effects } from './effects.js';
import { justify } from './justify.js';
import * as law from './laws.js';
import type { Wrong } from './report.js';
import { voidReport } from './reports.js';
import { type ActionRule, SERVER, systemCalls, WATCH } from './rules.js';
import type { Due, Slot } from './slot.js';
import { demandHanded, leave } from './transports.js';

/** Follows a step of a machine: something must have brought it about, and it must be the table's. */
export function followStep(
  context: Context,
  slot: Slot,
  machine: number,
  event: number,
  before: number,
  after: number,
): void {
  const table = context.table(machine);
  demandCalls(context, slot, machine, event);
  demandHanded(context);
  const state = slot.states[machine] as number;
  const cell = cellOf(table, state, event);
  const refuse = (broken: law.TraceLaw, why: string, allowed: readonly string[]): Wrong =>
    wrongCell(context, slot, machine, cell, broken, why, allowed);

  const { law: kept, lacks } = justify(context, slot, machine, event);
  if (lacks !== undefined) throw refuse(kept, lacks, allowedNow(context, slot));
  if (state !== before) throw refuse(law.TABLE, `the loop took it to be in ${table.states[before]}`, []);
  if (table.kind[cell] === FORBIDDEN) throw refuse(law.FORBIDDEN_STEP, 'its table forbids that', []);
  const next = table.next[cell] as number;
  if (next !== after) {
    throw refuse(law.TABLE, `the loop went to ${table.states[after]}`, [`the state ${table.states[next]}`]);
  }
  context.held(kept);
  context.count(machine, cell);
  slot.states[machine] = next;
  slot.has[machine] = 1;
  if (machine === WATCH && context.isClosed(slot)) {
    abandon(context, slot, before);
    leave(context, slot);
  }
  const overtaking = context.turns.follow(slot, machine, { event, before, after, record: context.record });
  if (overtaking?.again) {
    const other = `slot ${overtaking.overtaken.index}.${overtaking.overtaken.generation}`;
    const why = `${other} has waited for its turn since before this one was served last`;
    throw refuse(law.OVERTAKEN, why, [`${table.name} RESUME of ${other}`]);
  }
  if (overtaking) context.held(law.OVERTAKEN);
  for (const action of actionsOf(table, cell)) {
    if (table.actions[action] === 'rearm') voidReport(slot, table.events[event] === 'WRITER_DONE' ? 1 : 0);
    perform(context, slot, machine, cell, action);
  }
}

/**
 * Who has callbacks on a number that names another file is told that they were given up (L6); or on one whose connection is
 * the loop's and has ended.
 */
function abandon(context: Context, slot: Slot, before: number): void {
  slot.foundStale = context.why === EngineError.STALE_DESCRIPTOR;
  if (!(slot.foundStale || slot.connection) || !context.rules.hasCallback(before)) return;
  const error = EngineError.STALE_DESCRIPTOR;
  context.outcomes.add({ slot, what: Told.GIVEN_UP, operation: 0, error, value: 0 });
}

/** Nothing of a slot may be left undone when it ends. */
export function demandNothingDue(context: Context, slot: Slot): void {
  for (const due of slot.due) {
    if (due.call >= 0) throw missingCall(context, slot, due);
    const expected = dueInWords(context, due);
    const broken = due.action.wires.length > 0 ? law.wrongWire(context.table(due.machine).name) : law.TABLE;
    throw wrongDue(context, slot, due, broken, `${due.action.name} was not followed by ${expected.join(' or ')}`);
  }
}

/** What an action leaves behind, and what it makes due. */
function perform(context: Context, slot: Slot, source: number, cell: number, action: number): void {
  const { rules, record } = context;
  const rule = rules.actions[source]?.[action] as ActionRule;
  effects[rule.action]?.({ context, slot, machine: source, why: context.why });
  const waiting = context.waiting[source] as Set<Slot>;
  if (slot.lines & (1 << source)) waiting.add(slot);
  else waiting.delete(slot);
  const cause = { action: rule, record, source, cell, why: context.why };
  if (rule.call >= 0) {
    slot.due.push({ machine: source, events: rule.counted, call: rule.call, ...cause });
  } else if (rule.counted !== 0) {
    const events = counted(context, slot, source);
    if (events !== 0) slot.due.push({ machine: source, events, call: -1, ...cause });
  }
  for (const [machine, event] of rule.wires) {
    if (slot.has[machine] === 1) slot.due.push({ machine, events: 1 << event, call: -1, ...cause });
  }
}

/** What the engine counts: the accepts that wait, or a server's connections, which tell the accept by themselves. */
function counted({ rules }: Context, { waiters, listening }: Slot, machine: number): number {
  if (!listening) return rules.waiters(waiters.length);
  return machine === SERVER ? rules.room(listening.server.count, listening.server.most) : 0;
}

/**
 * A system call is made, and a callback begins, when its action is performed, so before any further step of the slot. Only
 * a count may come in a system call's stead.
 */
function demandCalls(context: Context, slot: Slot, machine: number, event: number): void {
  const { due } = slot;
  for (let i = 0; i < due.length; i++) {
    const one = due[i] as Due;
    if (one.call < 0) continue;
    const counted = one.machine === machine && (one.events & (1 << event)) !== 0;
    if (!counted && (i === 0 || one.events === 0)) throw missingCall(context, slot, one);
    // Where something else is stepped first, it is the count that comes.
    if (!counted) one.call = -1;
  }
}

function missingCall(context: Context, slot: Slot, due: Due): Wrong {
  const { name, call } = due.action;
  return wrongDue(
    context,
    slot,
    due,
    law.missingCall(name),
    `${name} was not followed by its system call ${systemCalls[call]}`,
  );
}

/** It is the step that something should have followed that is wrong, however late that shows. */
function wrongDue(context: Context, slot: Slot, due: Due, broken: law.TraceLaw, why: string): Wrong {
  const { record } = context;
  context.record = due.record;
  const wrong = wrongCell(context, slot, due.source, due.cell, broken, why, dueInWords(context, due));
  context.record = record;
  return wrong;
}

function wrongCell(
  context: Context,
  slot: Slot,
  machine: number,
  cell: number,
  broken: law.TraceLaw,
  why: string,
  allowed: readonly string[],
): Wrong {
  const { name, states, events } = context.table(machine);
  const state = states[Math.floor(cell / events.length)] as string;
  const event = events[cell % events.length] as string;
  return context.wrong(slot, broken, `${name} in ${state} met ${event}: ${why}`, allowed, {
    machine: name,
    state,
    event,
  });
}
