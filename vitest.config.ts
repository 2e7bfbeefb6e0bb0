import { defineConfig } from 'vitest/config';
import { RuleReporter } from './properties/rules/report/reporter.js';

/** Where to write what became of each test, for who counts them. */
const { READYLOOP_TEST_REPORT: outputFile } = process.env;

/** `unit`: tests beside what they test. `properties`: what is stated as a property, some of it against the real kernel. */
export default defineConfig({
  test: {
    // A native addon per process: a worker thread that is torn down mid-test would take the others with it.
    pool: 'forks',
    reporters: [
      'default',
      new RuleReporter(),
      ...(outputFile ? [['json', { outputFile }] satisfies [string, object]] : []),
    ],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{src,model,bench}/**/*.test.ts', 'scripts/**/*.test.js'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'properties',
          include: ['properties/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
