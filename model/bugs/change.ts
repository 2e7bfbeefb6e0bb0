import type { Patch, RegionPatch } from '../compiler/patch.js';
import { type Contract, realContract } from '../worlds/contract/variant.js';
import type { Bug } from './bug.js';

/** What each promise of the engine is about. */
const promises: Readonly<Record<keyof Contract, string>> = {
  added: 'what a callback waits for',
  rearm: 'what the action `rearm` does',
  interest: 'the interest of which state a modification asks for',
  gate: 'who decides whether a queued callback runs',
  replaced: 'whose a callback is that was queued before another took its place',
  refusals: 'whether who asks for a registration that is refused is told',
  attempts: 'what becomes of an attempt to connect that is cancelled',
  removed: 'what removing answers',
  ended: 'when the end of a callback is told to its slot',
  deregister: 'what the action `deregister` does',
  descriptor: 'which descriptor a registration is of',
  modification: 'what a modification makes the poller do',
  hangups: 'how long the poller holds that a file hung up',
  blocking: 'what keeps accept(2) and connect(2) from waiting',
  errors: 'whether who asks to write is told of errors',
  shortReads: 'what a short read proves',
  room: 'how much of a message there is room for',
  bytes: 'how the bytes of an operation are handed on',
  messages: 'how messages are handed on',
  connections: 'how connections are handed on',
  clients: 'what becomes of the connections of a server that ends',
  accepted: 'what becomes of connections that were not handed over when their server ended',
  released: 'what is closed when a connection has ended',
  outgoing: 'which of the bytes that were written to a connection leaves next',
  reports: 'what a report that a descriptor is readable and writable wakes',
  handle: 'which registration taking a callback back goes to',
  lines: 'how those who wait for room at one destination try again',
  parts: 'who is served in a turn',
  tokens: "what a slot's token is good for when the slot has gone",
  equalDeadlines: 'in which order timers of equal deadlines are due',
  overdue: 'what setting the alarm to a deadline that is over does',
  madeInTurn: 'when a timer that a callback makes may run',
  turn: 'what a turn does',
  adding: "when the I/O thread's poller hears of an added callback",
  removing: "when the I/O thread's poller hears of a removed callback",
  commands: 'what a posted operation goes by',
  waiting: 'whether a thread waits for the other',
  aborting: 'what an abort does',
  errands: 'what JavaScript says when it does itself what it posted',
  closing: 'what becomes of records when the loop is closed',
};

/** What a bug changes, a sentence of Markdown for each change. */
export function changesOf({ patches = [], cells = [], contract = {} }: Bug): string[] {
  const broken = Object.keys(contract) as (keyof Contract)[];
  return [...broken.map((promise) => promiseOf(promise, contract)), ...patches.map(patchOf), ...cells.map(cellPatchOf)];
}

function promiseOf(promise: keyof Contract, contract: Partial<Contract>): string {
  const [real, changed] = [realContract[promise], contract[promise]];
  return `The engine's promise ${code(promise)} (${promises[promise]}) is ${code(`${changed}`)} instead of ${code(real)}.`;
}

function patchOf({ machine, where, event, to, without = [], with: more = [], answer }: RegionPatch): string {
  const effects = [
    ...(answer ? [answer === 'forbidden' ? 'is forbidden' : 'is ignored'] : []),
    ...(to ? [`leads to ${typeof to === 'string' ? code(to) : regions(to, ' ')}`] : []),
    ...(without.length ? [`no longer does ${listed(without, 'or')}`] : []),
    ...(more.length ? [`does ${listed(more, 'and')} besides`] : []),
  ];
  const states = Object.keys(where).length > 0 ? `where ${regions(where, ' is ')}` : 'in every state';
  return `In ${code(machine)}, ${states}, ${listed([event].flat(), 'and')} ${effects.join(', ')}.`;
}

function cellPatchOf({ machine, state, event, next, actions, answer }: Patch): string {
  const effects = [
    ...(answer ? [answer === 'forbidden' ? 'is forbidden' : 'is ignored'] : []),
    ...(next ? [`leads to ${code(next)}`] : []),
    ...(actions ? [actions.length ? `does ${actions.map(code).join(', then ')}` : 'does nothing'] : []),
  ];
  return `In ${code(machine)}, where the state is ${code(state)}, ${code(event)} ${effects.join(', ')}.`;
}

function regions(of: Readonly<Record<string, string | readonly string[]>>, is: string): string {
  return Object.entries(of)
    .map(([region, values]) => `${region}${is}${listed([values].flat(), 'or')}`)
    .join(' and ');
}

/** `a`, `b` or `c`. */
function listed(names: readonly string[], last: 'and' | 'or'): string {
  const all = names.map(code);
  return all.length < 2 ? all.join() : `${all.slice(0, -1).join(', ')} ${last} ${all.at(-1)}`;
}

function code(name: string): string {
  return `\`${name}\``;
}
