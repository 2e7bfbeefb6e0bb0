import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { CommandError } from '../failure.js';
import { isClone, root } from '../package.js';
import { FAULTS } from '../start/fault.js';

const PROPERTY = 'properties/kernel-laws/caught.test.ts';

interface VitestReport {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[];
  }[];
}

/**
 * Switches the bugs that the engine can have on, runs the properties of the real kernel, and answers which bugs these and
 * the validation of their traces both caught. Null in an installed package, which has neither.
 */
export function caughtBelow(): ReadonlySet<string> | null {
  if (!isClone) return null;
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const { stdout, stderr } = spawnSync(process.execPath, [vitest, 'run', PROPERTY, '--reporter=json'], {
    cwd: root,
    encoding: 'utf8',
  });
  const tests = parse(stdout, stderr).testResults.flatMap(({ assertionResults }) => assertionResults);
  const passed = tests.filter(({ status }) => status === 'passed').map(({ title }) => title);
  return new Set(FAULTS.filter((bug) => passed.some((title) => title.startsWith(`${bug}, `))));
}

function parse(stdout: string, stderr: string): VitestReport {
  try {
    return JSON.parse(stdout) as VitestReport;
  } catch {
    const what = `${PROPERTY} could not be run: ${stderr.trim().split('\n')[0]}`;
    throw new CommandError('ERR_PROPERTY_FAILED', what, `See: npm test -- ${PROPERTY}`);
  }
}
