#!/usr/bin/env node
/**
 * What npm runs once the package is installed. Where no prebuilt addon fits, it builds one with cargo from the sources
 * that the package carries. In a clone it does nothing: there set-up makes what a job needs.
 *
 * Cargo's own CARGO_TARGET_DIR keeps what was compiled on the way, for who builds often.
 */
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hostTriple, problemWithCargo } from './cargo.js';
import { runQuietly } from './command.js';
import { exitWith, Failure } from './failure.js';
import { builtName } from './platform.js';
import { showStep } from './progress.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const FOLDER = join(root, 'native/addon');

async function install() {
  if (existsSync(join(root, 'scripts/setup.js'))) return;
  // The library itself judges what fits: whether it loads, and whether its tables are these.
  const { addon } = await import('../dist/src/native/index.js');
  const problem = whyNot(addon);
  if (problem === null) return;
  await build(problem.code === 'ERR_ADDON_MISMATCH' ? 'the one there has other tables' : 'no prebuilt one fits');
  const still = whyNot(addon);
  if (still) throw new Failure(still.code, still.message, 'Please report this with what `rustc -vV` prints.');
}

function whyNot(addon) {
  try {
    addon();
    return null;
  } catch (error) {
    return error;
  }
}

async function build(why) {
  const name = builtName(readFileSync(join(FOLDER, 'binding.cjs'), 'utf8'));
  const problem = problemWithCargo(root);
  if (problem) {
    const what = `the native addon has to be built (${why}), and ${problem.message}`;
    const without = 'Without the addon, `npm install --ignore-scripts` gives the specification and its checker.';
    throw new Failure(problem.code, what, `${problem.next} ${without}`);
  }
  const { CARGO_TARGET_DIR } = process.env;
  const target = CARGO_TARGET_DIR ?? mkdtempSync(join(tmpdir(), 'readyloop-build-'));
  try {
    const triple = hostTriple();
    const place = ['--manifest-path', join(FOLDER, 'Cargo.toml'), '--target', triple, '--target-dir', target];
    await cargo(why, ['build', '--release', '--locked', ...place]);
    copyFileSync(join(target, triple, 'release/libreadyloop_addon.so'), join(FOLDER, name));
  } finally {
    if (target !== CARGO_TARGET_DIR) rmSync(target, { recursive: true });
  }
}

async function cargo(why, args) {
  const end = showStep('native addon', why);
  const { ok, how, output } = await runQuietly('cargo', args, root);
  end(ok);
  if (ok) return;
  process.stderr.write(output);
  throw new Failure('ERR_BUILD_FAILED', `cargo failed (${how})`, 'Mend what it says above, then run this again.');
}

install().catch(exitWith);
