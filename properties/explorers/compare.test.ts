import { expect, test } from 'vitest';
import { bugs } from '../../model/bugs/catalogue/index.js';
import { hunt } from '../../model/bugs/hunt.js';
import { exploreGround, huntMutant } from '../../model/bugs/mutant-hunt.js';
import { checkWorld } from '../../model/checker/check.js';
import { worlds } from '../../model/worlds/index.js';
import { differences, findingsOfBug, findingsOfModel, findingsOfMutant } from './compare.js';

/** What `npm run compare` does with all models, bugs and mutants, with a few. */

const explorers = ['learned', 'reference'] as const;

test('both explorers find the same in a model of turns', () => {
  const [learned, reference] = explorers.map((explorer) =>
    findingsOfModel(checkWorld((worlds.turns as NonNullable<typeof worlds.turns>)(), { explorer }).report),
  );
  expect(learned).toEqual(reference);
});

test.each(['F3', 'F13'])('both explorers catch %s by the same laws, in as many steps', (id) => {
  const bug = bugs.find((one) => one.id === id) as (typeof bugs)[number];
  const [learned, reference] = explorers.map((explorer) => findingsOfBug(hunt(bug, { explorer })));
  expect(learned).toEqual(reference);
});

test('both explorers reach the same cells, and kill a mutant by the same law', () => {
  const [learned, reference] = explorers.map((explorer) => exploreGround('receiving', { explorer }).stepped);
  expect(learned).toEqual(reference);
  const mutant = { machine: 'watch', state: 'armed.off.R', event: 'READABLE', mutation: 'drop', change: 'x' } as const;
  const [one, other] = explorers.map((explorer) =>
    findingsOfMutant(huntMutant({ ...mutant, actions: [] }, ['receiving'], { explorer })),
  );
  expect(one).toEqual(other);
  expect(one?.[1]).toMatch(/ in receiving$/);
});

test('what is not the same is told, from either side', () => {
  const one = new Map([
    ['a', '1'],
    ['b', '2'],
  ]);
  const other = new Map([
    ['b', '3'],
    ['c', '4'],
  ]);
  expect(differences(one, other)).toEqual(['a: 1, but missing', 'b: 2, but 3', 'c: missing, but 4']);
});
