import { availableParallelism } from 'node:os';
import type { Explorer } from '../../model/checker/explorer.js';
import { isBuilt } from '../../model/checker/learned/index.js';

/** Seconds of one core, as measured on a server's processor of about 3 GHz, with the core of the checker. */
const COST = {
  state: 1 / 250_000,
  bug: 3,
  /** Which cells each model reaches, before the first mutant is hunted. */
  grounds: 30,
  mutant: 0.4,
  needed: 350,
} as const;

/** About how many there are; which, only the models tell when they have been explored. */
export const MUTANTS = 4_600;

/** The explorer in TypeScript takes so many times as long. */
const SLOWER = 10;

export type Work = Partial<Record<keyof typeof COST, number>>;

/** What so much work takes on all cores of this machine, in seconds. */
export function foretold(work: Work, explorer: Explorer): number {
  const cost = Object.entries(work).reduce((sum, [kind, times]) => sum + times * COST[kind as keyof Work], 0);
  return (cost / availableParallelism()) * (explorer === 'learned' && isBuilt() ? 1 : SLOWER);
}
