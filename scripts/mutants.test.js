import { expect, test } from 'vitest';
import { foldersOf, mutantsOf, sampleOf } from './mutants.js';

const lines = (text, file = 'src/loop/a.ts') => mutantsOf(file, text).map(({ line, to }) => [line, to]);

test('each change is made at each line that it fits, one at a time', () => {
  expect(lines('if (a === b && !c) {')).toEqual([
    [1, 'if (a !== b && !c) {'],
    [1, 'if (a === b || !c) {'],
  ]);
  expect(lines('const x = 1;\n  this.end();')).toEqual([[2, '  ']]);
});

test('comments, imports and tests are nobody’s behaviour', () => {
  expect(lines("// a === b\nimport { a } from 'b'; // true\n * true")).toEqual([]);
  expect(lines('#[cfg(test)]\nlet a = true;', 'a.rs')).toEqual([]);
});

test('a sample follows from its seed, and has each mutant once', () => {
  const all = Array.from({ length: 50 }, (_, index) => index);
  const some = sampleOf(all, 20, 7);
  expect(sampleOf(all, 20, 7)).toEqual(some);
  expect(sampleOf(all, 20, 8)).not.toEqual(some);
  expect(new Set(some).size).toBe(20);
  expect(sampleOf(all, 100, 7)).toHaveLength(50);
});

test('a folder that nobody knows is refused', () => {
  expect(() => foldersOf('docs')).toThrow('no folder is called docs');
  expect(foldersOf()).toHaveLength(3);
});
