import { fileURLToPath } from 'node:url';
import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { type AnyMachineSnapshot, initialTransition, transition } from 'xstate';
import { tables } from '../generated/ts/index.js';
import { check } from '../model/compiler/generate.js';
import { mutants } from '../model/compiler/mutants.js';
import { applyPatch } from '../model/compiler/patch.js';
import { type CellText, cellOf, describeCell, STEP, type Table } from '../model/compiler/table.js';
import { type MachineSpec, machines } from '../model/machines/index.js';

/**
 * The tables are the machines.
 *
 * XState is asked here directly and not through the compiler, so that a mistake of the compiler shows.
 */

/** What the machine itself does. */
interface Answer {
  readonly snapshot: AnyMachineSnapshot;
  readonly text: CellText;
}

function begin(spec: MachineSpec): AnyMachineSnapshot {
  return initialTransition(spec.machine)[0];
}

function answer(spec: MachineSpec, table: Table, snapshot: AnyMachineSnapshot, event: string): Answer {
  const selected = spec.machine.getTransitionData(snapshot, { type: event });
  expect(selected, `${spec.name} says nothing to ${event}`).not.toEqual([]);
  const written = selected.flatMap(({ actions }) => actions).map(nameOf);
  if (written.includes('forbidden')) {
    return { snapshot, text: { kind: 'forbidden', next: stateOf(table, snapshot), actions: [] } };
  }
  const [next, performed] = transition(spec.machine, snapshot, { type: event });
  const kind = written.length === 0 && selected.every(({ target }) => target === undefined) ? 'ignore' : 'step';
  return { snapshot: next, text: { kind, next: stateOf(table, next), actions: performed.map(({ type }) => type) } };
}

/** An action is written as a name, or as an object of that type. */
function nameOf(action: unknown): unknown {
  return typeof action === 'object' && action !== null && 'type' in action ? action.type : action;
}

/** The one state of the table whose regions are where the machine is; outside of regions a state is its own name. */
function stateOf(table: Table, snapshot: AnyMachineSnapshot): string {
  if (typeof snapshot.value === 'string') return snapshot.value;
  // The regions of a machine are those of its state `open`, or its own.
  const { open, ...regions } = snapshot.value as { readonly open?: object; readonly [region: string]: unknown };
  const values: Readonly<Record<string, unknown>> = { ...regions, ...open };
  return table.regions.map(({ name }) => inRegion(values[name])).join('.');
}

/** A state within a state of a region has the names of both. */
function inRegion(value: unknown): string {
  if (typeof value === 'string') return value;
  return Object.entries(value as object)
    .map(([outer, inner]) => `${outer}-${inRegion(inner)}`)
    .join();
}

/** Every state of the table by the shortest way there, as the machine has it. */
function everywhere(spec: MachineSpec, table: Table): AnyMachineSnapshot[] {
  const found: AnyMachineSnapshot[] = [begin(spec)];
  for (const [state] of table.states.entries()) {
    for (const [number, event] of table.events.entries()) {
      const cell = cellOf(table, state, number);
      const next = table.next[cell] as number;
      const snapshot = found[state] as AnyMachineSnapshot;
      if (table.kind[cell] === STEP) found[next] ??= transition(spec.machine, snapshot, { type: event })[0];
    }
  }
  return found;
}

/** All that the machine says, by cell number of the table. */
function everything(spec: MachineSpec, table: Table): CellText[] {
  return everywhere(spec, table).flatMap((snapshot) => {
    return table.events.map((event) => answer(spec, table, snapshot, event).text);
  });
}

function cellsOf(table: Table): CellText[] {
  return Array.from(table.kind.keys(), (cell) => describeCell(table, cell));
}

describe.each(machines.map((spec, machine) => ({ name: spec.name, spec, table: tables[machine] as Table })))(
  'the table of $name',
  ({ spec, table }) => {
    test('has the events of the machine in their order', () => {
      expect(table.name).toBe(spec.name);
      expect(table.events).toEqual(Object.keys(spec.events));
    });

    test('has the states of the machine, and no others', () => {
      expect(everywhere(spec, table).map((snapshot) => stateOf(table, snapshot))).toEqual(table.states);
    });

    test('says in every cell what the machine says', () => {
      expect(cellsOf(table)).toEqual(everything(spec, table));
    });

    prop.prop([fc.array(fc.nat(), { minLength: 1, maxLength: 80 })], { numRuns: 150 })(
      'goes with the machine on any walk',
      (choices) => {
        let snapshot = begin(spec);
        let state = 0;
        for (const choice of choices) {
          const event = choice % table.events.length;
          const cell = cellOf(table, state, event);
          const said = answer(spec, table, snapshot, table.events[event] as string);
          expect(describeCell(table, cell)).toEqual(said.text);
          snapshot = said.snapshot;
          state = table.next[cell] as number;
        }
      },
    );

    test('differs from the machine as soon as one cell is wrong', () => {
      const right = everything(spec, table).map((text) => JSON.stringify(text));
      for (const mutant of mutants(table)) {
        const wrong = cellsOf(applyPatch(table, mutant)).filter((text, cell) => JSON.stringify(text) !== right[cell]);
        expect(wrong).toHaveLength(1);
      }
    });
  },
);

test('the generated files are those of the machines', () => {
  const root = fileURLToPath(new URL('..', import.meta.url));
  expect(check(root)).toEqual({ changed: [], missing: [], orphaned: [] });
});
