import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/root.js';
import { read } from './pages.js';

/** What native code throws and JavaScript makes another error of. */
const INTERNAL = ['ERR_TOO_MANY_SLOTS'];
/** Put together where they are made, from what there is none of. */
const PUT_TOGETHER = ['ERR_UNKNOWN_MACHINE', 'ERR_UNKNOWN_MODEL'];
/** Those that no test makes, and what would. */
const HARD_TO_MAKE: Readonly<Record<string, string>> = {
  ERR_BASELINE_FAILED: 'a test that fails in the copy for mutants',
  ERR_BENCH_ARGUMENT: 'an option of the bench, of whose errors the tests know the class',
  ERR_DOCS: 'a public symbol without a docstring, which CI looks for',
  ERR_INSTALL: 'a registry that cannot be reached',
  ERR_INTERLEAVE_FAILED: 'a fault that loom finds',
  ERR_NOT_A_CLONE: 'a command of a clone in the installed package',
  ERR_NOT_RELEASABLE: 'a tag, of whose problems the tests know the texts',
  ERR_NO_LIBASAN: 'a machine without libasan',
  ERR_NO_SNAPSHOT: 'a clone without its snapshot',
  ERR_PROPERTY_FAILED: 'a bug that only a property of the real loop catches, and does not',
  ERR_TOOL_MISSING: 'a machine without a tool',
  ERR_TOO_MANY_DESCRIPTORS: '2^20 descriptors, more than a process may have as a rule',
};

const sources = ['src', 'model', 'scripts', 'bin', 'bench'].flatMap(filesIn);
const isTest = (path: string) => /\.test\.[jt]s$/.test(path);
const codesIn = (paths: readonly string[]) =>
  new Set(paths.flatMap((path) => [...read(path).matchAll(/'(ERR_[A-Z_]+)'/g)].map(([, code]) => code as string)));

const made = codesIn(sources.filter((path) => !isTest(path)));
const told = [...read('docs/errors.md').matchAll(/^\| (ERR_[^|]+) \|/gm)].flatMap(([, codes]) =>
  (codes as string).trim().split(', '),
);

test('every code has a row, and every row a code that there is', () => {
  expect([...told].sort()).toEqual([...made, ...PUT_TOGETHER].filter((code) => !INTERNAL.includes(code)).sort());
});

test('every code is made by a test, or it is said why not', () => {
  const tests = [...sources, ...filesIn('properties')]
    .filter(isTest)
    .filter((path) => !path.endsWith('docs/errors.test.ts'));
  const all = tests.map(read).join('\n');
  expect(told.filter((code) => !all.includes(code)).sort()).toEqual(Object.keys(HARD_TO_MAKE).sort());
});

function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.[jt]s$/.test(path) && !/(^|\/)(node_modules|target|\.peers|results)\//.test(path))
    .map((path) => join(folder, path));
}
