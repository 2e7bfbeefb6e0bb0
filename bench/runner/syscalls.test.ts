import { expect, test } from 'vitest';
import { parseStrace } from './syscalls.js';

test('reads the counts of a strace table, with and without errors, and not its total', () => {
  const text = `strace: Process 7 attached with 2 threads
% time     seconds  usecs/call     calls    errors syscall
------ ----------- ----------- --------- --------- ----------------
 61.05    0.140722           7     19020           write
 38.90    0.089671           4     19030        10 read
  0.05    0.000111           1       300           epoll_wait
------ ----------- ----------- --------- --------- ----------------
100.00    0.230504           6     38350        10 total
strace: Process 7 detached
`;
  expect([...parseStrace(text)]).toEqual([
    ['write', 19020],
    ['read', 19030],
    ['epoll_wait', 300],
  ]);
});
