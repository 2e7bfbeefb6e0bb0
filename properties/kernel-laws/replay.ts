import type * as fc from 'fast-check';
import type { Sequence } from './actions.js';

/** How many sequences one run tries. */
const RUNS = 100;

/**
 * When to stop looking for a shorter sequence, in milliseconds: before the test's own time is over, which would hide what
 * was found. A sequence that hangs takes seconds at each attempt.
 */
const LIMIT = 240_000;

/**
 * The parameters of a run, from the environment: READYLOOP_SEED and READYLOOP_PATH bring a failure back, READYLOOP_RUNS
 * makes a run longer. The seed is logged whether or not it fails.
 */
export function parameters<T>(): fc.Parameters<T> & { readonly seed: number; readonly numRuns: number } {
  const { READYLOOP_SEED, READYLOOP_PATH, READYLOOP_RUNS } = process.env;
  const seed = READYLOOP_SEED === undefined ? Date.now() ^ (Math.random() * 0x100000000) : Number(READYLOOP_SEED);
  const numRuns = READYLOOP_RUNS === undefined ? RUNS : Number(READYLOOP_RUNS);
  const limited = { interruptAfterTimeLimit: LIMIT, markInterruptAsFailure: true };
  return { seed, numRuns, ...limited, ...(READYLOOP_PATH === undefined ? {} : { path: READYLOOP_PATH }) };
}

/** What a failed run says: the law, the shortest sequence found, and what replays it. */
export function report({ seed, counterexamplePath, counterexample, errorInstance, numShrinks }: Failure): string {
  const [sequence] = counterexample ?? [];
  return [
    errorInstance instanceof Error ? errorInstance.stack : String(errorInstance ?? `not done after ${LIMIT} ms`),
    `after ${numShrinks} shrinks:`,
    ...(sequence === undefined ? [] : describe(sequence)),
    `replay it with: READYLOOP_SEED=${seed} READYLOOP_PATH=${counterexamplePath} npm run properties`,
  ].join('\n');
}

type Failure = Pick<
  fc.RunDetails<[Sequence]>,
  'seed' | 'counterexamplePath' | 'counterexample' | 'errorInstance' | 'numShrinks'
>;

function describe({ channels, commands, ending }: Sequence): string[] {
  return [
    `  open ${channels.join(', ')}`,
    ...commands.map(({ action, rounds }) => `  ${JSON.stringify(action)}${rounds === 0 ? '' : `, ${rounds} rounds`}`),
    `  ${ending}`,
  ];
}
