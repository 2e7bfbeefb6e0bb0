#!/usr/bin/env node
/**
 * Builds the addon as it is published, into artifacts/: for the oldest glibc that is supported, or for musl, with Zig's linker, which
 * has the symbols of each. What `npm run build:native` makes asks for the glibc of the machine instead.
 *
 *     node scripts/portable.js x86_64-unknown-linux-musl    # or aarch64-…, …-gnu; without: this machine's, for glibc
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hostTriple, problemWithCargo } from './cargo.js';
import { printedBy, runQuietly } from './command.js';
import { exitWith, Failure } from './failure.js';
import { showStep } from './progress.js';
import { root } from './setup.js';
import { isOlder } from './toolchain.js';

/** The glibc of Debian 10 and RHEL 8, which Node's own builds ask for as well. */
const GLIBC = '2.28';

const ARTIFACTS = join(root, 'artifacts');

/** The newest glibc that a library asks for, or null if for none. */
export function newestGlibc(bytes) {
  const asked = [...bytes.toString('latin1').matchAll(/\0GLIBC_(\d+\.\d+(?:\.\d+)?)(?=\0)/g)].map(
    ([, version]) => version,
  );
  return asked.reduce((newest, one) => (newest !== null && isOlder(one, newest) ? newest : one), null);
}

const ARCHITECTURES = { x86_64: 'x64', aarch64: 'arm64' };

/** What the package of a triple is named after. */
export function platformOf(triple) {
  const [, cpu, libc] = /^(\w+)-unknown-linux-(gnu|musl)$/.exec(triple) ?? [];
  if (cpu in ARCHITECTURES) return `linux-${ARCHITECTURES[cpu]}-${libc}`;
  throw new Failure(
    'ERR_UNSUPPORTED_PLATFORM',
    `there is no package for ${triple}`,
    'See napi.targets in package.json.',
  );
}

/** Builds for a triple; answers the path of the addon. */
export async function buildPortable(triple = hostTriple()) {
  const problem = problemWithCargo(root);
  if (problem) throw problem;
  if (printedBy('cargo', ['zigbuild', '--help']) === null) {
    const next = 'Install it by `pip install cargo-zigbuild ziglang` and run this again.';
    throw new Failure('ERR_TOOL_MISSING', 'there is no cargo-zigbuild', next);
  }
  const isGnu = triple.endsWith('-gnu');
  mkdirSync(ARTIFACTS, { recursive: true });
  const args = [
    '--target',
    isGnu ? `${triple}.${GLIBC}` : triple,
    '--cross-compile',
    '--output-dir',
    ARTIFACTS,
    '--no-js',
  ];
  const end = showStep('portable addon', triple);
  const { ok, how, output } = await runQuietly(
    'npx',
    [
      'napi',
      'build',
      '--release',
      '--platform',
      '--manifest-path',
      'native/addon/Cargo.toml',
      '--dts',
      'binding.d.cts',
      ...args,
      '--',
      '--locked',
    ],
    root,
  );
  end(ok);
  if (!ok) {
    process.stderr.write(output);
    throw new Failure(
      'ERR_BUILD_FAILED',
      `napi build failed (${how})`,
      'Mend what it says above, then run this again.',
    );
  }
  const path = join(ARTIFACTS, `readyloop.${platformOf(triple)}.node`);
  const asked = newestGlibc(readFileSync(path));
  if (isGnu ? asked === null || isOlder(GLIBC, asked) : asked !== null) {
    const what = `${path} asks for glibc ${asked ?? '(none)'}, and was built for ${isGnu ? GLIBC : 'musl'}`;
    throw new Failure('ERR_BUILD_FAILED', what, 'See which symbols: objdump -T.');
  }
  return path;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  buildPortable(process.argv[2]).then((path) => console.log(path), exitWith);
}
