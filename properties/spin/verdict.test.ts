import { expect, test } from 'vitest';
import { InconclusiveError, readVerdict } from './verdict.js';

const counted = `
State-vector 92 byte, depth reached 10909, errors: 2
   139254 states, stored
  1897365 states, matched
  2036619 transitions (= stored+matched)
`;

test('without a complaint nothing is broken', () => {
  expect(readVerdict(counted)).toEqual({ broken: [], states: 139_254, transitions: 2_036_619 });
});

test('an assertion names its law, however often it is violated', () => {
  const complaints = [
    'pan:1: assertion violated (violated!=16) (at depth 20)',
    'pan:7: assertion violated (violated!=1) (at depth 21)',
    'pan:9: assertion violated (violated!=16) (at depth 22)',
  ];
  expect(readVerdict(complaints.join('\n') + counted).broken).toEqual(['L16', 'L1']);
});

test('an acceptance cycle breaks the law that is claimed', () => {
  const visited = counted.replace('states, stored', 'states, stored (888042 visited)');
  const output = `pan: ltl formula L2_reader\npan:1: acceptance cycle (at depth 108)\npan: wrote m.trail\n${visited}`;
  expect(readVerdict(output, 'L2_reader')).toMatchObject({ broken: ['L2'], states: 139_254 });
  expect(() => readVerdict(output)).toThrow(InconclusiveError);
});

test.each([
  ['an index out of bounds', `pan:1: indexing fifo[4] - size is 4 (at depth 3)\n${counted}`],
  ['a search without an end', `error: max search depth too small\n${counted}`],
  ['no counts', 'pan: error: too many processes -- current max is 6 procs (-DNFAIR=2)'],
])('%s proves nothing', (_what, output) => {
  expect(() => readVerdict(output)).toThrow(expect.objectContaining({ code: 'ERR_SPIN_INCONCLUSIVE' }));
});
