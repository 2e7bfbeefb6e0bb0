#!/usr/bin/env node
/**
 * All checks, each to its end even if another failed. Ends with a line `N passed, N failed` and exit code 0 only if nothing
 * failed.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countCargo, countStep, countVitest, failuresIn } from './count.js';
import { endWithSignals, runGroup } from './groups.js';
import { inLanes } from './lanes.js';
import { readJson } from './observe.js';
import { root } from './setup.js';

const MINUTE = 60_000;
/** All that is left behind, and taken away at the end. The name is short: sockets below it have to fit in 107 bytes. */
const folder = mkdtempSync(join(tmpdir(), 'readyloop-ci-'));
/** Where the tests leave what their loops recorded. */
const traces = join(folder, 'traces');
/** Where steps put what is temporary: one that has to be killed takes nothing away by itself. */
const temporary = join(folder, 'tmp');
mkdirSync(temporary);
const vitestReport = () => readJson(folder, 'vitest.json') ?? { numPassedTests: 0, numFailedTests: 0, testResults: [] };

/** Each crate that is a workspace of its own. */
const crates = ['native', 'native/probe', 'native/checker', 'bench/load'];

/** What the crates of others compile to is the same for all of them. */
const cargo = (name, ...args) =>
  crates.map((crate) => ({
    name: `${name} in ${crate}`,
    command: ['cargo', ...args],
    cwd: crate,
    env: { CARGO_TARGET_DIR: join(root, 'native/target') },
    minutes: 10,
  }));
/** One core is enough for each of them, and they watch no time. */
const light = (...steps) => steps.map((step) => ({ ...step, light: true }));

const steps = [
  { name: 'set-up', command: ['npm', 'run', '--silent', 'setup', '--', 'test'], minutes: 15 },
  ...light(
    { name: 'lint', command: ['npm', 'run', '--silent', 'lint'], minutes: 2 },
    { name: 'types', command: ['npm', 'run', '--silent', 'typecheck'], minutes: 3 },
    { name: 'API reference', command: ['npm', 'run', '--silent', 'docs:api', '--', '--check'], minutes: 5 },
    { name: 'generated files', command: ['npx', 'readyloop', 'generate', '--check'], minutes: 2 },
    ...cargo('cargo fmt', 'fmt', '--all', '--check'),
  ),
  ...cargo('clippy', 'clippy', '--quiet', '--all-targets', '--all-features', '--', '-D', 'warnings'),
  ...cargo('cargo test', 'test', '--quiet', '--all-features').map((step) => ({ ...step, counts: countCargo })),
  { name: 'check', command: ['npx', 'readyloop', 'check'], minutes: 15 },
  { name: 'bugs', command: ['npx', 'readyloop', 'bugs'], minutes: 12 },
  { name: 'needed clauses', command: ['npx', 'readyloop', 'mutants', '--needed'], minutes: 15 },
  {
    name: 'npm test',
    command: ['npm', 'test'],
    env: { READYLOOP_TEST_REPORT: join(folder, 'vitest.json'), READYLOOP_TRACE_DIR: traces },
    shows: /^Rules: /m,
    minutes: 25,
    counts: () => countVitest(vitestReport()),
  },
  ...light(
    {
      name: 'interleavings',
      command: ['npm', 'run', '--silent', 'interleave'],
      shows: /interleavings, up to/m,
      minutes: 10,
    },
    {
      name: 'coverage of the traces of npm test',
      command: ['npx', 'readyloop', 'trace', '--coverage', traces],
      shows: /^Coverage: /m,
      minutes: 5,
    },
    {
      name: 'SPIN',
      command: ['npm', 'run', '--silent', 'spin', '--', '--install'],
      shows: /^SPIN (?:dis)?agrees: /m,
      minutes: 8,
    },
  ),
  {
    name: 'mutants, a sample',
    command: ['npm', 'run', '--silent', 'mutate', '--', '--sample'],
    shows: /^sample: /m,
    minutes: 5,
  },
  { name: 'sanitizers', command: ['npm', 'run', '--silent', 'sanitize'], minutes: 15 },
  // Only what did not hold leaves something, which is its trace.
  { name: 'npm start', command: ['npm', 'start'], env: { TMPDIR: tmpdir() }, minutes: 3 },
];

// Whoever still writes there is killed before.
endWithSignals();
process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));

async function run(command, cwd, env, minutes) {
  const whole = { ...process.env, TMPDIR: temporary, ...env };
  const { ok, late, output } = await runGroup(command, { cwd, env: whole, limit: minutes * MINUTE });
  return { ok, output: late ? `${output}\nnot done after ${minutes} minutes\n` : output };
}

const sum = { passed: 0, failed: 0 };
/** Told again at the end, where whoever opens a long log looks first. */
const broken = [];
await inLanes(steps, async ({ name, command, cwd = '.', env, minutes, counts, shows }) => {
  const began = performance.now();
  const { ok, output } = await run(command, join(root, cwd), env, minutes);
  const { passed, failed } = countStep(ok, counts?.(output));
  sum.passed += passed;
  sum.failed += failed;
  if (!ok) broken.push(`FAILED ${name}`, ...failuresIn(output).map((failure) => `  ${failure}`));
  // Of a step that held, only what is worth keeping in the log.
  const from = shows ? output.search(shows) : -1;
  if (!ok || from >= 0) console.log(ok ? output.slice(from) : output);
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name}  ${((performance.now() - began) / 1000).toFixed(1)} s`);
});
console.log(`\n${[...broken, `${sum.passed} passed, ${sum.failed} failed`].join('\n')}`);
process.exitCode = sum.failed === 0 ? 0 : 1;
