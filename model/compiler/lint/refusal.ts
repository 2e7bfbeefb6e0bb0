/** The rules of the compilable subset, each with what to do instead. */
export const rules = {
  assign: 'remember it as a state: a region of its own if need be',
  context: 'remember it as a state: a region of its own if need be',
  invoke: 'let an action start it and an event tell how it went',
  after: 'let an action start a timer and an event tell that it is due',
  always: 'give the transition the event that makes it happen',
  history: 'name the state to return to, or keep it as a region',
  final: 'use a state that answers every event, if only with `forbidden`',
  enqueueActions: 'list the actions by name; a condition is an event or a state',
  'built-in action': 'name the effect as an action, and bind machines to each other in wiring.ts',
  'inline function': 'name the action; what it does belongs to the engine',
  implementation: 'leave the implementation out: what an action does belongs to the engine',
  parameters: 'make an action of its own for each value',
  guard: 'make the condition an event; only `stateIn` about another region may guard',
  'initial actions': 'perform them in answer to an event: a slot begins in its initial state without a step',
  wildcard: 'answer each event by its name',
  'numeric key': 'begin the name with a letter: XState moves keys that look like integers to the front',
  name: 'use letters and digits: states and actions like `dueNow`, events like `DUE_NOW`',
  clash: 'choose a name that no other takes in the generated files',
  order: 'list the machines of the engine first: their numbers are the same on both sides',
  key: 'leave it out: the compiler would not carry it over',
  event: 'declare it among the events of the machine, or answer one that is declared',
  forbidden: 'let `forbidden` stand alone: no target, no other action, not on entry or exit',
  hole: 'answer it with a step, `ignore` or `forbidden`',
  unreachable: 'lead a transition there, or remove the state',
  'dropped transition': 'let one region alone leave the parallel state; XState drops what the others would do',
  size: 'split the machine: states, events, actions and action lists are numbered in one byte',
  binding: 'make wiring.ts, answers.ts and the origins of the events agree',
} as const;

export type Rule = keyof typeof rules;

/** One place that is outside of the compilable subset. */
export interface Refusal {
  readonly machine: string;
  /** The state that breaks the rule, as a path; empty where it is the machine as a whole. */
  readonly state: string;
  readonly rule: Rule;
  /** What was found there. */
  readonly found: string;
}

/** A refusal in one line: where, what, which rule, and how to mend it. */
export function refusalText({ machine, state, rule, found }: Refusal): string {
  const where = state === '' ? machine : `${machine}, state '${state}'`;
  return `${where}: ${found} [${rule}]; ${rules[rule]}`;
}

/** The machines cannot be compiled. */
export class SubsetError extends Error {
  readonly code = 'ERR_MACHINE_SUBSET';
  override readonly name = 'SubsetError';
  readonly refusals: readonly Refusal[];

  constructor(refusals: readonly Refusal[]) {
    const places = refusals.length === 1 ? 'one place is' : `${refusals.length} places are`;
    super([`${places} outside of the compilable subset:`, ...refusals.map(refusalText)].join('\n  '));
    this.refusals = refusals;
  }
}
