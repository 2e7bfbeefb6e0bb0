import { expect, test } from 'vitest';
import { pageProblems } from './bugs-page.js';

test('a page that is as it was made is no problem', () => {
  expect(pageProblems('a\nb\n', 'a\nb\n')).toEqual([]);
});

test('a page that differs is a problem that names the first line and the cure', () => {
  const cure = 'run npx readyloop bugs --update, look at what changed, and commit it';
  const differs = (line: number) => [`model/bugs/README.md is not what was found now, from line ${line} on: ${cure}`];
  expect(pageProblems('a\nb\n', 'a\nc\n')).toEqual(differs(2));
  expect(pageProblems('a\nb\n', 'a\nb\nc\n')).toEqual(differs(3));
  expect(pageProblems('a\nb', 'a')).toEqual(differs(2));
  expect(pageProblems('a\n', null)).toEqual([`There is no model/bugs/README.md: ${cure}`]);
});
