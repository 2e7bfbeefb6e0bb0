import { release } from 'node:os';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare } from './compare.js';
import { ModelKernel } from './model-kernel.js';
import { type Mutant, mutants } from './mutants.js';
import { ACTS, type Sequence, sequences } from './operations.js';

/**
 * The model of the kernel against the kernel: random sequences of system calls on both give the same answers, levels and
 * reports. READYLOOP_SEQUENCES sets how many; READYLOOP_SEED begins with a certain one.
 */
const { READYLOOP_SEQUENCES = '1000', READYLOOP_SEED } = process.env;
const seed = READYLOOP_SEED === undefined ? {} : { seed: Number(READYLOOP_SEED) };

/** Everything that a sequence can do; a run in which one of it hardly ever happens shows nothing of it. */
const OPERATIONS = [
  ...['add', 'modify', 'remove', 'close', 'dup', 'shutdown', 'halve', 'write', 'read', 'accept', 'open', 'poll'],
  ...['connect', 'refused', 'disconnect', 'block', 'unblock'],
  ...ACTS.map((act) => `peer ${act}`),
];

test(`the model and Linux ${release()} agree on ${READYLOOP_SEQUENCES} random sequences of system calls`, () => {
  const done = new Map<string, number>();
  const property = fc.property(sequences, (sequence) => {
    const { difference, done: now } = compare(sequence);
    for (const [operation, count] of now) done.set(operation, (done.get(operation) ?? 0) + count);
    if (difference !== undefined) throw new Error(difference);
  });
  fc.assert(property, { numRuns: Number(READYLOOP_SEQUENCES), ...seed });
  const often = OPERATIONS.map((operation) => [operation, done.get(operation) ?? 0] as const);
  console.log(`done on both: ${often.map(([operation, count]) => `${operation} ${count}`).join(', ')}`);
  expect(often.filter(([, count]) => count === 0)).toEqual([]);
});

describe('a wrong model of the kernel is found out:', () => {
  const differs = (mutant: Mutant) => (sequence: Sequence) =>
    compare(sequence, new ModelKernel(sequence.kinds, mutant.make), 0).difference !== undefined;

  test.each(mutants.map((mutant) => [mutant.what, mutant] as const))('%s', (_, mutant) => {
    const found = fc.check(
      fc.property(sequences, (sequence) => !differs(mutant)(sequence)),
      { numRuns: Number(READYLOOP_SEQUENCES), endOnFailure: true, seed: 1 },
    );
    expect(found.failed).toBe(true);
  });
});
