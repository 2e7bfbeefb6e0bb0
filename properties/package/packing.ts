import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Outcome, runProgram } from '../support/child.js';
import { root } from '../support/root.js';

/** A folder far from the repository, in which whatever has to be found was installed. It goes with `using`. */
export class Elsewhere implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), 'readyloop-package-'));

  /** Runs a program there. */
  run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
    return runProgram(program, args, env, 240_000, this.path);
  }

  /** Runs a program that has to succeed there; answers what it printed on stdout. */
  async done(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
    const { code, stdout, stderr } = await this.run(program, args, env);
    if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}:\n${stdout}\n${stderr}`);
    return stdout;
  }

  /** Runs a module there that imports what was installed. */
  script(name: string, text: string): Promise<string> {
    writeFileSync(join(this.path, name), text);
    return this.done(process.execPath, [name]);
  }

  /** Installs tarballs as somebody would who has nothing else. */
  install(tarballs: readonly string[], flags: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
    writeFileSync(join(this.path, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
    return this.run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', ...flags, ...tarballs], env);
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true });
  }
}

export interface Packed {
  /** The path of the tarball. */
  readonly tarball: string;
  /** What is in it, in paths below the package. */
  readonly files: readonly string[];
}

/** Packs the package of a folder into another. Nothing is built for it: what is packed is what tests stand on. */
export async function pack(folder: string, into: Elsewhere): Promise<Packed> {
  const told = await into.done('npm', ['pack', '--json', '--ignore-scripts', folder]);
  const [{ filename, files }] = JSON.parse(told) as [{ filename: string; files: { path: string }[] }];
  return { tarball: join(into.path, filename), files: files.map(({ path }) => path) };
}

/** Unpacks a tarball; answers the folder of its package. */
export async function unpack({ tarball }: Packed, into: Elsewhere): Promise<string> {
  await into.done('tar', ['-xzf', tarball]);
  return join(into.path, 'package');
}

const TRIPLES: Readonly<Record<string, string>> = {
  x64: 'x86_64-unknown-linux-gnu',
  arm64: 'aarch64-unknown-linux-gnu',
};

/**
 * Packs the package as a release does (see docs/releasing.md), for this platform alone: the prebuilt addon has a package
 * of its own, which the main one names as an optional dependency.
 */
export async function packRelease(into: Elsewhere): Promise<{ readonly main: Packed; readonly platform: Packed }> {
  const folder = await unpack(await pack(root, into), into);
  const manifest = join(folder, 'package.json');
  const contents = JSON.parse(readFileSync(manifest, 'utf8'));
  contents.napi.targets = [TRIPLES[process.arch]];
  writeFileSync(manifest, JSON.stringify(contents, null, 2));
  mkdirSync(join(folder, 'artifacts'));
  const name = `readyloop.linux-${process.arch}-gnu.node`;
  cpSync(join(root, 'native/addon', name), join(folder, 'artifacts', name));
  const napi = (...args: string[]) =>
    into.done(process.execPath, [join(root, 'node_modules/@napi-rs/cli/dist/cli.js'), ...args, '--cwd', folder]);
  await napi('create-npm-dirs');
  await napi('artifacts');
  await napi('pre-publish', '--tag-style', 'npm', '--no-gh-release', '--skip-optional-publish');
  return {
    main: await pack(folder, into),
    platform: await pack(join(folder, `npm/linux-${process.arch}-gnu`), into),
  };
}
