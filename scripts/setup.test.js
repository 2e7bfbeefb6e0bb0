import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { root } from './setup.js';

/** A clone in miniature, whose build scripts only write what they are to give, and whose cargo only tells its version. */

const ADDON = 'native/addon/readyloop.linux-x64-gnu.node';
const CHECKER = 'native/checker/readyloop-checker.node';
let clone;

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'readyloop-setup-'));
  for (const folder of ['bin', 'scripts']) cpSync(join(root, folder), join(clone, folder), { recursive: true });
  const lock = { packages: { '': {}, 'node_modules/xstate': { version: '5.0.0' } } };
  const write = (...files) =>
    `node -e "for (const f of process.argv.slice(1)) { const { mkdirSync, writeFileSync } = require('fs'); mkdirSync(require('path').dirname(f), { recursive: true }); writeFileSync(f, String(process.hrtime.bigint())); }" ${files.join(' ')}`;
  put('package.json', {
    type: 'module',
    engines: { node: '>=20.19' },
    scripts: {
      build: write('dist/.tsbuildinfo', 'dist/src/cli/main.js'),
      'build:native': write(ADDON, 'native/addon/binding.cjs'),
      'build:checker': write(CHECKER),
    },
  });
  put('package-lock.json', lock);
  put('node_modules/.package-lock.json', lock);
  put('node_modules/.bin/.keep', '');
  put('native/Cargo.toml', '[workspace.package]\nrust-version = "1.88"\n');
  put('native/engine/src/lib.rs', '');
  put('src/index.ts', '');
  mkdirSync(join(clone, 'system'));
  for (const tool of ['node', 'npm', 'sh', 'env', 'mkdir', 'touch'])
    symlinkSync(whereIs(tool), join(clone, 'system', tool));
  cargo('cargo 1.90.0 (abc 2025-09-01)');
});

afterEach(() => rmSync(clone, { recursive: true }));

function whereIs(tool) {
  const folders = process.env.PATH.split(delimiter);
  return join(
    folders.find((folder) => existsSync(join(folder, tool))),
    tool,
  );
}

function put(path, contents) {
  mkdirSync(dirname(join(clone, path)), { recursive: true });
  writeFileSync(join(clone, path), typeof contents === 'string' ? contents : JSON.stringify(contents));
}

function cargo(version) {
  put('tools/cargo', `#!/bin/sh\necho '${version}'\n`);
  chmodSync(join(clone, 'tools/cargo'), 0o755);
}

function setUp(job, { withCargo = true } = {}) {
  return run(['scripts/setup.js', job], { withCargo });
}

function run(args, { withCargo = true } = {}) {
  const path = withCargo ? [join(clone, 'tools'), join(clone, 'system')] : [join(clone, 'system')];
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd: clone,
    encoding: 'utf8',
    env: { ...process.env, PATH: path.join(delimiter), DEBUG: '' },
  });
  const steps = [...stderr.matchAll(/^set-up: (.*) done in \d+\.\d s$/gm)].map(([, title]) => title);
  return { status, stderr, steps };
}

test('makes what is missing and shows it; then there is nothing to do, and nothing to show', () => {
  const first = setUp('run');
  expect(first).toMatchObject({ status: 0, steps: ['native addon', 'TypeScript'] });
  expect(first.stderr).toContain('set-up: native addon (not there yet, about 60 s) ...');
  expect(setUp('run')).toEqual({ status: 0, stderr: '', steps: [] });
});

test('makes only what a changed source concerns', () => {
  setUp('run');
  put('native/engine/src/lib.rs', 'fn changed() {}');
  expect(setUp('run').steps).toEqual(['native addon']);
  put('src/index.ts', 'export {};');
  expect(setUp('run').steps).toEqual(['TypeScript']);
  rmSync(join(clone, ADDON));
  expect(setUp('run').steps).toEqual(['native addon']);
});

test('does without cargo where nothing native is needed or all of it is there', () => {
  expect(setUp('model', { withCargo: false })).toMatchObject({ status: 0, steps: ['TypeScript'] });
  setUp('run');
  expect(setUp('run', { withCargo: false })).toMatchObject({ status: 0, steps: [] });
});

test('says what to install where cargo is absent', () => {
  const { status, stderr } = setUp('run', { withCargo: false });
  expect(status).toBe(1);
  expect(stderr).toBe(
    'readyloop: ERR_CARGO_MISSING: cargo is not on the PATH. ' +
      'Install Rust 1.88 or newer from https://rustup.rs, then run this again.\n',
  );
});

test('goes on without the core of the checker where cargo is not there, for something else takes its place', () => {
  expect(setUp('model', { withCargo: false }).status).toBe(0);
  expect(existsSync(join(clone, CHECKER))).toBe(false);
  expect(existsSync(join(clone, 'dist/src/cli/main.js'))).toBe(true);
  expect(setUp('model').stderr).toContain('set-up: core of the checker done in');
  expect(existsSync(join(clone, CHECKER))).toBe(true);
});

test('says what to install where cargo is too old', () => {
  cargo('cargo 1.75.0 (1d8b05cdd 2023-11-20)');
  const { status, stderr } = setUp('run');
  expect(status).toBe(1);
  expect(stderr).toContain(
    'ERR_CARGO_TOO_OLD: cargo 1.75.0 (1d8b05cdd 2023-11-20) is older than 1.88. Install Rust 1.88',
  );
});

test('shows what a tool printed only when it fails', () => {
  const failing = {
    build: 'echo a type error && exit 2',
    'build:native': `echo quiet && touch ${ADDON} native/addon/binding.cjs`,
  };
  put('package.json', { type: 'module', engines: { node: '>=20.19' }, scripts: failing });
  put('native/addon/.keep', '');
  const { status, stderr } = setUp('run');
  expect(status).toBe(1);
  expect(stderr).toContain('set-up: TypeScript failed in');
  expect(stderr).toContain(
    '\na type error\nreadyloop: ERR_SETUP_FAILED: `npm run --silent build` failed (exit code 2). ',
  );
  expect(stderr).not.toContain('quiet');
});

test.each([
  ['readyloop check', 'bin/readyloop.js', 'check'],
  ['npm start', 'scripts/start.js'],
])('%s ends with exit code 2 if its set-up fails, for 1 is that something did not hold', (_, ...args) => {
  put('package.json', {
    type: 'module',
    engines: { node: '>=20.19' },
    scripts: { build: 'exit 3', 'build:checker': 'exit 3' },
  });
  put(ADDON, '');
  put('native/addon/binding.cjs', '');
  expect(run(args)).toMatchObject({ status: 2, stderr: expect.stringContaining('ERR_SETUP_FAILED') });
});

test('builds nothing for help, but for a command line that is not there', () => {
  const help = ['bin/readyloop.js', 'check', '--help'];
  expect(run(help, { withCargo: false }).steps).toEqual(['TypeScript']);
  put('dist/src/cli/main.js', 'export const run = async () => 0;');
  put('src/index.ts', 'changed');
  for (const args of [help, ['bin/readyloop.js'], ['bin/readyloop.js', '--version']])
    expect(run(args, { withCargo: false })).toMatchObject({ status: 0, stderr: '' });
});

test('says so when a script does not give what it is to give', () => {
  const scripts = { build: 'true', 'build:checker': `mkdir -p native/checker && touch ${CHECKER}` };
  put('package.json', { type: 'module', engines: { node: '>=20.19' }, scripts });
  const { status, stderr } = setUp('model');
  expect(status).toBe(1);
  expect(stderr).toContain('ERR_SETUP_FAILED: `npm run build` did not make dist/.tsbuildinfo, dist/src/cli/main.js.');
});
