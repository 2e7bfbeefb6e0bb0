import { expect, test } from 'vitest';
import { allMutants, exploreGround, huntMutant, knowledgeOf, worldsOf } from '../model/bugs/mutant-hunt.js';
import { sample } from '../model/bugs/sample.js';
import { whySurvives } from '../model/bugs/survivors.js';

const SAMPLE = 40;
const SEED = 20_261_122;

/** Worlds of a few seconds; `readyloop mutants` hunts every mutant through larger ones too. */
const small = [
  'receiving',
  'sending',
  'receive-beside-writer',
  'send-beside-both',
  'watch-one',
  'accepting',
  'protocol',
  'ending',
];

const grounds = small.map((world) => [world, exploreGround(world)] as const);
const reach = new Map(grounds.map(([world, { stepped }]) => [world, stepped]));
const knowledge = knowledgeOf(grounds.flatMap(([world, { lessons }]) => (lessons ? [[world, lessons] as const] : [])));
const digests = new Map(grounds.map(([world, { digest }]) => [world, digest]));
const chosen = sample(allMutants(reach), SAMPLE, SEED);
const titled = chosen.map((mutant) => {
  const { machine, state, event, change } = mutant;
  return [`${machine}: ${event} in ${state} ${change}`, mutant] as const;
});

test.each(titled)('a law kills the mutant, or it changes nothing, or there is a reason: %s', (_, mutant) => {
  const worlds = worldsOf(mutant, reach);
  const result = huntMutant(mutant, worlds, { knowledge, digests, audits: true });
  const { killedBy, threw, same } = result;
  expect(killedBy?.law ?? threw?.error ?? (same || whySurvives(mutant)?.because)).toBeDefined();
  // What it inherits from the world as it is changes nothing.
  expect(huntMutant(mutant, worlds, { digests })).toEqual(result);
});
