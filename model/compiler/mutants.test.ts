import { expect, test } from 'vitest';
import { tables, watch } from '../../generated/ts/index.js';
import { mutants } from './mutants.js';
import { applyPatch } from './patch.js';
import { cellOf, describeCell, FORBIDDEN, indexOf, STEP } from './table.js';

test('every mutant changes its cell', () => {
  for (const table of tables) {
    for (const mutant of mutants(table)) {
      const cell = cellOf(table, indexOf(table.states, mutant.state), indexOf(table.events, mutant.event));
      expect(describeCell(applyPatch(table, mutant), cell)).not.toEqual(describeCell(table, cell));
    }
  }
});

test('each step and each ignore is retargeted once, each action of a step is dropped once', () => {
  for (const table of tables) {
    const made = mutants(table);
    const answered = table.kind.filter((kind) => kind !== FORBIDDEN).length;
    const performed = table.list.reduce((sum, list, cell) => {
      return sum + (table.kind[cell] === STEP ? (table.lists[list]?.length ?? 0) : 0);
    }, 0);
    expect(made.filter(({ mutation }) => mutation === 'retarget')).toHaveLength(answered);
    expect(made.filter(({ mutation }) => mutation === 'drop')).toHaveLength(performed);
  }
});

test('two neighbouring actions change places', () => {
  const swapped = mutants(watch).find(({ state, event, mutation }) => {
    return mutation === 'swap' && state === 'held.off.R' && event === 'HANGUP';
  });
  expect(swapped?.actions).toEqual(['wakeReader', 'noteHangup']);
});

test('only cells that were reached have mutants', () => {
  const reached = new Uint8Array(watch.kind.length);
  reached[0] = 1;
  const made = mutants(watch, reached);
  expect(made.length).toBeGreaterThan(0);
  expect(made.every(({ state, event }) => state === watch.states[0] && event === watch.events[0])).toBe(true);
});
