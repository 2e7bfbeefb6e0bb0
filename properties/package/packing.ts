import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Outcome, runProgram } from '../support/child.js';
import { root } from '../support/root.js';
import { type Registry, registryOf } from './registry.js';

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

  /** Installs by npm as somebody would who has nothing else: tarballs, or by name what a registry has. */
  install(wanted: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
    writeFileSync(join(this.path, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
    return this.run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', ...wanted], env);
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

/** The packages of a release, by their names. */
type Release = Readonly<Record<string, Packed>>;

/** The name of the package that fits this machine. */
export const fitting = `readyloop-linux-${process.arch}-gnu`;

/**
 * Packs the package as a release does (see docs/releasing.md): each platform's addon has a package of its own, which the main one
 * names as an optional dependency. Only that of this machine has an addon in it; what others have is told from it at once.
 */
async function packRelease(into: Elsewhere, addon = join(root, localAddon())): Promise<Release> {
  const folder = await unpack(await pack(root, into), into);
  const { napi: settings } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const artifacts = join(folder, 'artifacts');
  mkdirSync(artifacts);
  const napi = (...args: string[]) =>
    into.done(process.execPath, [join(root, 'node_modules/@napi-rs/cli/dist/cli.js'), ...args, '--cwd', folder]);
  await napi('create-npm-dirs');
  const platforms = readdirSync(join(folder, 'npm'));
  if (platforms.length !== settings.targets.length) throw new Error(`not a folder each: ${platforms.join(', ')}`);
  for (const platform of platforms) {
    const file = join(artifacts, `${settings.binaryName}.${platform}.node`);
    if (`readyloop-${platform}` === fitting) cpSync(addon, file);
    else writeFileSync(file, `not built, for this is no ${platform}\n`);
  }
  await napi('artifacts');
  await into.done(process.execPath, [join(root, 'scripts/platform-packages.js'), join(folder, 'npm')]);
  await napi('pre-publish', '--tag-style', 'npm', '--no-gh-release', '--skip-optional-publish');
  const packed: Record<string, Packed> = { readyloop: await pack(folder, into) };
  for (const platform of platforms) packed[`readyloop-${platform}`] = await pack(join(folder, 'npm', platform), into);
  return packed;
}

const localAddon = () => `native/addon/readyloop.linux-${process.arch}-gnu.node`;

/** Packs what the package depends on, as it is installed here. */
async function packDependencies(into: Elsewhere): Promise<readonly Packed[]> {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const needed = Object.entries<{ dev?: boolean; devOptional?: boolean }>(packages)
    .filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional)
    .map(([path]) => pack(join(root, path), into));
  return Promise.all(needed);
}

/** A registry that has a release, and all that an install of it needs. */
export async function registryOfRelease(addon?: string): Promise<Registry> {
  using workshop = new Elsewhere();
  const release = await packRelease(workshop, addon);
  const all = [...Object.values(release), ...(await packDependencies(workshop))];
  return registryOf(all.map(({ tarball }) => tarball));
}
