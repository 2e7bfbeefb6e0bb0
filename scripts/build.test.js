import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readJson } from './observe.js';
import { builtName } from './platform.js';
import { root } from './setup.js';

/**
 * An installed package in miniature. Its library takes an addon whose text is `fits`; its cargo makes one of what
 * $BUILDS says, or fails without. The real ones are at work in properties/package.
 */

const LOADER = readFileSync(join(root, 'native/addon/binding.cjs'), 'utf8');
const ADDON = `native/addon/${builtName(LOADER)}`;
let folder;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'readyloop-built-'));
  const needed = readJson(root, 'package.json').files.filter((file) => file.startsWith('scripts/'));
  for (const file of needed) cpSync(join(root, file), join(folder, file));
  put('package.json', '{ "type": "module" }');
  put(
    'build.js',
    `import { buildAddon } from './scripts/build.js';
    import { exitWith } from './scripts/failure.js';
    buildAddon().then(console.log, exitWith);`,
  );
  put('native/Cargo.toml', 'rust-version = "1.88"\n');
  put('native/addon/binding.cjs', LOADER);
  put(
    'dist/src/native/index.js',
    `import { readFileSync } from 'node:fs';
    export function addon() {
      let text;
      try {
        text = readFileSync(new URL('../../../${ADDON}', import.meta.url), 'utf8');
      } catch {
        throw Object.assign(new Error('no addon'), { code: 'ERR_ADDON_MISSING' });
      }
      if (text !== 'fits') throw Object.assign(new Error('other tables'), { code: 'ERR_ADDON_MISMATCH' });
    }`,
  );
  tool('rustc', 'echo "host: here"');
  tool(
    'cargo',
    `if [ "$1" = --version ]; then echo "cargo 1.90.0"; exit; fi
    test -n "$BUILDS" || { echo "error: no such crate"; exit 101; }
    while [ "$1" != --target-dir ]; do shift; done
    mkdir -p "$2/here/release" && printf %s "$BUILDS" > "$2/here/release/libreadyloop_addon.so" && echo "$2" > "$WHERE"`,
  );
});

afterEach(() => rmSync(folder, { recursive: true }));

function put(path, text) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function tool(name, script) {
  put(`tools/${name}`, `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'tools', name), 0o755);
}

function build(env = {}) {
  const { CARGO_TARGET_DIR: _, ...rest } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['build.js'], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      ...rest,
      PATH: `${join(folder, 'tools')}${delimiter}${rest.PATH}`,
      WHERE: join(folder, 'where'),
      DEBUG: '',
      ...env,
    },
  });
  return { status, stdout, stderr };
}

test('builds what is missing, and leaves nothing else behind', () => {
  const { status, stderr } = build({ BUILDS: 'fits' });
  expect(stderr).toMatch(/^set-up: native addon \(no prebuilt one fits\) \.\.\.\nset-up: native addon done in .*\n$/);
  expect(status).toBe(0);
  expect(existsSync(readFileSync(join(folder, 'where'), 'utf8').trim())).toBe(false);
});

test('keeps what was compiled on the way where CARGO_TARGET_DIR says so', () => {
  const target = join(folder, 'target');
  expect(build({ BUILDS: 'fits', CARGO_TARGET_DIR: target }).status).toBe(0);
  expect(existsSync(join(target, 'here/release/libreadyloop_addon.so'))).toBe(true);
});

test('builds nothing where an addon fits', () => {
  put(ADDON, 'fits');
  expect(build()).toEqual({ status: 0, stdout: 'false\n', stderr: '' });
});

test('builds anew where the addon has other tables', () => {
  put(ADDON, 'of another version');
  const { status, stderr } = build({ BUILDS: 'fits' });
  expect(stderr).toContain('native addon (the one there has other tables) ...');
  expect(status).toBe(0);
});

test('shows what cargo printed when it fails', () => {
  const { status, stderr } = build();
  expect(stderr).toMatch(/error: no such crate\nreadyloop: ERR_BUILD_FAILED: cargo failed \(exit code 101\)\. /);
  expect(status).toBe(1);
});

test('says so when what was built does not fit either', () => {
  const { status, stderr } = build({ BUILDS: 'something' });
  expect(stderr).toContain('readyloop: ERR_ADDON_MISMATCH: other tables. Please report this');
  expect(status).toBe(1);
});

test('builds nothing where no addon could be loaded', () => {
  put(ADDON, 'fits');
  put(
    'dist/src/native/index.js',
    "export const addon = () => { throw Object.assign(new Error('no libuv'), { code: 'ERR_UNSUPPORTED_RUNTIME' }); };",
  );
  const { status, stderr } = build({ BUILDS: 'fits' });
  expect(stderr).toBe('readyloop: ERR_UNSUPPORTED_RUNTIME: no libuv. Nothing is built.\n');
  expect(status).toBe(1);
});

test('has musl linked dynamically', () => {
  tool('rustc', 'echo "host: here-musl"');
  tool('cargo', `if [ "$1" = --version ]; then echo "cargo 1.90.0"; else echo "flags: $RUSTFLAGS"; exit 1; fi`);
  expect(build({ RUSTFLAGS: '--cfg this' }).stderr).toContain('flags: --cfg this -C target-feature=-crt-static\n');
});
