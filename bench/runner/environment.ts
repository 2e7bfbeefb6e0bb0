/** A folder with what a peer needs of Python, or of npm, for each, so that one which cannot be installed leaves the others alone. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './place.js';
import { start } from './processes.js';

const folderOf = (name: string) => `bench/.peers/${name}`;

/** The Python of a peer's environment: it is there if the peer is installed. */
export const interpreterOf = (name: string) => `${folderOf(name)}/bin/python`;

/** Where a peer's packages of npm are, if it is installed. */
export const modulesOf = (name: string) => `${folderOf(name)}/node_modules`;

/** Installs packages of npm for a peer, anew; none of their scripts is run. If that fails, there is none. */
export async function installModules(npm: string, name: string, packages: readonly string[]): Promise<void> {
  const folder = join(ROOT, folderOf(name));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  try {
    const options = ['--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund'];
    await run(
      [npm, 'install', ...options, ...packages],
      'see whether there is a network, and the package for this machine',
    );
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Makes the environment of a peer anew and installs packages into it, none of which is built from source. If that fails,
 * there is none.
 */
export async function install(python: string, name: string, packages: readonly string[]): Promise<void> {
  const folder = join(ROOT, folderOf(name));
  rmSync(folder, { recursive: true, force: true });
  try {
    const bare = packages.length === 0;
    await run([python, '-m', 'venv', ...(bare ? ['--without-pip'] : []), folder], 'see whether it has the module venv');
    if (bare) return;
    const pip = [join(ROOT, interpreterOf(name)), '-m', 'pip', '--disable-pip-version-check', 'install'];
    await run(
      [...pip, '--only-binary', ':all:', ...packages],
      'see whether there are wheels for this Python, and a network',
    );
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

async function run(command: readonly string[], advice: string): Promise<void> {
  const started = await start(command, ROOT);
  let printed = '';
  started.child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  const code = await started.ended;
  if (code === 0) return;
  // venv complains on stdout, pip on stderr.
  const said = [printed.trim(), started.said()].filter((text) => text !== '').join('\n');
  throw new Error(`\`${command.join(' ')}\` failed (${code}): ${advice}\n${said}`);
}
