#!/usr/bin/env node
/**
 * Runs native code under AddressSanitizer, which notices memory that is used after it was freed, beyond its bounds, or
 * lost: the engine's own tests, then the addon inside Node with rules, laws and ends of loops. And what threads share
 * under ThreadSanitizer, which notices accesses that nothing orders.
 *
 * The compiler's switch for it is not stable yet; RUSTC_BOOTSTRAP makes a stable compiler take it.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { hostTriple } from './cargo.js';
import { printedBy } from './command.js';
import { exitWith, Failure } from './failure.js';
import { root, setup } from './setup.js';

const TARGET = 'native/target/sanitize';
const ADDON = join(root, TARGET, 'readyloop.node');

/**
 * What runs inside Node. Not the test of leaks: the sanitizer keeps freed memory for a while; nor that of memory that is
 * not to be had: the sanitizer itself ends a process that runs out of address space.
 */
const TESTS = [
  'rules',
  'faults',
  'kernel-laws',
  ...['several-loops', 'workers', 'processes', 'panics'].map((it) => `exits/${it}`),
];

function run(title, command, args, env) {
  process.stderr.write(`sanitize: ${title} ...\n`);
  const { status, signal, error } = spawnSync(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  if (status === 0) return;
  const how = error?.message ?? signal ?? `exit code ${status}`;
  throw new Failure('ERR_SANITIZE_FAILED', `${title} failed (${how})`, 'Read the report of the sanitizer above.');
}

/** The sanitizer's library, which has to be in Node before the addon is; the compiler of C has one. */
function preload() {
  const path = printedBy('cc', ['-print-file-name=libasan.so'])?.trim();
  if (path && isAbsolute(path)) return path;
  const next = 'Install gcc with its libasan (Debian: libasan8) and run this again.';
  throw new Failure('ERR_NO_LIBASAN', 'there is no libasan to run Node with', next);
}

async function sanitize() {
  await setup('test');
  const triple = hostTriple();
  const library = preload();
  const place = ['--quiet', '--manifest-path', 'native/Cargo.toml', '--target', triple, '--target-dir', TARGET];
  const build = { RUSTC_BOOTSTRAP: '1', RUSTFLAGS: '-Zsanitizer=address' };
  const leaks = `suppressions=${join(root, 'native/engine/leaks.supp')}:print_suppressions=0`;
  run("the engine's tests", 'cargo', ['test', '-p', 'readyloop-engine', '--all-features', ...place], {
    ...build,
    LSAN_OPTIONS: leaks,
  });
  run('building the addon', 'cargo', ['build', '-p', 'readyloop-addon', '--features', 'testing', ...place], build);
  copyFileSync(join(root, TARGET, triple, 'debug/libreadyloop_addon.so'), ADDON);
  const threads = ['--target', triple, '--target-dir', 'native/target/thread-sanitizer', '--', 'remote', 'ring'];
  run(
    'what threads share',
    'cargo',
    [
      'test',
      '--quiet',
      '--manifest-path',
      'native/Cargo.toml',
      '-p',
      'readyloop-engine',
      '--all-features',
      '--lib',
      ...threads,
    ],
    {
      RUSTC_BOOTSTRAP: '1',
      RUSTFLAGS: '-Zsanitizer=thread -Cunsafe-allow-abi-mismatch=sanitizer',
      TSAN_OPTIONS: `suppressions=${join(root, 'native/engine/thread.supp')}`,
    },
  );
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', ...TESTS.map((it) => `properties/${it}`)];
  run('the addon inside Node', process.execPath, vitest, {
    LD_PRELOAD: library,
    // What Node itself leaves to the end of its process is not ours to report.
    ASAN_OPTIONS: 'detect_leaks=0',
    READYLOOP_ADDON: ADDON,
    READYLOOP_RUNS: '100',
  });
}

sanitize().catch(exitWith);
