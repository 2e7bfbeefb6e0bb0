import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { bugs } from '../model/bugs/catalogue/index.js';
import { variantOf } from '../model/bugs/hunt.js';
import { formatCounterexample, violationExample } from '../model/checker/counterexample.js';
import { randomWalks, walk } from '../model/checker/walk.js';
import { largeWorlds } from '../model/worlds/index.js';

/** Beyond what can be explored, fast-check chooses the way: the same machines, kernel and laws, shrunk and replayable. */
const STEPS = 200;

const ways = fc.array(fc.nat({ max: 0xffff }), { minLength: STEPS / 2, maxLength: STEPS, size: 'max' });

describe('no way through a world too large to explore breaks a law', () => {
  for (const [name, make] of Object.entries(largeWorlds)) {
    prop.prop([ways], { numRuns: 150 })(`of ${STEPS} steps in ${name}`, (choices) => {
      const world = make();
      const { path, violation } = walk(world, choices);
      expect(path.length).toBe(choices.length);
      if (violation) {
        throw new Error(
          formatCounterexample(violationExample(world, world.laws[violation.law] as string, violation.path)),
        );
      }
    });
  }
});

describe('such ways do find what is wrong', () => {
  // Liveness has no meaning on a finite way, so only bugs of safety are found by walking.
  test.each(['F0', 'F4', 'F6', 'R1', 'R6'])('%s is met by random walks through eight descriptors', (id) => {
    const bug = bugs.find((known) => known.id === id) as (typeof bugs)[number];
    const world = (largeWorlds['watch-eight'] as (typeof largeWorlds)[string])(variantOf(bug));
    const isFound = (seed: number) => randomWalks(world, { runs: 1, steps: STEPS, seed }).violations.length > 0;
    const seeds = Array.from({ length: 200 }, (_, seed) => seed);
    expect(seeds.some(isFound)).toBe(true);
  });
});
