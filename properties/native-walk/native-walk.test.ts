import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { validateTrace } from '../../model/checker/trace/validate.js';
import { parameters } from '../kernel-laws/replay.js';
import { backends } from '../support/backends.js';
import { recorded } from '../support/recorded.js';
import type { Walk } from './actions.js';
import { comesToRest } from './rest.js';
import { sequels, situations } from './situations/index.js';
import type { Kind } from './subject.js';
import { Walker } from './walker.js';
import { walk } from './walks.js';

async function run({ subjects, actions }: Walk): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'readyloop-walk-'));
  const { trace = join(folder, 'walk.trace') } = recorded();
  try {
    const walker = new Walker({ subjects }, { trace });
    for (const action of actions) await walker.perform(action);
    await walker.end();
    expect(walker.panicked).toBe(false);
    expect(walker.native.stats()).toMatchObject({ forbidden: 0, slots: 0, registrations: 0, pending: 0 });
    expect((await validateTrace(trace)).firstWrong).toBeUndefined();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test.each(Object.keys(situations) as Kind[])(
  'in every situation of a %s, whatever comes next, each step is justified',
  async (kind) => {
    for (const situation of situations[kind]) {
      const actions = sequels.flatMap((sequel) => [...situation(0), ...sequel(0), { do: 'renew', on: 0 } as const]);
      await run({ subjects: [kind], actions });
    }
  },
);

describe.each(backends)('L17, on %s:', (backend) => {
  test.each(Object.keys(situations) as Kind[])(
    'in every situation of a %s turns and CPU time come to stand still',
    async (kind) => {
      for (const [number, situation] of situations[kind].entries()) {
        const walker = new Walker({ subjects: [kind] }, { apart: backend === 'tokio' });
        for (const action of situation(0)) await walker.perform(action);
        const rests = await comesToRest(walker);
        await walker.end();
        expect(rests, `situation ${number}`).toBe(true);
      }
    },
  );
});

test('whatever happens in whatever order, and however late callbacks run, each step is justified', async () => {
  await fc.assert(fc.asyncProperty(walk, run), parameters());
});
