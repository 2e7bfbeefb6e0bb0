import { describe, expect, test } from 'vitest';
import { checkWorld } from '../checker/check.js';
import { deadCells, whyDead } from './cells/dead-cells.js';
import { real, worlds } from './index.js';

/** The worlds that take about a second; `readyloop check` explores them all. */
const small = ['receiving', 'sending', 'hand-off-receive', 'hand-off-accept', 'watch-one'];

describe('the small worlds', () => {
  test.each(small)('every law holds in %s, and is witnessed', (name) => {
    const { report } = checkWorld((worlds[name] as (typeof worlds)[string])());
    expect(report.complete).toBe(true);
    expect(report.laws.filter(({ verdict }) => verdict !== 'holds')).toEqual([]);
  });

  test('a world is the same however often it is made', () => {
    const [first, second] = [0, 1].map(() => checkWorld((worlds.sending as (typeof worlds)[string])()).report);
    expect(second?.states).toBe(first?.states);
    expect(second?.edges).toBe(first?.edges);
  });
});

describe('dead cells', () => {
  test('name machines, states and events that exist', () => {
    for (const { machine, states, events } of deadCells) {
      const table = real.tables.find(({ name }) => name === machine);
      expect(table?.events).toEqual(expect.arrayContaining([...events]));
      for (const pattern of states) {
        const fits = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[^.]+')}$`);
        expect(
          table?.states.some((state) => fits.test(state)),
          `${machine} has a state like ${pattern}`,
        ).toBe(true);
      }
    }
  });

  test('a cell nobody has thought about has no reason', () => {
    expect(whyDead('watch', 'running.armed.RW RUN_WRITER')).toMatch(/one callback at a time/);
    expect(whyDead('watch', 'armed.off.R READABLE')).toBeUndefined();
  });
});
