import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../support/root.js';

/** Runs a command as a page writes it, `NAME=value npx readyloop ...` or `node dist/...`, and answers what it printed. */
export function printedBy(command: string, cwd: string): string {
  const words = command.split(' ');
  const program = words.findIndex((word) => !word.includes('='));
  const [name = '', ...rest] = words.slice(program);
  const args = name === 'npx' ? [join(root, 'bin/readyloop.js'), ...rest.slice(1)] : rest.map(belowRoot);
  const named = Object.fromEntries(words.slice(0, program).map((word) => word.split('=', 2)));
  const env = { ...process.env, NO_COLOR: '1', ...named };
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd, env, encoding: 'utf8' });
  return stdout + stderr;
}

function belowRoot(word: string): string {
  return word.startsWith('dist/') ? join(root, word) : word;
}
