import { constants } from 'node:os';
import type { Origin } from '../../machines/origin.js';
import { snakeCase } from '../names.js';
import type { Specification } from '../specification.js';
import type { Table } from '../table.js';
import type { Refusal } from './refusal.js';

/** What binds machines to each other and to the kernel: each name exists, and each event comes from where it says. */
export function lintBindings(specification: Specification, tables: readonly Table[]): Refusal[] {
  return new Bindings(specification, tables).refusals;
}

class Bindings {
  readonly refusals: Refusal[] = [];
  readonly #specification: Specification;
  readonly #tables: readonly Table[];
  /** `machine.EVENT origin` of all that was bound. */
  readonly #bound = new Set<string>();

  constructor(specification: Specification, tables: readonly Table[]) {
    this.#specification = specification;
    this.#tables = tables;
    this.#wiring();
    this.#answers();
    this.#poller();
    this.#origins();
    this.#layout();
  }

  #wiring(): void {
    const { wiring, answers } = this.#specification;
    for (const [action, events] of Object.entries(wiring)) {
      this.#action('wiring.ts', action);
      if (action in answers) this.#refuse(action, 'is wired and a system call as well');
      for (const event of events) this.#event('wiring.ts', event, 'wire');
    }
  }

  #answers(): void {
    const { answers, counted, layout } = this.#specification;
    const functions = new Set<string>();
    for (const [action, { call, ok, errors, otherwise }] of Object.entries(answers)) {
      this.#action('answers.ts', action);
      const machine = machineOf(action);
      const events = [...ok, ...Object.values(errors), ...(otherwise === null ? [] : [otherwise])];
      for (const event of events) this.#event('answers.ts', `${machine}.${event}`, 'answer');
      const calls: readonly string[] = layout.traceRecord.systemCalls;
      if (!calls.includes(call)) this.#refuse(action, `layout.ts has no system call '${call}'`);
      for (const errno of Object.keys(errors)) {
        if (!(errno in constants.errno)) this.#refuse(action, `there is no errno '${errno}'`);
      }
      const name = snakeCase(action.slice(machine.length + 1));
      if (functions.has(name)) this.#refuse(action, `another machine has a system call '${name}'`);
      functions.add(name);
    }
    for (const [action, events] of Object.entries(counted)) {
      this.#action('answers.ts', action);
      for (const event of events) this.#event('answers.ts', `${machineOf(action)}.${event}`, 'answer');
    }
  }

  #poller(): void {
    const { pollerEvents, layout } = this.#specification;
    for (const { bits, event, unless } of pollerEvents) {
      this.#event('answers.ts', `watch.${event}`, 'poller');
      for (const bit of [...bits, ...unless]) {
        if (!(bit in layout.pollerBits)) this.#refuse(`watch.${event}`, `layout.ts has no bit '${bit}'`);
      }
    }
  }

  /** What nobody brings about cannot happen. */
  #origins(): void {
    for (const { name, events } of this.#specification.machines) {
      for (const [event, origins] of Object.entries(events)) {
        if (origins.length === 0) this.#refuse(name, `the event ${event} has no origin`);
        for (const origin of origins) {
          if (!['wire', 'answer', 'poller'].includes(origin)) continue;
          if (!this.#bound.has(`${name}.${event} ${origin}`))
            this.#refuse(name, `nothing makes ${event} (${origin}) happen`);
        }
      }
    }
  }

  #layout(): void {
    const { batchRecord, traceRecord } = this.#specification.layout;
    for (const { words, fields } of [batchRecord, traceRecord] as const) {
      if (fields.length > words) this.#refuse('layout', `${fields.length} fields in a record of ${words} words`);
    }
  }

  #action(file: string, action: string): void {
    const table = this.#tables.find(({ name }) => name === machineOf(action));
    const name = action.slice(machineOf(action).length + 1);
    if (table?.actions.includes(name) !== true) this.#refuse(action, `${file} names it, and no cell performs it`);
  }

  #event(file: string, event: string, origin: Origin): void {
    const spec = this.#specification.machines.find(({ name }) => name === machineOf(event));
    const origins = spec?.events[event.slice(machineOf(event).length + 1)];
    if (origins === undefined) this.#refuse(event, `${file} names it, and no machine declares it`);
    else if (!origins.includes(origin)) this.#refuse(event, `${file} names it, and its origin is not '${origin}'`);
    this.#bound.add(`${event} ${origin}`);
  }

  #refuse(name: string, found: string): void {
    const member = name.slice(machineOf(name).length + 1);
    const text = member === '' ? found : `${member}: ${found}`;
    this.refusals.push({ machine: machineOf(name), state: '', rule: 'binding', found: text });
  }
}

function machineOf(name: string): string {
  return name.split('.')[0] as string;
}
