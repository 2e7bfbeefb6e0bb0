import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './setup.js';

/** What holds on one machine only: where somebody's home is, and which registry somebody installs from. */
const FOREIGN = [
  /\/(?:home|Users)\/\w[\w.-]*/,
  /(?:npmjs\.(?:org|com)|yarnpkg\.com|pypi\.org|pythonhosted\.org|crates\.io|proxy\.golang\.org)\b/,
];

const listed = spawnSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' });
/** Cargo names its registry in each of its lock files, whatever it installs from. */
const tracked =
  listed.status === 0 ? listed.stdout.split('\0').filter((path) => path && !/Cargo\.lock$/.test(path)) : [];

/** A file that is tracked may be deleted, or not be text. */
function linesOf(path) {
  try {
    return readFileSync(join(root, path), 'utf8').split('\n');
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}

test.skipIf(tracked.length === 0)("no file names a folder of somebody's home, or a registry", () => {
  const found = tracked.flatMap((path) =>
    linesOf(path).flatMap((line, at) =>
      FOREIGN.flatMap((foreign) => foreign.exec(line)?.map((it) => `${path}:${at + 1}: ${it}`) ?? []),
    ),
  );
  expect(found).toEqual([]);
});
