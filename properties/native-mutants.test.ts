import { afterAll, describe, expect, test, vi } from 'vitest';
import { tables } from '../generated/ts/index.js';
import { sample } from '../model/bugs/sample.js';
import { mutants } from '../model/compiler/mutants.js';
import { whyHarmless } from './native-mutants/harmless.js';
import { hunt } from './native-mutants/hunt.js';

const SAMPLE = 30;
const SEED = 20_261_122;

/** How often a cell must be stepped to count: what a run does to the kernel differs a little each time. */
const OFTEN = 5;

// Most of what a victim takes is waiting for what never comes.
vi.setConfig({ maxConcurrency: 4, testTimeout: 180_000 });

const healthy = await hunt(null);
const reachable = tables.flatMap((table, machine) => {
  const stepped = healthy.stepped[machine] ?? [];
  return mutants(
    table,
    Uint8Array.from(table.kind, (_, cell) => ((stepped[cell] ?? 0) >= OFTEN ? 1 : 0)),
  );
});
const harmful = reachable.filter((mutant) => whyHarmless(mutant) === undefined);
const chosen = sample(harmful, SAMPLE, SEED);

test('with the tables as they are shipped nothing comes to light', () => {
  expect(healthy.found).toEqual(new Map());
});

describe('one wrong cell in the tables of the native engine comes to light on the real kernel', () => {
  const caught: string[] = [];

  test.concurrent.each(
    chosen.map((mutant) => {
      const { machine, state, event, change } = mutant;
      return [`${machine}: ${event} in ${state} ${change}`, mutant] as const;
    }),
  )('%s', async (title, mutant) => {
    const { found } = await hunt(mutant);
    caught.push(`${title}: ${[...found.keys()].join(', ') || 'nothing'}`);
    expect(found.size).toBeGreaterThan(0);
  });

  afterAll(() => {
    const harmless = reachable.flatMap((mutant) => whyHarmless(mutant) ?? []);
    console.info(
      [
        `${reachable.length} mutants of cells that are stepped; ${harmless.length} of them do no harm:`,
        ...[...new Set(harmless)].map((why) => `  ${harmless.filter((one) => one === why).length}: ${why}`),
        `${chosen.length} of the others, and what noticed them:`,
        ...caught.sort().map((line) => `  ${line}`),
      ].join('\n'),
    );
  });
});
