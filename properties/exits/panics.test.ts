import { join } from 'node:path';
import { expect, test } from 'vitest';
import { backends } from '../support/backends.js';
import { runProgram } from '../support/child.js';
import { root } from '../support/root.js';
import type { Panicked } from './panicking.js';

const PANICKING = join(root, 'dist/properties/exits/panicking.js');

/** How an operation may end when its loop panics in its midst. */
const OUTCOME = /^(done|ABORT_ERR|ERR_NATIVE_PANIC|ERR_LOOP_CLOSED|ERR_SOCKET_CLOSED)$/;

const title =
  'L10 L16 a panic in any step closes its loop, is told, and costs no other loop, no promise, no descriptor';

test.each(backends)(`${title}, on %s`, async (backend) => {
  const { code, stdout, stderr, hung } = await runProgram(
    process.execPath,
    [PANICKING, backend],
    { RUST_BACKTRACE: '0' },
    240_000,
  );
  expect({
    code,
    hung,
    stderr: stderr.replaceAll(/^.*(a test wanted a panic|panicked at|RUST_BACKTRACE).*$|\n/gm, ''),
  }).toEqual({
    code: 0,
    hung: false,
    stderr: '',
  });
  const said = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(said.pop()).toEqual({ leftOfWorker: 0 });
  const last: Panicked = said.pop();
  expect(last).toMatchObject({ happened: false, told: [], left: 0 });
  const panics: Panicked[] = said;
  for (const { steps, outcomes, closed, told, bystander, left } of panics) {
    expect({ steps, closed, told, bystander, left }).toEqual({
      steps,
      closed: true,
      told: ['ERR_NATIVE_PANIC'],
      bystander: true,
      left: 0,
    });
    expect([steps, outcomes.filter((outcome) => !OUTCOME.test(outcome))]).toEqual([steps, []]);
  }
  // Both in calls of the program and in turns of the loop.
  expect(panics.filter(({ threw }) => threw).length).toBeGreaterThan(3);
  expect(panics.filter(({ threw }) => !threw).length).toBeGreaterThan(3);
  console.info(`${panics.length} panics, ${panics.filter(({ threw }) => threw).length} of them in a call`);
});
