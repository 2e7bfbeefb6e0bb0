import { execFile } from 'node:child_process';
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
export async function caughtBelow(): Promise<ReadonlySet<string> | null> {
  if (!isClone) return null;
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const { stdout, stderr } = await output(process.execPath, [vitest, 'run', PROPERTY, '--reporter=json']);
  const tests = parse(stdout, stderr).testResults.flatMap(({ assertionResults }) => assertionResults);
  const passed = tests.filter(({ status }) => status === 'passed').map(({ title }) => title);
  return new Set(FAULTS.filter((bug) => passed.some((title) => title.startsWith(`${bug}, `))));
}

/** What a program printed, whatever its exit code: a test that fails is a bug that escaped. */
function output(program: string, args: readonly string[]): Promise<{ stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const options = { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 } as const;
    execFile(program, args, options, (_, stdout, stderr) => resolve({ stdout, stderr }));
  });
}

function parse(stdout: string, stderr: string): VitestReport {
  try {
    return JSON.parse(stdout) as VitestReport;
  } catch {
    const what = `${PROPERTY} could not be run: ${stderr.trim().split('\n')[0]}`;
    throw new CommandError('ERR_PROPERTY_FAILED', what, `See: npm test -- ${PROPERTY}`);
  }
}
