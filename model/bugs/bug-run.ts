import type { Explorer } from '../checker/explorer.js';
import { freeMemory } from '../checker/memory.js';
import { share } from '../checker/threads.js';
import type { Bug } from './bug.js';
import type { BugAnswer, BugJob, BugSetup } from './bug-worker.js';
import type { Hunt } from './hunt.js';

export interface TimedHunt extends Hunt {
  readonly seconds: number;
}

export interface BugRun {
  readonly threads: number;
  readonly explorer?: Explorer;
  readonly onWorld?: (bug: Bug, world: string) => void;
}

/** Hunts bugs in threads; the results come in the order of the bugs. */
export async function runBugs(bugs: readonly Bug[], run: BugRun): Promise<readonly TimedHunt[]> {
  const { threads, explorer, onWorld } = run;
  const hunts = new Map<number, TimedHunt>();
  const setup: BugSetup = { options: { maxBytes: freeMemory(threads), ...(explorer && { explorer }) } };
  await share<BugJob, BugAnswer>({
    program: new URL('./bug-worker.js', import.meta.url),
    setup,
    threads,
    jobs: bugs.map((bug, job) => ({ job, bug })),
    onMessage: (message) => {
      if (message.kind === 'progress') {
        onWorld?.(message.bug, message.world);
        return false;
      }
      const { job, catches, seconds } = message;
      hunts.set(job, { bug: bugs[job] as Bug, catches, seconds });
      return true;
    },
  });
  return bugs.map((_, job) => hunts.get(job) as TimedHunt);
}
