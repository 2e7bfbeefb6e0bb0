/** How many checks passed and failed, and which, from what the tools say. Pure. */

/** From vitest's JSON report; a file that could not even be loaded is one failure. */
export function countVitest({ numPassedTests, numFailedTests, testResults }) {
  const unloadable = testResults.filter(({ status, assertionResults }) => {
    return status === 'failed' && !assertionResults.some((one) => one.status === 'failed');
  });
  return { passed: numPassedTests, failed: numFailedTests + unloadable.length };
}

/** From what `cargo test` prints, a line a test binary. */
export function countCargo(output) {
  const sum = { passed: 0, failed: 0 };
  for (const [, passed, failed] of output.matchAll(/^test result: .*?(\d+) passed; (\d+) failed;/gm)) {
    sum.passed += Number(passed);
    sum.failed += Number(failed);
  }
  return sum;
}

/** The lines of a failed step that name what failed: tests of vitest with the first line of the error, of cargo, what is lacking. */
export function failuresIn(output) {
  const plain = output.replaceAll(ANSI_COLOURS, '');
  return [...plain.matchAll(/^(?: *FAIL .*\n.*|test .* FAILED|lacking: .*|\w+: ERR_\w+: .*|not done after .*)$/gm)].map(
    ([text]) => text.trim().replace('\n', ': '),
  );
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what colours begin with.
const ANSI_COLOURS = /\u001b\[[\d;]*m/g;

/** A step's share of the sum: its tests, or itself; one that fails although no test did is a failure beside them. */
export function countStep(ok, tests) {
  const { passed, failed } = tests ?? { passed: ok ? 1 : 0, failed: 0 };
  return { passed, failed: ok || failed > 0 ? failed : 1 };
}
