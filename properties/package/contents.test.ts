import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../support/root.js';
import { Elsewhere, type Packed, pack, unpack } from './packing.js';
import { reachedFrom, withoutEnding } from './reach.js';

const elsewhere = new Elsewhere();
afterAll(() => elsewhere[Symbol.dispose]());

let packed: Packed;
let folder: string;
beforeAll(async () => {
  packed = await pack(root, elsewhere);
  folder = await unpack(packed, elsewhere);
});

/** Where one enters: what is exported, the command, and what that runs by its name. */
function doors(): string[] {
  const { exports, bin } = JSON.parse(read('package.json'));
  const exported = ['.', './model', './testing'].map((name) => exports[name].default);
  return [...exported, bin.readyloop, 'scripts/build.js'];
}

const read = (path: string) => readFileSync(join(folder, path), 'utf8');

test('the package holds what is run, what it is built from, and what tells of it; no tests, and nothing built', () => {
  const expected = [
    /^(CHANGELOG\.md|LICENSE|README\.md|package\.json|bin\/readyloop\.js)$/,
    /^dist\/(src|model|generated)\/.*\.(js|d\.ts)$/,
    /^generated\/\w+\/\w+\.\w+$/,
    /^model\/(worlds\/snapshot\.json|promela\/\w+\.pml)$/,
    /^native\/Cargo\.(toml|lock)$/,
    /^native\/(addon|engine)\/(Cargo\.toml|build\.rs|src\/.*\.rs)$/,
    /^native\/addon\/binding\.cjs$/,
    /^scripts\/\w+\.js$/,
  ];
  expect(packed.files.filter((file) => !expected.some((one) => one.test(file)))).toEqual([]);
  expect(packed.files.filter((file) => file.includes('.test.'))).toEqual([]);
});

test('publint finds nothing in its package.json', async () => {
  const { messages, pkg } = await publint({ pkgDir: folder, strict: true, pack: false });
  expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([]);
});

test('every module in it is of use: a way leads there from a door', () => {
  const reached = reachedFrom(folder, doors());
  const modules = packed.files.filter((file) => /^(bin|dist|scripts)\//.test(file));
  // Whatever is named here is imported by tests alone: name it in package.json's `files`, with a `!` before it.
  expect(modules.filter((file) => !reached.has(withoutEnding(file)))).toEqual([]);
});

test('no module is missing from it but set-up, which is of a clone', () => {
  const here = new Set(packed.files.map(withoutEnding));
  const leftOut = [...reachedFrom(folder, doors())].filter((module) => !here.has(module));
  expect(leftOut.filter((module) => existsSync(join(root, `${module}.js`)))).toEqual(['scripts/setup']);
});

test('none of its Rust is for tests alone', () => {
  const modules = packed.files
    .filter((file) => file.endsWith('.rs'))
    .flatMap((file) =>
      [...read(file).matchAll(/#\[cfg\(test\)\]\s+(?:pub )?mod (\w+);/g)].map(([, name]) =>
        join(dirname(file), `${name}`),
      ),
    );
  expect(modules.length).toBeGreaterThan(0);
  expect(packed.files.filter((file) => modules.some((it) => file === `${it}.rs` || file.startsWith(`${it}/`)))).toEqual(
    [],
  );
});

test('no file in it knows where it was made', () => {
  const places = [root, join(homedir(), '/')];
  expect(packed.files.filter((file) => places.some((place) => read(file).includes(place)))).toEqual([]);
});
