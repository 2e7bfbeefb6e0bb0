import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { TABLE_HASH } from '../../generated/ts/index.js';
import { AddonMismatchError, AddonMissingError } from '../errors/index.js';
import { Loop } from '../loop/index.js';
import { addon, loadAddon } from './addon.js';

const folder = mkdtempSync(join(tmpdir(), 'readyloop-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What a call throws. */
function thrown(call: () => unknown): Error {
  try {
    call();
  } catch (error) {
    return error as Error;
  }
  throw new Error('the call was expected to throw');
}

test('the addon carries the tables of these sources', () => {
  expect(addon().tableHash()).toBe(TABLE_HASH);
});

test('an addon that is missing is told with its path and how to build it', () => {
  const path = join(folder, 'nowhere.cjs');
  const error = thrown(() => loadAddon(path));
  expect(error).toBeInstanceOf(AddonMissingError);
  expect(error).toMatchObject({ code: 'ERR_ADDON_MISSING', cause: { code: 'MODULE_NOT_FOUND' } });
  expect(error.message).toMatch(
    /nowhere\.cjs cannot be loaded: .*; build it with "npx readyloop build", in a clone with "npm run build:native"/,
  );
});

test('an addon of other tables is refused with both hashes', () => {
  const path = join(folder, 'other.cjs');
  writeFileSync(path, "exports.tableHash = () => 'feedfacecafe0123';");
  const error = thrown(() => loadAddon(path));
  expect(error).toBeInstanceOf(AddonMismatchError);
  expect(error).toMatchObject({ code: 'ERR_ADDON_MISMATCH' });
  expect(error.message).toMatch(
    new RegExp(`other\\.cjs.*\\(feedfacecafe\\).*\\(${TABLE_HASH.slice(0, 12)}\\).*build it with "npx`),
  );
});

test('something else in the place of the addon is as good as none', () => {
  const path = join(folder, 'else.cjs');
  writeFileSync(path, 'exports.something = 1;');
  expect(thrown(() => loadAddon(path))).toMatchObject({ code: 'ERR_ADDON_MISSING' });
});

test.each([
  [
    'a backend',
    { backend: 'uring' },
    'ERR_INVALID_ARG_VALUE',
    /options\.backend must be "mio" or "tokio"; got the string "uring"/,
  ],
  ['a trace', { trace: 1 }, 'ERR_INVALID_ARG_TYPE', /options\.trace must be the path of a file; got 1/],
  ['options', 'mio', 'ERR_INVALID_ARG_TYPE', /options must be an object/],
  ['null', null, 'ERR_INVALID_ARG_TYPE', /options must be an object/],
  ['a trace that cannot be written', { trace: '/nowhere/run.trace' }, 'ENOENT', /^open ENOENT: .*trace/],
])('a loop refuses %s that it cannot use', (_, options, code, message) => {
  const error = thrown(() => new Loop(options as never));
  expect(error).toMatchObject({ code });
  expect(error.message).toMatch(message);
});
