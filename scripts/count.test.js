import { describe, expect, test } from 'vitest';
import { countCargo, countStep, countVitest, failuresIn } from './count.js';

describe('vitest', () => {
  const file = (status, ...tests) => ({ status, assertionResults: tests.map((one) => ({ status: one })) });

  test('tests are counted', () => {
    const testResults = [file('passed', 'passed', 'passed'), file('failed', 'passed', 'failed')];
    expect(countVitest({ numPassedTests: 3, numFailedTests: 1, testResults })).toEqual({ passed: 3, failed: 1 });
  });

  test('a file that cannot be loaded has no tests and is a failure all the same', () => {
    const testResults = [file('passed', 'passed'), file('failed')];
    expect(countVitest({ numPassedTests: 1, numFailedTests: 0, testResults })).toEqual({ passed: 1, failed: 1 });
  });
});

describe('cargo', () => {
  test('all test binaries are summed up', () => {
    const output = [
      'running 3 tests',
      'test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s',
      'running 2 tests',
      'test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s',
    ].join('\n');
    expect(countCargo(output)).toEqual({ passed: 4, failed: 1 });
  });

  test('a crate that does not compile has none', () => {
    expect(countCargo('error: could not compile')).toEqual({ passed: 0, failed: 0 });
  });
});

test('what failed is told in a line each, whichever tool says it', () => {
  const output = [
    '\u001b[32m ✓ \u001b[39m good.test.ts',
    ' \u001b[41m FAIL \u001b[49m  properties  a.test.ts > a scene > bad',
    'Error: 1 is not 2',
    '  at a.test.ts:1',
    'test result: FAILED. 1 passed; 1 failed',
    'test slab::wraps ... FAILED',
    'lacking: there is no test "it swims" on mio',
    'readyloop: ERR_SANITIZE_FAILED: something. Look above.',
  ].join('\n');
  expect(failuresIn(output)).toEqual([
    'FAIL   properties  a.test.ts > a scene > bad: Error: 1 is not 2',
    'test slab::wraps ... FAILED',
    'lacking: there is no test "it swims" on mio',
    'readyloop: ERR_SANITIZE_FAILED: something. Look above.',
  ]);
});

describe('a step', () => {
  test('without tests of its own counts as one', () => {
    expect(countStep(true)).toEqual({ passed: 1, failed: 0 });
    expect(countStep(false)).toEqual({ passed: 0, failed: 1 });
  });

  test('with tests counts as those', () => {
    expect(countStep(true, { passed: 7, failed: 0 })).toEqual({ passed: 7, failed: 0 });
    expect(countStep(false, { passed: 5, failed: 2 })).toEqual({ passed: 5, failed: 2 });
  });

  test('that fails although no test did is a failure beside them', () => {
    expect(countStep(false, { passed: 7, failed: 0 })).toEqual({ passed: 7, failed: 1 });
    expect(countStep(false, { passed: 0, failed: 0 })).toEqual({ passed: 0, failed: 1 });
  });
});
