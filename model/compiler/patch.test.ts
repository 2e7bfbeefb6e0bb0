import { describe, expect, test } from 'vitest';
import { tables, watch } from '../../generated/ts/index.js';
import { applyPatch, applyPatches, applyRegionPatches, patchByRegion } from './patch.js';
import { cellOf, describeCell, indexOf, regionValue, type Table } from './table.js';

function cell(table: Table, state: string, event: string) {
  return describeCell(table, cellOf(table, indexOf(table.states, state), indexOf(table.events, event)));
}

const place = { machine: 'watch', state: 'armed.off.R', event: 'READABLE' } as const;

describe('a patch of one cell', () => {
  test('changes the state after and leaves the actions', () => {
    const patched = applyPatch(watch, { ...place, next: 'armed.off.R' });
    expect(cell(patched, place.state, place.event)).toEqual({
      kind: 'step',
      next: 'armed.off.R',
      actions: ['queueReader'],
    });
  });

  test('changes the actions and leaves the state after', () => {
    const patched = applyPatch(watch, { ...place, actions: ['rearm', 'queueReader'] });
    expect(cell(patched, place.state, place.event)).toEqual({
      kind: 'step',
      next: 'due.off.R',
      actions: ['rearm', 'queueReader'],
    });
  });

  test('makes a step of what was ignored', () => {
    const patched = applyPatch(watch, {
      machine: 'watch',
      state: 'off.off.none',
      event: 'RUN_READER',
      actions: ['callReader'],
    });
    expect(cell(patched, 'off.off.none', 'RUN_READER')).toEqual({
      kind: 'step',
      next: 'off.off.none',
      actions: ['callReader'],
    });
  });

  test('makes a step an ignore', () => {
    const patched = applyPatch(watch, { ...place, answer: 'ignore' });
    expect(cell(patched, place.state, place.event)).toEqual({ kind: 'ignore', next: place.state, actions: [] });
  });

  test('leaves the table it was made from and all other cells alone', () => {
    const before = structuredClone(watch);
    const patched = applyPatch(watch, { ...place, next: 'closed', actions: ['abandon', 'rearm'] });
    expect(watch).toEqual(before);
    const differing = Array.from(watch.next.keys()).filter((number) => {
      return JSON.stringify(describeCell(watch, number)) !== JSON.stringify(describeCell(patched, number));
    });
    expect(differing).toEqual([cellOf(watch, indexOf(watch.states, place.state), indexOf(watch.events, place.event))]);
  });

  test('names what exists', () => {
    expect(() => applyPatch(watch, { ...place, next: 'armed.armed.none' })).toThrow(RangeError);
    expect(() => applyPatch(watch, { ...place, actions: ['ring'] })).toThrow(/'ring' is none of/);
    expect(() => applyPatch(watch, { ...place, machine: 'send' })).toThrow(RangeError);
  });
});

test('patches go to the tables of their machines', () => {
  const patched = applyPatches(tables, [{ ...place, answer: 'forbidden' }]);
  expect(patched.map((table, machine) => table === tables[machine])).toEqual(
    tables.map(({ name }) => name !== place.machine),
  );
});

describe('a patch by regions', () => {
  test('changes every state with those values', () => {
    const patches = patchByRegion(watch, {
      machine: 'watch',
      where: { reader: 'due' },
      event: 'ADD_READER',
      to: { reader: 'due' },
      without: ['reregister'],
    });
    expect(patches).toHaveLength(5);
    expect(patches.every(({ state, next }) => state === next)).toBe(true);
    expect(patches.every(({ actions }) => actions?.length === 0)).toBe(true);
  });

  test('keeps the other regions where the cell itself leads', () => {
    const [patch] = patchByRegion(watch, {
      machine: 'watch',
      where: { reader: 'off', writer: 'armed' },
      event: 'ADD_READER',
      to: { reader: 'due' },
      with: ['queueReader'],
    });
    expect(patch).toMatchObject({ state: 'off.armed.W', next: 'due.armed.RW', actions: ['reregister', 'queueReader'] });
  });

  test('takes several values and events, and can answer otherwise', () => {
    const patches = patchByRegion(watch, {
      machine: 'watch',
      where: { reader: ['due', 'running'] },
      event: ['READABLE', 'HANGUP'],
      answer: 'forbidden',
    });
    const states = watch.states.filter((_, state) =>
      ['due', 'running'].includes(regionValue(watch, 'reader', state) ?? ''),
    );
    expect(patches).toHaveLength(2 * states.length);
  });

  test('builds on the patches before it', () => {
    const where = { reader: 'running', writer: 'off' };
    const [patched] = applyRegionPatches(tables, [
      { machine: 'watch', where, event: 'READER_DONE', without: ['rearm'] },
      { machine: 'watch', where, event: 'READER_DONE', to: { reader: 'running' } },
    ]) as [Table];
    expect(cell(patched, 'running.off.R', 'READER_DONE')).toEqual({ kind: 'step', next: 'running.off.R', actions: [] });
  });

  test('has to match something, and to lead to a state', () => {
    const patch = { machine: 'watch', event: 'REMOVE_READER' };
    expect(() => patchByRegion(watch, { ...patch, where: { reader: 'off', registration: 'RW' } })).toThrow(RangeError);
    expect(() => patchByRegion(watch, { ...patch, where: { reader: 'gone' } })).toThrow(RangeError);
    expect(() => patchByRegion(watch, { ...patch, where: { reader: 'due' }, to: { reader: 'due' } })).toThrow(
      /is none of/,
    );
  });
});
