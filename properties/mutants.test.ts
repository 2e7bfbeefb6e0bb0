import { expect, test } from 'vitest';
import { allMutants, huntMutant, steppedBy, worldsOf } from '../model/bugs/mutant-hunt.js';
import { sample } from '../model/bugs/sample.js';
import { whySurvives } from '../model/bugs/survivors.js';

const SAMPLE = 40;
const SEED = 20_261_122;

/** Worlds of a few seconds; `readyloop mutants` hunts every mutant through larger ones too. */
const small = ['receiving', 'sending', 'receive-beside-writer', 'send-beside-both', 'watch-one', 'accepting', 'ending'];

const reach = new Map(small.map((world) => [world, steppedBy(world)]));
const chosen = sample(allMutants(reach), SAMPLE, SEED);
const titled = chosen.map((mutant) => {
  const { machine, state, event, change } = mutant;
  return [`${machine}: ${event} in ${state} ${change}`, mutant] as const;
});

test.each(titled)('a law kills the mutant, or there is a reason: %s', (_, mutant) => {
  const { killedBy } = huntMutant(mutant, worldsOf(mutant, reach));
  expect(killedBy?.law ?? whySurvives(mutant)?.because).toBeDefined();
});
