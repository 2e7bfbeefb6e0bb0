import { readFileSync } from 'node:fs';
import { LearnedSearch } from '../../model/checker/learned/index.js';
import { type Rule, toy } from '../../model/checker/toys.js';

/**
 * What a large world costs: three words a state, 15 transitions from each, and an obligation that is pending in nearly all
 * of them, so that liveness has to look at everything.
 *
 *     node dist/properties/explorers/many-states.js [SIZE]    # SIZE ** 4 states; 84 makes 50 million
 */

const SIZE = Number(process.argv[2] ?? 84);

/** A point in four dimensions, each coordinate kept three times over. */
const DIMENSIONS = [0, 1, 2, 3];
const COPIES = [0, 1, 2];

const rules = [1, 2, 3, 4]
  .flatMap((step) => DIMENSIONS.map((dimension) => ({ step, dimension })))
  .slice(0, 15)
  .map(
    ({ step, dimension }, label): Rule => ({
      text: `${dimension} + ${step}`,
      fairness: label,
      progress: true,
      when: () => true,
      move: (v) => {
        const to = ((v[dimension] as number) + step) % SIZE;
        for (const copy of COPIES) v[copy * DIMENSIONS.length + dimension] = to;
        return 0;
      },
    }),
  );

const fields = COPIES.flatMap((copy) => DIMENSIONS.map((dimension) => [`x${copy}${dimension}`, SIZE] as const));

/** The most memory that this process ever had, in bytes. */
const peak = (): number =>
  1024 * Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0);

const before = peak();
const began = performance.now();
const search = new LearnedSearch(
  toy({
    name: 'many',
    fields: Object.fromEntries(fields),
    rules,
    // The first move is always possible and fulfils it: it holds, and every cycle has to be looked at to know.
    obligations: [{ law: 'X1 x', pending: (v) => v[0] !== 0 || v[1] !== 0, discharges: [0] }],
  }),
);
const [live] = [...search.liveness()];
const { steps } = search.quiet();
const seconds = (performance.now() - began) / 1000;
const { states, edges, questions, world } = search;
console.log(
  JSON.stringify({
    ...{ states, edges, words: world.space.words, questions, steps, pending: live?.pending, holds: !live?.lasso },
    seconds: Math.round(10 * seconds) / 10,
    exploredPerSecond: Math.round(states / search.seconds),
    peakBytesPerState: Math.round((peak() - before) / states),
  }),
);
