/** How many checks passed and failed, from what the tools say. Pure. */

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

/** A step's share of the sum: its tests, or itself; one that fails although no test did is a failure beside them. */
export function countStep(ok, tests) {
  const { passed, failed } = tests ?? { passed: ok ? 1 : 0, failed: 0 };
  return { passed, failed: ok || failed > 0 ? failed : 1 };
}
