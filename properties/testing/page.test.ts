import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { halfCloseChecks, serverChecks, streamChecks } from '../../src/testing/index.js';
import { read } from '../docs/pages.js';
import { runWith } from '../real-peers/programs.js';
import { root } from '../support/root.js';
import { brokenStreams } from './broken.js';

/** The rows of a page's tables that begin with a name, as the cells behind it. */
const rows = [...read('docs/testing.md').matchAll(/^\| `?([^`|]+?)`? +\| (.+?) +\|/gm)].map(
  ([, name, text]) => `${name}: ${text}`,
);

describe('docs/testing.md', () => {
  test.each([
    ['checkStream', streamChecks],
    ['checkHalfClose', halfCloseChecks],
    ['checkServer', serverChecks],
  ])('has a row for each property of %s, in its words', (_, checks) => {
    const missing = Array.from(checks, ([name, title]) => `${name}: ${title}`).filter((row) => !rows.includes(row));
    expect(missing).toEqual([]);
  });

  test('names the ten broken streams, and what catches each', () => {
    expect(brokenStreams.length).toBe(10);
    const missing = brokenStreams
      .map(([name, , check]) => `${name}: \`${check}\``)
      .filter((row) => !rows.includes(row));
    expect(missing).toEqual([]);
  });
});

test('the example finds where node:net differs, and ends', async () => {
  const { code, stdout, stderr } = await runWith(process.execPath, [join(root, 'examples/check-stream.js')]);
  expect([code, stderr]).toEqual([0, '']);
  expect(String(stdout)).toMatch(/^close-unread: .*\neof-is-last: the end of one half has closed both: .*\n$/);
});

test('readyloop/testing knows nothing of the loop, nor of the rest of src', () => {
  const folder = join(root, 'src/testing');
  const imports = readdirSync(folder).flatMap((name) =>
    [...readFileSync(join(folder, name), 'utf8').matchAll(/ from '([^']+)'/g)].map(([, from]) => from as string),
  );
  // The second is in the door's example.
  const others = new Set(imports.filter((from) => !from.startsWith('./')));
  expect([...others].toSorted()).toEqual(['../../model/options.js', 'readyloop/testing']);
  expect(read('model/options.ts')).not.toMatch(/^import /m);
});
