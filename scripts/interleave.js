#!/usr/bin/env node
/**
 * Has loom try every interleaving of JavaScript's thread and the I/O thread: ring, bells, lock, caller and pump as they
 * are, with a poller and sockets of the tests (native/engine/src/remote/interleavings.rs). Says how many there were.
 */
import { spawnSync } from 'node:child_process';
import { exitWith, Failure } from './failure.js';
import { foretell } from './progress.js';
import { root, setup } from './setup.js';

await setup('model').catch(exitWith);
const place = ['--release', '--manifest-path', 'native/Cargo.toml', '--target-dir', 'native/target/interleave'];
const tests = ['-p', 'readyloop-engine', '--lib', 'interleavings', '--', '--nocapture', '--test-threads=1'];
foretell('interleave', 'about a minute to compile, and one to explore');
const { status, signal, error } = spawnSync('cargo', ['test', ...place, ...tests], {
  cwd: root,
  env: { ...process.env, RUSTFLAGS: '--cfg interleave' },
  stdio: 'inherit',
});
if (status !== 0) {
  const how = error?.message ?? signal ?? `exit code ${status}`;
  exitWith(new Failure('ERR_INTERLEAVE_FAILED', `an interleaving failed (${how})`, 'Read what loom says above.'));
}
