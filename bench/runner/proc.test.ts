import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { allowedCores, machineTicks, processTicks, threadSeconds } from './proc.js';

describe('processTicks', () => {
  const rest = 'S 1 8 2 0 -1 4194304 232 0 1 0 10 209 3 4 20 0 2 0 192125 72237056 499';

  test('finds user and system time', () => {
    expect(processTicks(`8652 (mio-raw) ${rest}`)).toEqual({ user: 10, system: 209 });
  });
  test('is not misled by a name with blanks and brackets', () => {
    expect(processTicks(`8652 (a) R 1 (b) c) ${rest}`)).toEqual({ user: 10, system: 209 });
  });
  test('refuses what is no stat', () => expect(() => processTicks('gone')).toThrow(TypeError));
  test('reads this very process', () => {
    const { user, system } = processTicks(readFileSync('/proc/self/stat', 'utf8'));
    const usage = process.cpuUsage();
    expect(Math.abs((user + system) / 100 - (usage.user + usage.system) / 1e6)).toBeLessThan(0.1);
  });
});

describe('threadSeconds', () => {
  test('is the time that the thread ran, not what it waited', () => {
    expect(threadSeconds('1500000000 9000000000 17\n')).toBe(1.5);
  });
  test('refuses what is no schedstat', () => expect(() => threadSeconds('version 15\n')).toThrow(TypeError));
  test('reads this very thread, which is part of its process', () => {
    const seconds = threadSeconds(readFileSync('/proc/thread-self/schedstat', 'utf8'));
    const { user, system } = process.cpuUsage();
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThan((user + system) / 1e6);
  });
});

describe('machineTicks', () => {
  test('counts idling and waiting for a disk as idle, stolen time as busy', () => {
    const stat = 'cpu  100 1 50 1000 20 3 4 5 7 0\ncpu0 1 1 1 1 1 1 1 1 1 1\n';
    expect(machineTicks(stat)).toEqual({ busy: 163, total: 1183 });
  });
  test('refuses what is no stat', () => {
    expect(() => machineTicks('intr 1 2 3 4 5 6 7 8')).toThrow(TypeError);
    expect(() => machineTicks('cpu 1 2')).toThrow(TypeError);
  });
  test('reads this very machine', () => {
    const { busy, total } = machineTicks(readFileSync('/proc/stat', 'utf8'));
    expect(busy).toBeGreaterThan(0);
    expect(total).toBeGreaterThanOrEqual(busy);
  });
});

describe('allowedCores', () => {
  const status = (list: string) => `Name:\tnode\nCpus_allowed:\tff\nCpus_allowed_list:\t${list}\nMems_allowed:\t1\n`;

  test('takes single cores and ranges', () => expect(allowedCores(status('0,2-4,9'))).toEqual([0, 2, 3, 4, 9]));
  test('is empty where the list is missing', () => expect(allowedCores('Name:\tnode\n')).toEqual([]));
});
