import { describe, expect, test } from 'vitest';
import { type Mutant, mutants } from '../compiler/mutants.js';
import { real } from '../worlds/index.js';
import { reportMutants } from './mutant-report.js';
import { sample } from './sample.js';
import { survivors, whySurvives } from './survivors.js';

const all = real.tables.flatMap((table) => mutants(table));
const killed = (mutant: Mutant) => ({ mutant, killedBy: { world: 'some', law: 'L2 nothing ready is forgotten' } });
const unexplained = all.find((mutant) => !whySurvives(mutant)) as Mutant;
const explained = all.filter((mutant) => whySurvives(mutant));

describe('reasons', () => {
  test.each(survivors.map((one) => [one.because, one] as const))('of a mutant that there is: %s', (_, one) => {
    expect(all.some((mutant) => whySurvives(mutant) === one)).toBe(true);
  });
});

describe('a report', () => {
  test('sums up by machine and by the law that killed first', () => {
    const { ok, total, machines } = reportMutants(all.filter(({ machine }) => machine === 'send').map(killed), false);
    expect({ ok, machines }).toEqual({
      ok: true,
      machines: [
        { machine: 'send', total, killed: total, threw: 0, same: 0, laws: { 'L2 nothing ready is forgotten': total } },
      ],
    });
  });

  test('tells what a world threw apart from what a law killed', () => {
    const threw = { world: 'some', error: '2 is no value of a field' };
    const { ok, killed, machines, survivors } = reportMutants([{ mutant: unexplained, threw }], false);
    expect({ ok, killed, survivors }).toEqual({ ok: true, killed: 0, survivors: [] });
    expect(machines).toMatchObject([{ total: 1, killed: 0, threw: 1, laws: {} }]);
  });

  test('demands nothing of a mutant that changes nothing, and does not count it', () => {
    const { ok, same, survivors } = reportMutants([{ mutant: unexplained, same: true }], false);
    expect({ ok, same, survivors }).toEqual({ ok: true, same: 1, survivors: [] });
    const half = all.map((mutant, i) => (i % 2 ? killed(mutant) : ({ mutant, same: true } as const)));
    expect(reportMutants(half, true).problems.filter((problem) => problem.startsWith('Only'))).toEqual([]);
  });

  test('demands a reason for each survivor', () => {
    const { ok, survivors: left, problems } = reportMutants([{ mutant: unexplained }], false);
    expect(ok).toBe(false);
    expect(left).toMatchObject([{ state: unexplained.state, because: null }]);
    expect(problems).toEqual([expect.stringContaining('give a reason in model/bugs/survivors.ts')]);
    expect(reportMutants([{ mutant: explained[0] as Mutant }], false).ok).toBe(true);
  });

  test('of all mutants demands a share, and that no reason is left over or too wide', () => {
    const { problems } = reportMutants(all.map(killed), true);
    expect(problems.filter((problem) => problem.endsWith('take the reason out'))).toHaveLength(survivors.length);
    expect(problems.filter((problem) => problem.endsWith('narrow the reason'))).toHaveLength(explained.length);
    const few = explained.map((mutant) => ({ mutant }));
    expect(reportMutants(few, true).problems).toEqual([`Only 0 of ${few.length} mutants are noticed; 95% have to be`]);
  });
});

describe('a sample', () => {
  test('is the same for the same seed, and has as many of each machine', () => {
    const size = 8 * real.tables.length;
    const chosen = sample(all, size, 7);
    expect(sample(all, size, 7)).toEqual(chosen);
    expect(sample(all, size, 8)).not.toEqual(chosen);
    for (const { name } of real.tables) expect(chosen.filter(({ machine }) => machine === name)).toHaveLength(8);
  });

  test('is all that there are where it is larger', () => {
    expect(new Set(sample(all, all.length + 1, 1))).toEqual(new Set(all));
  });
});
