import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Table } from '../compiler/table.js';
import { checkAll } from './check-all.js';
import { QUIET } from './quiet.js';
import { snapshotOf } from './snapshot.js';
import { arrow, peterson, toy, worlds } from './toys.js';
import type { World } from './world.js';

/** A table of two states and two events with one forbidden cell. */
const table: Table = {
  name: 'lamp',
  runs: 'engine',
  states: ['off', 'on'],
  events: ['PRESS', 'BURN'],
  actions: [],
  regions: [],
  kind: Uint8Array.of(0, 2, 0, 1),
  next: Uint8Array.of(1, 0, 0, 1),
  list: new Uint8Array(4),
  lists: [new Uint8Array(0)],
};

function lamp(name: string, ...stepped: number[]): World {
  const marked = Uint8Array.from({ length: 4 }, (_, cell) => (stepped.includes(cell) ? 1 : 0));
  const { pieces: _, ...world } = toy({ name, fields: { at: 2 }, rules: [arrow(0, 1)] });
  return { ...world, cells: [{ table, stepped: marked }] };
}

test('every model reports its counts and each law with a verdict and its witnesses', async () => {
  const report = await checkAll({ peterson: () => peterson() });
  expect(report.ok).toBe(true);
  expect(report.models).toMatchObject([{ model: 'peterson', states: 20, edges: 34, complete: true }]);
  expect(report.laws.map(({ law, verdict }) => [law, verdict])).toEqual([
    ['X1 mutual exclusion', 'holds'],
    ['X2 0 gets in', 'holds'],
    ['X2 1 gets in', 'holds'],
    [QUIET, 'holds'],
  ]);
  for (const { witnesses } of report.laws) expect(witnesses).toBeGreaterThan(0);
});

test('a broken law comes with its counterexample, and the check is not ok', async () => {
  const report = await checkAll(worlds);
  expect(report.ok).toBe(false);
  expect(report.laws.find(({ law }) => law.startsWith('X1'))?.verdict).toBe('broken');
  const broken = report.models.flatMap(({ laws }) => laws.flatMap(({ counterexample }) => counterexample ?? []));
  expect(broken.map(({ world, law }) => [world, law])).toContainEqual([
    'peterson, flag after turn',
    'X1 mutual exclusion',
  ]);
  expect(JSON.parse(JSON.stringify(report))).toEqual(report);
});

test('a law that nothing witnesses does not hold', async () => {
  const options = { name: 'idle', fields: { at: 2 }, rules: [arrow(0, 1)], laws: ['X1 x'], witnesses: false };
  const report = await checkAll({ idle: () => toy(options) });
  expect(report.laws).toContainEqual({ law: 'X1 x', verdict: 'unwitnessed', witnesses: 0 });
  expect(report.ok).toBe(false);
});

test('an incomplete search proves nothing', async () => {
  const report = await checkAll({ peterson: () => peterson() }, { maxStates: 3 });
  expect(new Set(report.laws.map(({ verdict }) => verdict))).toEqual(new Set(['unknown']));
  expect(report.models[0]?.limit).toBe('states');
  expect(report.problems).toEqual([
    "The search of 'peterson' ended after 5 states where it was told to: make its world smaller, or give it more",
  ]);
});

test('cells are summed over the models: reached, dead, forbidden', async () => {
  const report = await checkAll({ a: () => lamp('a', 0), b: () => lamp('b', 2) });
  expect(report.cells).toEqual([
    { machine: 'lamp', cells: 4, reached: 2, dead: ['on BURN'], forbidden: 1, trespassed: [] },
  ]);
  const trespassing = await checkAll({ a: () => lamp('a', 1) });
  expect(trespassing.problems).toEqual(["The forbidden cell 'off BURN' of lamp is reachable"]);
  expect(trespassing.ok).toBe(false);
});

test('the snapshot of a check is met by the same check', async () => {
  const make = { a: () => lamp('a', 0), b: () => lamp('b', 2) };
  const snapshot = snapshotOf(await checkAll(make));
  expect(snapshot).toEqual({
    models: { a: { states: 2, edges: 1 }, b: { states: 2, edges: 1 } },
    dead: { lamp: ['on BURN'] },
  });
  expect((await checkAll(make, { snapshot })).problems).toEqual([]);
});

test('a changed count, a new model, a cell that died or came alive: each is a problem with its cure', async () => {
  const snapshot = { models: { a: { states: 9, edges: 9 } }, dead: { lamp: ['off PRESS', 'on BURN'] } };
  const { problems, ok } = await checkAll({ a: () => lamp('a', 0), b: () => lamp('b', 3) }, { snapshot });
  expect(ok).toBe(false);
  expect(problems.map((problem) => problem.split(':')[0])).toEqual([
    "Model 'a' changed from 9 states and 9 edges to 2 and 1",
    "Model 'b' is not in the snapshot",
    "No model reaches the cell 'on PRESS' of lamp, and it is not listed as dead",
    "The cell 'off PRESS' of lamp is listed as dead, but is not",
    "The cell 'on BURN' of lamp is listed as dead, but is not",
  ]);
  for (const problem of problems) expect(problem).toMatch(/readyloop check --update/);
});

test('dead cells are not compared when only some models are checked', async () => {
  const snapshot = { models: { a: { states: 2, edges: 1 }, b: { states: 2, edges: 1 } }, dead: { lamp: [] } };
  expect((await checkAll({ a: () => lamp('a', 0) }, { snapshot })).problems).toEqual([]);
});

const built = new URL('../../dist/model/checker/', import.meta.url);

/** Threads run what is built; `npm test` builds first. */
const whenBuilt = test.runIf(existsSync(new URL('worker.js', built)));

whenBuilt('a world that fails in a thread fails the check', async () => {
  const { checkAll: checkBuilt } = (await import(new URL('check-all.js', built).href)) as { checkAll: typeof checkAll };
  const more = { ...worlds, unknown: () => peterson() };
  await expect(checkBuilt(more, { threads: 2, module: new URL('toys.js', built) })).rejects.toThrow(
    /no world 'unknown'/,
  );
});

whenBuilt('threads find the same as one thread', async () => {
  const { checkAll: checkBuilt } = (await import(new URL('check-all.js', built).href)) as { checkAll: typeof checkAll };
  const timeless = ({ models, laws, ok }: Awaited<ReturnType<typeof checkAll>>) => ({
    models: models.map(({ model, states, edges, laws }) => ({ model, states, edges, laws })),
    laws,
    ok,
  });
  const seen: string[] = [];
  const shared = await checkBuilt(worlds, {
    threads: 2,
    module: new URL('toys.js', built),
    onModel: ({ model }) => seen.push(model),
  });
  expect(timeless(shared)).toEqual(timeless(await checkAll(worlds)));
  expect(seen.sort()).toEqual(Object.keys(worlds).sort());
});
