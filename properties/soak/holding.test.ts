import { expect, test } from 'vitest';
import { grown, growth, type Holding, slope } from './holding.js';

const resting = [{ pending: ['createServer: a connection'], registrations: 3 }];

/** An hour of this process, a look a minute. */
function hour(change: (minutes: number) => Partial<Holding> = () => ({})): Holding[] {
  return Array.from({ length: 60 }, (_, minutes) => ({
    ...{ minutes, fds: 30, threads: 12, rssMb: 150, heapMb: 12, resting },
    ...change(minutes),
  }));
}

test('the trend is that of the nearest line', () => {
  expect(
    slope([
      [0, 1],
      [1, 3],
      [2, 5],
    ]),
  ).toBe(2);
  expect(slope([[1, 1]])).toBe(0);
});

test('nothing has grown where all is the same, or memory goes up and down, or became warm', () => {
  expect(grown(hour())).toEqual([]);
  expect(grown(hour((at) => ({ rssMb: 150 + 20 * (at % 2), heapMb: 12 - (at % 3) })))).toEqual([]);
  expect(grown(hour((at) => ({ rssMb: 100 + 50 * Math.min(1, at / 10) })))).toEqual([]);
  expect(grown([])).toEqual([]);
});

test('one descriptor or thread more is told, also one that went again', () => {
  expect(grown(hour((at) => ({ fds: at < 40 ? 30 : 31 })))).toEqual(['fds were 30 and were 31 after 40.0 minutes']);
  expect(grown(hour((at) => ({ threads: at === 20 ? 13 : 12 })))).toEqual([
    'threads were 12 and were 13 after 20.0 minutes',
  ]);
});

test('so is what a loop holds at rest', () => {
  const found = grown(hour((at) => (at < 50 ? {} : { resting: [{ pending: [], registrations: 4 }] })));
  expect(found).toEqual([expect.stringContaining('"registrations":4')]);
});

test('memory that goes on growing is told, in a long run', () => {
  const leaking = hour((at) => ({ rssMb: 150 + at, heapMb: 12 + at / 10 }));
  expect(growth(leaking, 'rssMb')).toBeCloseTo(1);
  expect(grown(leaking)).toEqual([
    'rssMb grew by 39.0 in the last 39.0 minutes',
    'heapMb grew by 3.9 in the last 39.0 minutes',
  ]);
  expect(grown(leaking.slice(0, 15))).toEqual([]);
});
