import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FORBIDDEN } from '../../compiler/table.js';
import type { CellGroup } from '../../worlds/cells/cell-group.js';
import { cellName } from '../cells.js';
import { Coverage } from './coverage.js';
import { currentTables } from './rules.js';
import { type SlotWriter, TraceWriter } from './trace-writer.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'readyloop-coverage-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

const added = (slot: SlotWriter) => slot.user('ADD_READER').step('watch', 'ADD_READER').ask('epoll_add', 'IN');
const removed = (slot: SlotWriter) =>
  added(slot).user('REMOVE_READER').step('watch', 'REMOVE_READER').system('epoll_del');
const writing = (slot: SlotWriter) => slot.user('ADD_WRITER').step('watch', 'ADD_WRITER').ask('epoll_add', 'OUT');

/** What these runs have in common with the tables. */
async function covered(...runs: ((slot: SlotWriter) => unknown)[]): Promise<Coverage> {
  const coverage = new Coverage(currentTables);
  for (const [index, run] of runs.entries()) {
    const trace = new TraceWriter();
    run(trace.slot());
    const path = join(folder, `${index}.trace`);
    writeFileSync(path, trace.bytes());
    await coverage.add(path);
  }
  return coverage;
}

/** All that the tables allow but these cells of `watch`: as if no world reached more. */
const deadBut = (...cells: string[]) =>
  Object.fromEntries(
    currentTables.tables.map((table) => [
      table.name,
      [...table.kind.keys()]
        .filter((cell) => table.kind[cell] !== FORBIDDEN)
        .map((cell) => cellName(table, cell))
        .filter((cell) => table.name !== 'watch' || !cells.includes(cell)),
    ]),
  );

const ADD = 'off.off.none ADD_READER';
const REMOVE = 'armed.off.R REMOVE_READER';
const WRITE = 'off.off.none ADD_WRITER';
const group = (states: string, event: string): CellGroup => ({
  machine: 'watch',
  states: [states],
  events: [event],
  because: 'a test says so',
});

test('what several runs step is merged', async () => {
  const report = (await covered(removed, writing)).report(deadBut(ADD, REMOVE, WRITE), []);
  expect(report).toMatchObject({ ok: true, traces: 2, records: 9, steps: 3, reachable: 3, stepped: 3, problems: [] });
  expect(report.machines[0]).toEqual({ machine: 'watch', reachable: 3, stepped: 3, unstepped: [] });
});

test('a cell that is not stepped needs a reason, and enough have to be stepped whatever the reasons', async () => {
  const runs = await covered(added);
  const dead = deadBut(ADD, REMOVE);
  expect(runs.report(dead, []).problems).toEqual([
    `No trace steps '${REMOVE}' of watch: test it, or give a reason in model/worlds/cells/unstepped-cells.ts`,
    'Fewer than 95% of the cells were stepped',
  ]);
  const excused = runs.report(dead, [group('armed.*.R', 'REMOVE_READER')]);
  expect(excused.machines[0]?.unstepped).toEqual([{ cell: REMOVE, because: 'a test says so' }]);
  expect(excused.problems).toEqual(['Fewer than 95% of the cells were stepped']);
});

test('a reason is out of date when all of its cells are stepped', async () => {
  const { problems } = (await covered(removed)).report(deadBut(ADD, REMOVE), [group('armed.*.R', 'REMOVE_READER')]);
  expect(problems).toEqual(['All of watch armed.*.R with REMOVE_READER is stepped: drop the reason for what is not']);
});

test('a cell that the loop steps and no world reaches is a problem of the worlds', async () => {
  const { problems } = (await covered(removed)).report(deadBut(ADD), []);
  expect(problems).toEqual([`The loop stepped '${REMOVE}' of watch, which no world reaches: let one reach it`]);
  const [state, event] = REMOVE.split(' ') as [string, string];
  const beyond = { machine: 'watch', states: [state], events: [event], because: 'it is known' };
  expect((await covered(removed)).report(deadBut(ADD), [], [beyond]).problems).toEqual([]);
});

test('a run that is wrong, or no whole trace, proves nothing', async () => {
  const wrong = await covered((slot) => added(slot).step('watch', 'READABLE'));
  expect(wrong.report(deadBut(ADD), []).problems).toEqual([
    expect.stringMatching(
      /0\.trace is wrong, and proves nothing: record \d+ breaks L\d+: .+; see: readyloop trace .+0\.trace$/,
    ),
    expect.stringContaining(`'${ADD}'`),
    'Fewer than 95% of the cells were stepped',
  ]);
  const path = join(folder, 'cut-off.trace');
  const trace = new TraceWriter();
  added(trace.slot());
  writeFileSync(path, trace.bytes().subarray(0, -32));
  await wrong.add(path);
  expect(wrong.report(deadBut(ADD), []).problems[1]).toMatch(/cut-off.trace proves nothing: The trace is cut off/);
});
