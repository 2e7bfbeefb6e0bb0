/**
 * What `readyloop build` does where the package is installed: where no prebuilt addon fits, it builds one with cargo from the
 * sources that the package carries. In a clone it finds what set-up has made.
 *
 * Cargo's own CARGO_TARGET_DIR keeps what was compiled on the way, for who builds often.
 */
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hostTriple, problemWithCargo } from './cargo.js';
import { runQuietly } from './command.js';
import { Failure } from './failure.js';
import { builtName } from './platform.js';
import { showStep } from './progress.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const FOLDER = join(root, 'native/addon');

/**
 * Builds the addon unless there is one that fits.
 *
 * @returns {Promise<boolean>} whether it had to be built
 * @throws {Failure} if that cannot be
 */
export async function buildAddon() {
  // The library itself judges what fits: whether it loads, and whether its tables are these.
  const { addon } = await import('../dist/src/native/index.js');
  const problem = whyNot(addon);
  if (problem === null) return false;
  // Another addon would not help there.
  if (problem.code === 'ERR_UNSUPPORTED_RUNTIME') throw new Failure(problem.code, problem.message, 'Nothing is built.');
  await build(problem.code === 'ERR_ADDON_MISMATCH' ? 'the one there has other tables' : 'no prebuilt one fits');
  const still = whyNot(addon);
  if (still) throw new Failure(still.code, still.message, 'Please report this with what `rustc -vV` prints.');
  return true;
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
    throw new Failure(problem.code, what, problem.next);
  }
  const { CARGO_TARGET_DIR } = process.env;
  const target = CARGO_TARGET_DIR ?? mkdtempSync(join(tmpdir(), 'readyloop-build-'));
  try {
    const triple = hostTriple();
    const place = ['--manifest-path', join(FOLDER, 'Cargo.toml'), '--target', triple, '--target-dir', target];
    await cargo(why, ['build', '--release', '--locked', ...place], flagsFor(triple));
    copyFileSync(join(target, triple, 'release/libreadyloop_addon.so'), join(FOLDER, name));
  } finally {
    if (target !== CARGO_TARGET_DIR) rmSync(target, { recursive: true });
  }
}

/** Rust links musl statically unless it is told not to, and a library that is loaded cannot be linked so. */
function flagsFor(triple) {
  if (!triple.includes('musl')) return {};
  return { RUSTFLAGS: `${process.env.RUSTFLAGS ?? ''} -C target-feature=-crt-static`.trim() };
}

async function cargo(why, args, env) {
  const end = showStep('native addon', why);
  const { ok, how, output } = await runQuietly('cargo', args, root, env);
  end(ok);
  if (ok) return;
  process.stderr.write(output);
  throw new Failure('ERR_BUILD_FAILED', `cargo failed (${how})`, 'Mend what it says above, then run this again.');
}
