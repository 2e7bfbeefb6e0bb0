import { expect, test } from 'vitest';
import { readJson } from './observe.js';
import { root } from './setup.js';

test("the lock file knows the builds for every platform: `npm ci` refuses one that only knows its author's", () => {
  const { packages } = readJson(root, 'package-lock.json');
  const wanted = Object.values(packages).flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies));
  expect(wanted.length).toBeGreaterThan(0);
  expect(wanted.filter((name) => !(`node_modules/${name}` in packages))).toEqual([]);
});
