import { expect, test } from 'vitest';
import * as laws from '../../model/laws/index.js';
import { rules } from '../rules/report/rules.js';
import { read } from './pages.js';

/** The rows of the tables: the id of a law or rule, what it says, and of a law where it is checked. */
const rows = [...read('docs/semantics.md').matchAll(/^\| [LC]\d+b? .*/gm)].map(([row]) => {
  const [id = '', , checked = ''] = row
    .split('|')
    .slice(1)
    .map((cell) => cell.trim());
  return { id, checked };
});

test('docs/semantics.md has every rule, once and in order', () => {
  const told = rows.map(({ id }) => id).filter((id) => id.startsWith('C'));
  expect(told).toEqual(rules.map(({ id }) => id));
});

test('docs/semantics.md has every law that is checked in the model, and says so of no other', () => {
  const inModel = Object.values(laws).flatMap((law) => (typeof law === 'object' && 'watch' in law ? [law.id] : []));
  const told = rows.filter(({ checked }) => checked.startsWith('model')).map(({ id }) => id);
  expect(told.sort()).toEqual([...new Set(inModel)].sort());
});
