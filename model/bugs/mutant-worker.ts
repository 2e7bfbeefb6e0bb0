import { parentPort } from 'node:worker_threads';
import type { Mutant } from '../compiler/mutants.js';
import { huntMutant, type MutantResult, type Stepped, steppedBy } from './mutant-hunt.js';

/** A thread that explores the worlds as they are, and hunts mutants. */

export type MutantJob =
  | { readonly kind: 'explore'; readonly world: string }
  | { readonly kind: 'hunt'; readonly job: number; readonly mutant: Mutant; readonly worlds: readonly string[] };

export type MutantAnswer =
  | { readonly kind: 'explored'; readonly world: string; readonly stepped: Stepped }
  | { readonly kind: 'hunted'; readonly job: number; readonly result: MutantResult };

const answer = (message: MutantAnswer): void => parentPort?.postMessage(message);

parentPort?.on('message', (job: MutantJob) => {
  if (job.kind === 'explore') answer({ kind: 'explored', world: job.world, stepped: steppedBy(job.world) });
  else answer({ kind: 'hunted', job: job.job, result: huntMutant(job.mutant, job.worlds) });
});
