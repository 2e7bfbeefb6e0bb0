import { expect, test } from 'vitest';
import { emitAll } from '../pieces.js';
import { referenceSearch } from '../search.js';
import { Space } from '../space.js';
import type { Apart, Pieces, World } from '../world.js';
import { LearnedSearch } from './index.js';

const ROUND = 6;

/** A move with a judging in its midst, which goes round and may change what the move reads before and after it. */
function world(judge: (v: Uint8Array, x: number, y: number) => void): World {
  const space = new Space();
  const [x, y] = [space.field('x', ROUND), space.field('y', 3)];
  let apart: Apart | undefined;
  const move = (v: Uint8Array): number => {
    const before = v[y];
    const judged = (): boolean => {
      v[x] = ((v[x] as number) + 1) % ROUND;
      judge(v, x, y);
      return false;
    };
    if (apart) apart('judge', 0, judged);
    else judged();
    return v[y] === before ? 0 : 1;
  };
  const pieces: Pieces = {
    moves: [move],
    settlings: [],
    begin: () => {},
    violation: () => 0,
    setApart: (how) => {
      apart = how;
    },
  };
  const label = { lane: 'loop', text: 'same', fairness: -1, progress: true } as const;
  return {
    ...{ name: 'judged', space, pieces, labels: [label, { ...label, text: 'changed' }], laws: ['X1 x'] },
    ...{ witness: new Uint32Array(1), cells: [], obligations: [] },
    initial: () => {},
    successors: (from, to, emit) => emitAll(pieces, from, to, emit),
    again: () => world(judge),
  };
}

test.each<[string, (v: Uint8Array, x: number, y: number) => void]>([
  [
    'always',
    (v, _x, y) => {
      v[y] = 1;
    },
  ],
  [
    'now and then, as comes to light late',
    (v, x, y) => {
      if (v[x] === 3) v[y] = 2;
    },
  ],
  [
    'out of its range, and back before the end',
    (v, x, y) => {
      if (v[x] === 3) v[y] = 9;
      if (v[y] === 9) v[y] = 2;
    },
  ],
])('what a judging writes %s is read anew by the move that it was part of', (_, judge) => {
  const [learned, reference] = [new LearnedSearch(world(judge), { auditEvery: 1 }), referenceSearch(world(judge))];
  expect([learned.states, learned.edges, learned.depth]).toEqual([reference.states, reference.edges, reference.depth]);
  expect(learned.audit()).toBeGreaterThan(0);
});
