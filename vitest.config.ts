import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { mutating } from './properties/code-mutants/plugin.js';
import { RuleReporter } from './properties/rules/report/reporter.js';

/** Where to write what became of each test, for who counts them. */
const { READYLOOP_TEST_REPORT: outputFile } = process.env;

/** A mutant that is tested instead of the source: properties/code-mutants. */
const { READYLOOP_MUTANT: mutant } = process.env;

interface Kind {
  readonly include: string[];
  /** What bears nothing beside it, and why. */
  readonly alone: string[];
  readonly testTimeout: number;
}

/** `unit`: tests beside what they test. `properties`: what is stated as a property, some of it against the real kernel. */
const kinds: Readonly<Record<string, Kind>> = {
  unit: {
    include: ['{src,model,bench}/**/*.test.ts', 'scripts/**/*.test.js'],
    alone: [
      'bench/bench.test.ts', // measures, and takes a server that is silent for some seconds for a dead one
    ],
    testTimeout: 60_000,
  },
  properties: {
    include: ['properties/**/*.test.ts'],
    alone: [
      'properties/exits/{panics,several-loops,workers}.test.ts', // count threads and descriptors
      'properties/exits/leaks.test.ts', // counts them, and memory, over a long time
      'properties/servers/{calls,churn,heap,idle}.test.ts', // count system calls, and memory
      'properties/package/source-build.test.ts', // builds, on as many cores as there are
    ],
    testTimeout: 300_000,
  },
};

/** In lanes, and behind all of these, in a project of its own, one file after the other: `unit` and `unit-alone`. */
function projectsOf([name, { include, alone, testTimeout }]: [string, Kind]): TestProjectInlineConfiguration[] {
  const project = (test: TestProjectInlineConfiguration['test']) => ({
    extends: true as const,
    test: { testTimeout, hookTimeout: 60_000, ...test },
  });
  return [
    project({ name, include, exclude: alone }),
    project({ name: `${name}-alone`, include: alone, fileParallelism: false, sequence: { groupOrder: 1 } }),
  ];
}

export default defineConfig({
  plugins: mutant ? [mutating(mutant)] : [],
  test: {
    // A native addon per process: a worker thread that is torn down mid-test would take the others with it.
    pool: 'forks',
    // A lane for each core.
    maxWorkers: '100%',
    reporters: [
      'default',
      new RuleReporter(),
      ...(outputFile ? [['json', { outputFile }] satisfies [string, object]] : []),
    ],
    projects: Object.entries(kinds).flatMap(projectsOf),
  },
});
