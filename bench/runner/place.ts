import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allowedCores } from './proc.js';
import { findProgram } from './processes.js';

/** The package's root: the same whether this runs from the sources or from dist/. */
export const ROOT = findRoot(dirname(fileURLToPath(import.meta.url)));

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('package.json is in none of the folders above');
  return findRoot(parent);
}

/** Which side of a measurement runs where. Undefined where one core is all there is, or `taskset` is missing. */
export interface Pinning {
  readonly taskset: string;
  readonly server: number;
  readonly generator: number;
}

export function findPinning(): Pinning | undefined {
  const cores = allowedCores(readFileSync('/proc/self/status', 'utf8'));
  const taskset = findProgram('taskset');
  const [server] = cores;
  const generator = cores.at(-1);
  if (taskset === undefined || server === undefined || generator === undefined || server === generator)
    return undefined;
  return { taskset, server, generator };
}

/** The command, kept to one side's core. `taskset` becomes the command, so the process id is the command's own. */
export function pinned(command: readonly string[], pinning: Pinning | undefined, side: 'server' | 'generator') {
  return pinning === undefined ? command : [pinning.taskset, '-c', String(pinning[side]), ...command];
}
