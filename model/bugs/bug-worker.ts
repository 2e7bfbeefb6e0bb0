import { parentPort, workerData } from 'node:worker_threads';
import type { ExplorerOptions } from '../checker/explorer.js';
import type { Bug } from './bug.js';
import { type Catch, hunt } from './hunt.js';

/** A thread that hunts bugs. */

export interface BugSetup {
  readonly options: ExplorerOptions;
}

export interface BugJob {
  readonly job: number;
  readonly bug: Bug;
}

export type BugAnswer =
  | { readonly kind: 'progress'; readonly bug: Bug; readonly world: string }
  | { readonly kind: 'hunted'; readonly job: number; readonly catches: readonly Catch[]; readonly seconds: number };

const { options } = workerData as BugSetup;
const answer = (message: BugAnswer): void => parentPort?.postMessage(message);

parentPort?.on('message', ({ job, bug }: BugJob) => {
  const began = performance.now();
  const { catches } = hunt(bug, { ...options, onWorld: (world) => answer({ kind: 'progress', bug, world }) });
  answer({ kind: 'hunted', job, catches, seconds: (performance.now() - began) / 1000 });
});
