import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { printedBy } from './commands.js';
import { missingFrom } from './excerpts.js';
import { blocksOf, docs, guide, placeOf, read } from './pages.js';

const blocks = docs.flatMap(blocksOf);
const saying = (verb: string, among = blocks) =>
  among
    .filter(({ comment }) => comment.startsWith(`${verb} `))
    .map((block) => [block.comment.slice(verb.length + 1), placeOf(block), block.text] as const);

describe('the pages of docs', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'readyloop-docs-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('say of each block that is no command where it comes from, or that it is an example', () => {
    const silent = blocks.filter(
      ({ language, comment }) => language !== 'sh' && !/^(?:from \S+$|printed by |an example$)/.test(comment),
    );
    expect(silent.map(placeOf)).toEqual([]);
  });

  test('have no JavaScript that nobody runs', () => {
    const idle = [...blocks, ...blocksOf('README.md')].filter(
      ({ language, comment }) => language === 'js' && !/^(?:from|run by) /.test(comment),
    );
    expect(idle.map(placeOf)).toEqual([]);
  });

  test.each(saying('from', [...blocks, ...['README.md', ...guide].flatMap(blocksOf)]))(
    'quote what stands in %s (%s)',
    (path, _, text) => {
      expect(missingFrom(read(path), text)).toBeNull();
    },
  );

  // In the order of the pages: a trace is recorded by one command and read by the next.
  test.each(saying('printed by'))('show what is printed by %s (%s)', async (command, _, text) => {
    const printed = await printedBy(command, folder);
    expect(missingFrom(printed, text), printed).toBeNull();
  });
});

describe('an excerpt', () => {
  const source = 'a\n  b\n\nc\nd\n';

  test('is there if its parts are, in order', () => {
    expect(missingFrom(source, 'a\nb\n...\n\nd\n')).toBeNull();
    expect(missingFrom(source, '// ...\nb\n\nc')).toBeNull();
  });

  test('is not there if a line is changed, left out in silence, or in another place', () => {
    expect(missingFrom(source, 'a\nx')).toBe('a\nx');
    expect(missingFrom(source, 'a\nb\nd')).toBe('a\nb\nd');
    expect(missingFrom(source, 'c\n...\na')).toBe('a');
  });
});
