import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
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
const builds = ['node_modules/readyloop/scripts/install.js'];

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

test('an install without cargo fails, and says what to install and how to go on without', async () => {
  const outcome = await elsewhere.install([packed.tarball], [], withoutCargo());
  expect(outcome.code).not.toBe(0);
  // As a whole: where npm itself has failed, its code and all that it printed are what tells why.
  expect(outcome).toMatchObject({
    stderr: expect.stringMatching(
      'readyloop: ERR_CARGO_MISSING: the native addon has to be built \\(no prebuilt one fits\\), ' +
        'and cargo is not on the PATH\\. Install Rust 1\\.\\d+ or newer from https://rustup\\.rs.*' +
        '`npm install --ignore-scripts` gives the specification and its checker\\.',
    ),
  });
});

test('where install scripts may not run, a loop says how to build the addon; built so, it runs', async () => {
  expect(await elsewhere.install([packed.tarball], ['--ignore-scripts'])).toMatchObject({ code: 0 });
  writeFileSync(
    join(elsewhere.path, 'run.js'),
    `import { Loop } from 'readyloop';
    const loop = new Loop();
    loop.callSoon(() => console.log('ran'));`,
  );
  const without = await elsewhere.run(process.execPath, ['run.js']);
  expect(without.code).not.toBe(0);
  expect(without.stderr).toContain(`build it with "node ${builds}"`);

  const { stderr } = await elsewhere.run(process.execPath, builds, quickly);
  expect(stderr).toMatch(/^set-up: native addon \(no prebuilt one fits\) \.\.\.\nset-up: native addon done in .* s\n$/);
  expect(await elsewhere.done(process.execPath, ['run.js'])).toBe('ran\n');

  // There is nothing to do for an install that finds an addon that fits, and nothing to need for it.
  const again = await elsewhere.run(process.execPath, builds, { PATH: '' });
  expect(again).toMatchObject({ code: 0, stderr: '' });
  expect(readdirSync(join(packageFolder, 'native'))).not.toContain('target');
});
