import { expect, test } from 'vitest';
import { Unchanged } from './unchanged.js';

test('what was changed before it had left is found when it has, and nothing else', () => {
  const unchanged = new Unchanged();
  const [first, second, third] = [Buffer.from('first'), Buffer.from('second'), Buffer.from('third')];
  unchanged.add(first, 5);
  unchanged.add(second, 11);
  unchanged.add(third, 26);
  second[2] = 0;
  third[0] = 0;
  expect([4, 5, 10, 11, 11].map((count) => unchanged.sent(count))).toEqual([
    undefined,
    undefined,
    undefined,
    { at: 2, of: 6 },
    undefined,
  ]);
  first[0] = 0;
  unchanged.clear();
  expect(unchanged.sent(26)).toBeUndefined();
});
