import { expect, test } from 'vitest';
import type { Rule } from './rules.js';
import { lacking, type Tested, tally } from './tally.js';

const rules: Rule[] = [
  { id: 'C1', says: 'one', without: { net: 'it cannot' } },
  { id: 'C2', says: 'two' },
];
const columns = ['mio', 'net'];
const tested = (title: string, suite = 'things, on mio:', state: Tested['state'] = 'passed'): Tested => ({
  suites: [suite],
  title,
  state,
});
const lacks = (...tests: Tested[]) => lacking(rules, columns, tally(rules, columns, tests));
const complete = [tested('C1 one'), tested('C2 two'), tested('C2 two', 'things, on node:net:')];

test('rules with a test or a reason everywhere lack nothing', () => {
  expect(lacks(...complete)).toEqual([]);
});

test('a test counts for each rule that its title, or its suite, begins with', () => {
  const { standings } = tally(rules, columns, [
    tested('C1 C2 both'),
    tested('further', 'C2 things, on mio:', 'failed'),
  ]);
  expect(standings.get('C1')?.get('mio')).toEqual({ passed: 1, failed: 0, skipped: 0 });
  expect(standings.get('C2')?.get('mio')).toEqual({ passed: 1, failed: 1, skipped: 0 });
});

test('a rule that is only mentioned is not tested', () => {
  expect(lacks(tested('it keeps C2 and C1'))).toHaveLength(3);
});

test('a rule without a test or a reason is lacking', () => {
  expect(lacks(...complete.slice(0, 2))).toEqual(['C2 has neither a test on net nor a reason for having none']);
});

test('a reason beside a test is one too many', () => {
  const both = tested('C1 one', 'things, on node:net:');
  expect(lacks(...complete, both)).toEqual(['C1 has tests on net, and a reason for having none']);
});

test('a skipped test is lacking, though another one passed', () => {
  expect(lacks(...complete, tested('C1 one more', 'things, on mio:', 'skipped'))).toEqual([
    'C1 has a test on mio that was skipped',
  ]);
});

test('a title or a suite that begins with the id of no rule is a problem, wherever it runs', () => {
  const { problems } = tally(rules, columns, [tested('C1 C3 three'), tested('four', 'C4 things')]);
  expect(problems).toEqual([
    '"C1 C3 three" names C3, and there is no such rule',
    '"four" names C4, and there is no such rule',
  ]);
});

test('a title that names a rule and no column is a problem', () => {
  const { problems } = tally(rules, columns, [tested('C1 one', 'things')]);
  expect(problems).toEqual(['"C1 one" names C1, but its suites end on none of mio, net']);
});
