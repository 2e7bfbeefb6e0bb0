import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { TABLE_HASH, TRACE_WORDS, TraceField, TraceKind, tables } from '../../generated/ts/index.js';
import { sample } from '../../model/bugs/sample.js';
import { readTrace } from '../../model/checker/trace/read.js';
import { type Mutant, mutants } from '../../model/compiler/mutants.js';
import { cellOf, type Table } from '../../model/compiler/table.js';
import { testing } from '../support/testing-addon.js';
import { type Sequence, sequence } from './actions.js';
import { run } from './run.js';
import { runTraced } from './traced.js';

const SAMPLE = 30;
const SEED = 20_260_101;

/** The same sequences for finding out which cells are stepped, and for hunting in those. */
const sequences = fc.sample(sequence, { seed: SEED, numRuns: 60 });

/** How many of the sequences must step a cell for it to count: what each does to the kernel differs a little each time. */
const OFTEN = 5;

afterEach(() => testing.restoreTables());

/** In how many sequences each cell of each machine is stepped. */
async function steppedCells(): Promise<Uint32Array[]> {
  const counts = tables.map((table) => new Uint32Array(table.kind.length));
  const folder = mkdtempSync(join(tmpdir(), 'readyloop-properties-'));
  for (const commands of sequences) {
    const trace = join(folder, 'run.trace');
    await run(commands, trace);
    for (const [machine, cells] of (await cellsOf(trace)).entries()) {
      for (const cell of cells) {
        const count = counts[machine] as Uint32Array;
        count[cell] = (count[cell] as number) + 1;
      }
    }
  }
  rmSync(folder, { recursive: true });
  return counts;
}

async function cellsOf(trace: string): Promise<Set<number>[]> {
  const cells = tables.map(() => new Set<number>());
  for await (const words of readTrace(trace, TABLE_HASH)) {
    for (let at = 0; at < words.length; at += TRACE_WORDS) {
      if (words[at + TraceField.KIND] === TraceKind.STEP) {
        const machine = words[at + TraceField.CODE] as number;
        const table = tables[machine] as Table;
        const [before, event] = [words[at + TraceField.BEFORE] as number, words[at + TraceField.EVENT] as number];
        cells[machine]?.add(cellOf(table, before, event));
      }
    }
  }
  return cells;
}

function alter({ machine, state, event, next, actions }: Mutant): void {
  const number = tables.findIndex(({ name }) => name === machine);
  const table = tables[number] as Table;
  testing.alterTable(number, table.states.indexOf(state), table.events.indexOf(event), {
    ...(next === undefined ? {} : { next: table.states.indexOf(next) }),
    ...(actions === undefined ? {} : { actions: actions.map((action) => table.actions.indexOf(action)) }),
  });
}

/** Mutants that nobody could tell from the original, and why. */
const harmless: readonly { readonly events?: readonly string[]; readonly change: RegExp; readonly reason: string }[] = [
  {
    events: ['CLOSE', 'LOST'],
    change: /^without reject(All)?$/,
    reason: 'a slot that is freed settles what its machines left pending (L10)',
  },
  {
    events: ['STALE'],
    change: /^without abandon$/,
    reason: 'a descriptor without operations has no machines to tell; and those it had are settled when it is freed',
  },
  {
    change: /(release|evict|wake)(Reader|Writer) before|before (release|evict|wake)(Reader|Writer)/,
    reason: 'an action that is wired only queues events, so its place among the others cannot be seen',
  },
];

function isHarmless(mutant: Mutant): boolean {
  return harmless.some(({ events, change }) => (events?.includes(mutant.event) ?? true) && change.test(mutant.change));
}

/** Whether some sequence, judged by what is observed and by what is recorded, shows that something is wrong. */
async function isCaught(commands: readonly Sequence[]): Promise<boolean> {
  for (const one of commands) {
    try {
      const { observed, recorded } = await runTraced(one);
      if (observed.length > 0 || recorded.length > 0) {
        return true;
      }
    } catch {
      return true;
    }
  }
  return false;
}

describe('a wrong cell in the tables of the native engine is caught on the real kernel', async () => {
  const counts = await steppedCells();
  const reachable = tables.flatMap((table, machine) =>
    mutants(
      table,
      Uint8Array.from(counts[machine] as Uint32Array, (count) => Number(count >= OFTEN)),
    ),
  );

  const chosen = sample(
    reachable.filter((mutant) => !isHarmless(mutant)),
    SAMPLE,
    SEED,
  ).map((mutant) => [`${mutant.machine}: ${mutant.event} in ${mutant.state} ${mutant.change}`, mutant] as const);

  test.each(chosen)('%s', async (_, mutant) => {
    alter(mutant);
    expect(await isCaught(sequences)).toBe(true);
  });
});
