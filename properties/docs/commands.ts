import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../support/root.js';

/** No command of a page runs for longer, in milliseconds. */
const LIMIT = 60_000;

/**
 * Runs a command as a page writes it, `NAME=value npx readyloop ...` or `node dist/...`.
 *
 * @returns what it printed, however it ended
 * @throws Error it did not end
 */
export function printedBy(command: string, cwd: string): Promise<string> {
  const words = command.split(' ');
  const first = words.findIndex((word) => !word.includes('='));
  const [name = '', ...rest] = words.slice(first);
  const named = Object.fromEntries(words.slice(0, first).map((word) => word.split('=', 2)));
  const options = { cwd, env: { ...process.env, NO_COLOR: '1', ...named }, timeout: LIMIT };
  return new Promise((resolve, reject) => {
    execFile(...programOf(name, rest), options, (error, stdout, stderr) => {
      if (error?.killed) reject(new Error(`"${command}" was ended after ${LIMIT} ms; it printed ${stdout}${stderr}`));
      else resolve(stdout + stderr);
    });
  });
}

function programOf(name: string, args: readonly string[]): [string, string[]] {
  if (name === 'npx') return [process.execPath, [join(root, 'bin/readyloop.js'), ...args.slice(1)]];
  return [name === 'node' ? process.execPath : name, args.map(belowRoot)];
}

function belowRoot(word: string): string {
  return word.startsWith('dist/') ? join(root, word) : word;
}
