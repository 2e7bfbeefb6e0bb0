import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../support/root.js';
import { Elsewhere, type Packed, pack } from './packing.js';

/** The package without a prebuilt addon for this machine, as where none was published. */

const elsewhere = new Elsewhere();
afterAll(() => elsewhere[Symbol.dispose]());

let packed: Packed;
beforeAll(async () => {
  packed = await pack(root, elsewhere);
});

const packageFolder = join(elsewhere.path, 'node_modules/readyloop');
const readyloop = join(elsewhere.path, 'node_modules/.bin/readyloop');

/** A build that is not fast code, and keeps what the crates of others compiled to. */
const quickly = {
  CARGO_TARGET_DIR: join(root, 'native/target/package'),
  CARGO_PROFILE_RELEASE_OPT_LEVEL: '0',
  CARGO_PROFILE_RELEASE_LTO: 'off',
  CARGO_PROFILE_RELEASE_CODEGEN_UNITS: '16',
};

/** Where there is no cargo, as far as can be seen. */
function withoutCargo(): NodeJS.ProcessEnv {
  const tools = join(elsewhere.path, 'tools');
  mkdirSync(tools);
  writeFileSync(join(tools, 'cargo'), '#!/bin/sh\nexit 127\n');
  chmodSync(join(tools, 'cargo'), 0o755);
  return { PATH: `${tools}${delimiter}${process.env.PATH}` };
}

test('it is installed without running anything, and a loop says how to build the addon', async () => {
  expect(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts).not.toHaveProperty('install');
  // npm would also build by itself what has this file.
  expect(packed.files).not.toContain('binding.gyp');
  expect(await elsewhere.install([packed.tarball])).toMatchObject({ code: 0 });
  writeFileSync(
    join(elsewhere.path, 'run.js'),
    `import { Loop } from 'readyloop';
    const loop = new Loop();
    loop.callSoon(() => console.log('ran'));`,
  );
  const without = await elsewhere.run(process.execPath, ['run.js']);
  expect(without.code).not.toBe(0);
  expect(without.stderr).toContain('build it with "npx readyloop build"');
});

test('a build without cargo says what to install', async () => {
  expect(await elsewhere.run(readyloop, ['build'], withoutCargo())).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(
      /^readyloop: ERR_CARGO_MISSING: the native addon has to be built \(no prebuilt one fits\), and cargo is not on the PATH\. Install Rust 1\.\d+ or newer from https:\/\/rustup\.rs, then run this again\.\n$/,
    ),
  });
});

test('`readyloop build` builds one that fits', async () => {
  const { stdout, stderr } = await elsewhere.run(readyloop, ['build'], quickly);
  expect(stderr).toMatch(/^set-up: native addon \(no prebuilt one fits\) \.\.\.\nset-up: native addon done in .* s\n$/);
  expect(stdout).toBe('The native addon is built.\n');
  expect(await elsewhere.done(process.execPath, ['run.js'])).toBe('ran\n');

  // Where there is one that fits there is nothing to do, and nothing to need for it.
  const again = await elsewhere.run(process.execPath, [readyloop, 'build'], { PATH: '' });
  expect(again).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('nothing to build') });
  expect(readdirSync(join(packageFolder, 'native'))).not.toContain('target');
});
