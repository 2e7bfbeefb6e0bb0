import { expect, test } from 'vitest';
import { onExit } from './exit.js';

test('all listeners of the exit share one of the process, which goes with the last of them', () => {
  const before = process.listeners('exit');
  const told: number[] = [];
  const offs = [1, 2, 3].map((number) => onExit(() => told.push(number)));
  const added = process.listeners('exit').filter((listener) => !before.includes(listener));
  expect(added).toHaveLength(1);
  offs[1]?.();
  added[0]?.(0);
  expect(told).toEqual([1, 3]);
  for (const off of offs) {
    off();
    off(); // again does nothing
  }
  expect(process.listeners('exit')).toEqual(before);
});
