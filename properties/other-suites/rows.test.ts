import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { read } from '../docs/pages.js';
import { root } from '../support/root.js';

interface Row {
  readonly name: string;
  readonly here: string;
  readonly text: string;
}

/** The names of others, without those of the suites that they are of. */
const names = read('properties/other-suites/names.txt')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split(' ')[1] as string);

const rows: readonly Row[] = Array.from(
  read('docs/other-suites.md').matchAll(/^\| `([^`]+)` +\| (.*?) +\| (.*?) +\|$/gm),
  ([, name = '', here = '', text = '']) => ({ name, here, text }),
);

describe('docs/other-suites.md', () => {
  test('has a row for each case, and a case for each row', () => {
    expect(rows.map(({ name }) => name)).toEqual(names);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(200);
  });

  test('says of each what it is here', () => {
    const known = ['covered by', 'does not apply', 'differs'];
    expect(rows.filter(({ here, text }) => !known.includes(here) || text.length < 10)).toEqual([]);
  });

  test('names tests that are there', () => {
    const tested = rows.filter(({ here }) => here === 'covered by');
    expect(tested.filter(({ text }) => !isThere(text))).toEqual([]);
  });
});

test('a test is found by its file and its title, and only so', () => {
  const [file, title] = ['properties/other-suites/rows.test.ts', 'says of each what it is here'];
  expect(isThere(`[${file}](../${file}): ${title}`)).toBe(true);
  expect(isThere(`\`${file}\`: ${title}`)).toBe(true);
  expect(isThere(`\`${file}\`: ${title} not`)).toBe(false);
  expect(isThere(`\`${file}s\`: ${title}`)).toBe(false);
  expect(isThere(title)).toBe(false);
});

/** Whether there is a test for what a row names: its file, and its title in quotes as `test` has it. */
function isThere(text: string): boolean {
  const [, linked, named, title = ''] = /^(?:\[(.+?)\]\(.+?\)|`(.+?)`): (.+)$/.exec(text) ?? [];
  const file = linked ?? named ?? '';
  if (!file.endsWith('.test.ts') || !existsSync(join(root, file))) return false;
  const source = read(file);
  return ["'", '"', '`'].some((quote) => {
    const at = source.indexOf(`${quote}${title}${quote},`);
    return at > 0 && /[(\n] *$/.test(source.slice(0, at));
  });
}
