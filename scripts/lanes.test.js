import { setImmediate as round } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inLanes } from './lanes.js';

const light = (name, rounds = 1) => ({ name, rounds, light: true });
const heavy = (name) => ({ name, rounds: 1 });

/** Which steps began, each with those that were under way then. */
async function beginningsOf(steps) {
  const [under, beginnings] = [new Set(), []];
  await inLanes(steps, async ({ name, rounds }) => {
    beginnings.push([name, ...under]);
    under.add(name);
    for (let i = 0; i < rounds; i++) await round();
    under.delete(name);
  });
  return beginnings;
}

test('light steps run two at a time, each as soon as there is room for it', async () => {
  const beginnings = await beginningsOf([light('long', 9), light('a'), light('b'), light('c')]);
  expect(beginnings).toEqual([['long'], ['a', 'long'], ['b', 'long'], ['c', 'long']]);
});

test('a step that is not light has nothing beside it, and stays where it stands', async () => {
  const beginnings = await beginningsOf([heavy('a'), heavy('b'), light('c', 3), light('d'), heavy('e'), light('f')]);
  expect(beginnings).toEqual([['a'], ['b'], ['c'], ['d', 'c'], ['e'], ['f']]);
});
