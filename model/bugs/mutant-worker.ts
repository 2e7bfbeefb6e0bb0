import { parentPort, workerData } from 'node:worker_threads';
import type { Explorer } from '../checker/explorer.js';
import type { Lessons } from '../checker/learned/index.js';
import type { Mutant } from '../compiler/mutants.js';
import { type ClauseHunt, findNeed, huntClauses, type Need, type Quarry } from './clause-hunt.js';
import {
  exploreGround,
  type Ground,
  type HuntOptions,
  huntMutant,
  knowledgeOf,
  type MutantResult,
} from './mutant-hunt.js';

/** A thread that explores the worlds as they are, and hunts mutants. */

export interface MutantSetup {
  readonly explorer?: Explorer;
  readonly maxBytes: number;
  /** What was learned of the worlds as they are. */
  readonly lessons: readonly (readonly [world: string, Lessons])[];
  readonly digests: ReadonlyMap<string, string>;
}

export type MutantJob =
  | { readonly kind: 'explore'; readonly world: string }
  | { readonly kind: 'hunt'; readonly job: number; readonly mutant: Mutant; readonly worlds: readonly string[] }
  | {
      readonly kind: 'clauses';
      readonly job: number;
      readonly quarry: Quarry;
    }
  | {
      readonly kind: 'need';
      readonly job: number;
      readonly clause: string;
      readonly candidates: readonly Quarry[];
    };

export type MutantAnswer =
  | { readonly kind: 'explored'; readonly world: string; readonly ground: Ground }
  | { readonly kind: 'hunted'; readonly job: number; readonly result: MutantResult }
  | { readonly kind: 'clauses'; readonly job: number; readonly hunt: ClauseHunt }
  | { readonly kind: 'need'; readonly job: number; readonly need: Need };

const { explorer, maxBytes, lessons, digests } = workerData as MutantSetup;
const options: HuntOptions = { ...(explorer && { explorer }), maxBytes, knowledge: knowledgeOf(lessons), digests };

const answer = (message: MutantAnswer): void => parentPort?.postMessage(message);

parentPort?.on('message', (job: MutantJob) => {
  if (job.kind === 'explore') answer({ kind: 'explored', world: job.world, ground: exploreGround(job.world, options) });
  else if (job.kind === 'hunt') {
    answer({ kind: 'hunted', job: job.job, result: huntMutant(job.mutant, job.worlds, options) });
  } else if (job.kind === 'clauses') {
    answer({ kind: 'clauses', job: job.job, hunt: huntClauses(job.quarry, options) });
  } else answer({ kind: 'need', job: job.job, need: findNeed(job.clause, job.candidates, options) });
});
