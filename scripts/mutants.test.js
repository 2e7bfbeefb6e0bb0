import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { foldersOf, isNamed, mutantsOf, placeOf, sampleOf, shardOf } from './mutants.js';
import { SAMPLE } from './sample.js';
import { root } from './setup.js';
import { SURVIVORS, survivorFor } from './survivors.js';

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
  for (const tests of ['#[cfg(test)]', '#[cfg(all(test, not(interleave)))]']) {
    expect(lines(`${tests}\nlet a = true;`, 'a.rs')).toEqual([]);
  }
});

test('what cannot compile is not made: neither a closure nor a pattern is changed', () => {
  expect(lines('  run(1, || true_or(|| x), move || y);\n    true => a,', 'a.rs')).toEqual([]);
});

test('a sample follows from its seed, and has each mutant once', () => {
  const all = Array.from({ length: 50 }, (_, index) => index);
  const some = sampleOf(all, 20, 7);
  expect(sampleOf(all, 20, 7)).toEqual(some);
  expect(sampleOf(all, 20, 8)).not.toEqual(some);
  expect(new Set(some).size).toBe(20);
  expect(sampleOf(all, 100, 7)).toHaveLength(50);
});

test('each is in one part of all', () => {
  const all = Array.from({ length: 11 }, (_, index) => index);
  const parts = ['1/3', '2/3', '3/3'].map((part) => shardOf(all, part));
  expect(parts.flat().sort((a, b) => a - b)).toEqual(all);
  expect(() => shardOf(all, '4/3')).toThrow('4/3 is no part of a whole');
});

test('each that is judged with every change stands in its file; one that does not is told', () => {
  for (const one of SAMPLE) {
    const { from } = placeOf(one, readFileSync(join(root, one.file), 'utf8'));
    expect(from.trim()).toBe(one.from);
  }
  const gone = { file: 'a.ts', from: 'if (a === b) {', to: 'if (a !== b) {' };
  expect(() => placeOf(gone, 'if (a === c) {')).toThrow(
    expect.objectContaining({
      code: 'ERR_NO_MUTANT',
      message: expect.stringContaining('a.ts has no mutant `if (a === b) {`  ->  `if (a !== b) {` any more'),
    }),
  );
});

test('whatever is said to survive is a mutant, and says why it may', () => {
  for (const survivor of SURVIVORS) {
    const { file, from, why } = survivor;
    const found = mutantsOf(file, readFileSync(join(root, file), 'utf8')).filter((one) => isNamed(one, survivor));
    expect(found.length, `${file}: ${from}`).toBeGreaterThan(0);
    expect(found.map(survivorFor).every((one) => one?.why === why)).toBe(true);
  }
});

test('a folder that nobody knows is refused', () => {
  expect(() => foldersOf('docs')).toThrow('no folder is called docs');
  expect(foldersOf()).toHaveLength(3);
});
