import { expect, test } from 'vitest';
import type { ModelReport, Verdict } from '../../model/checker/report.js';
import { compare } from './compare.js';

const report = (l1: Verdict, l2: Verdict): ModelReport => ({
  model: 'watch-one',
  states: 10,
  edges: 100,
  depth: 3,
  seconds: 1,
  statesPerSecond: 10,
  bytesPerState: 4,
  complete: true,
  laws: [
    { law: 'L1 readiness first', verdict: l1, witnesses: 1 },
    { law: 'L2 nothing ready is forgotten', verdict: l2, witnesses: 1 },
  ],
});

/** What SPIN says; three processes rest in each state, and one transition leads to the first. */
const spin = (broken: string[], safety: string[] = [], states = 10) => ({
  broken: new Set(broken),
  safety: { broken: safety, states, transitions: 131 },
});

test('they agree if the same laws are broken, in the same states by the same steps', () => {
  const held = compare('real', report('holds', 'holds'), spin([]));
  expect(held).toEqual({
    agree: true,
    line: 'SPIN agrees: real holds, all of L1, L2; both visit 10 states by 100 steps',
  });
  expect(compare('F3', report('holds', 'broken'), spin(['L2'])).line).toMatch(/^SPIN agrees: F3 breaks L2; both visit/);
});

test('where a broken law cuts the search short, the states are not compared', () => {
  const { agree, line } = compare('F0', report('broken', 'holds'), spin(['L1'], ['L1'], 99));
  expect([agree, line]).toEqual([true, 'SPIN agrees: F0 breaks L1']);
});

test('they disagree if one of them finds a law broken that the other does not', () => {
  expect(compare('F3', report('holds', 'broken'), spin([]))).toEqual({
    agree: false,
    line: 'SPIN disagrees: F3 breaks L2 for the checker, and holds for SPIN',
  });
  expect(compare('real', report('holds', 'holds'), spin(['L1'], ['L1'])).agree).toBe(false);
});

test('a law that SPIN breaks and the checker does not judge is a disagreement too', () => {
  expect(compare('real', report('holds', 'holds'), spin(['L6'], ['L6'])).agree).toBe(false);
});

test('they disagree if they do not visit the same states', () => {
  const { agree, line } = compare('real', report('holds', 'holds'), spin([], [], 11));
  expect(agree).toBe(false);
  expect(line).toBe('SPIN disagrees: real has 10 states and 100 steps for the checker, 11 and 97 for SPIN');
});
