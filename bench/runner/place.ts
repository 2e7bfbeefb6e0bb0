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

/** Which side of a measurement runs on which cores. */
export interface Sides {
  readonly server: readonly number[];
  readonly generator: readonly number[];
}

export interface Pinning extends Sides {
  readonly taskset: string;
}

/** Undefined where one core is all there is, or `taskset` is missing. */
export function findPinning(spread: boolean): Pinning | undefined {
  const sides = share(allowedCores(readFileSync('/proc/self/status', 'utf8')), spread);
  const taskset = findProgram('taskset');
  return taskset === undefined || sides === undefined ? undefined : { taskset, ...sides };
}

/** A core for each side; with `spread` a server's threads may use every core, the load generator's among them. */
export function share(cores: readonly number[], spread: boolean): Sides | undefined {
  if (cores.length < 2) return undefined;
  return { server: spread ? cores : cores.slice(0, 1), generator: cores.slice(-1) };
}

/** The command, kept to one side's cores. `taskset` becomes the command, so the process id is the command's own. */
export function pinned(command: readonly string[], pinning: Pinning | undefined, side: keyof Sides) {
  return pinning === undefined ? command : [pinning.taskset, '-c', pinning[side].join(','), ...command];
}
