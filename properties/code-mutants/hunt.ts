import { join } from 'node:path';
import { runProgram } from '../support/child.js';
import { root } from '../support/root.js';
import type { CodeMutant } from './mutant.js';

const VITEST = join(root, 'node_modules/vitest/vitest.mjs');

/** How long a test may take, all that it waits for in vain included. */
const LIMIT = 120_000;

/** What became of the test that a mutant is to fail. */
export interface Verdict {
  readonly status: string;
  /** What it said, without the stack; '' if it passed. */
  readonly says: string;
}

/** What vitest's reporter called json writes, as far as it is looked at. */
interface Report {
  readonly testResults: readonly {
    /** Why the file as a whole could not be run. */
    readonly message: string;
    readonly assertionResults: readonly {
      readonly title: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/**
 * Runs the test of a mutant, and nothing else, with the mutant in the place of the source. Of a test for each backend, and
 * for all that connections go over, it is that of TCP on mio: the code is the same for all.
 *
 * @throws Error if that test could not be run to its end: what does not load is not caught
 */
export async function hunt(mutant: CodeMutant): Promise<readonly Verdict[]> {
  const { id, test } = mutant;
  const args = [
    'run',
    test.file,
    `--testNamePattern=^(?!.*(?:on tokio|over unix, on mio):).*${test.title.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')}$`,
    '--reporter=json',
    `--testTimeout=${LIMIT}`,
  ];
  // Its traces prove nothing of the loop.
  const env = { READYLOOP_MUTANT: id, READYLOOP_TEST_REPORT: '', READYLOOP_TRACE_DIR: '' };
  const { stdout, stderr, hung } = await runProgram(process.execPath, [VITEST, ...args], env, LIMIT + 30_000);
  const report = reportIn(stdout);
  if (hung || report === undefined) {
    throw new Error(`mutant ${id}: ${hung ? 'its test did not end' : 'no report'}\n${stdout}${stderr}`);
  }
  const chosen = report.testResults.flatMap((file) => {
    if (file.message !== '') {
      throw new Error(`mutant ${id}: ${test.file} could not be run: ${file.message}`);
    }
    return file.assertionResults.filter(({ title, status }) => title === test.title && status !== 'skipped');
  });
  return chosen.map(({ status, failureMessages }) => ({ status, says: failureMessages.join('\n') }));
}

/** What the test has printed itself stands before it. */
function reportIn(stdout: string): Report | undefined {
  const line = stdout.split('\n').find((one) => one.startsWith('{"numTotalTestSuites"'));
  return line === undefined ? undefined : (JSON.parse(line) as Report);
}
