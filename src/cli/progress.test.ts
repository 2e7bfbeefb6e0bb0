import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Progress } from './progress.js';

let written: string[] = [];
const stream = (isTTY: boolean) => ({ isTTY, columns: 11, write: (text: string) => written.push(text) });

beforeEach(() => {
  written = [];
  vi.useFakeTimers({ toFake: ['performance'] });
});

afterEach(() => {
  vi.useRealTimers();
});

test('on a terminal one line is replaced, cut to the width, and gone at the end', () => {
  const progress = new Progress({ stream: stream(true) });
  progress.show('states: 1');
  vi.advanceTimersByTime(100);
  progress.show('states: 1,000,000');
  progress.clear();
  expect(written).toEqual(['\r\x1b[Kstates: 1', '\r\x1b[Kstates: 1,', '\r\x1b[K']);
});

test('it is not drawn more often than anybody can see', () => {
  const progress = new Progress({ stream: stream(true) });
  for (let i = 0; i < 100; i++) progress.show(`${i}`);
  expect(written).toHaveLength(1);
});

test('elsewhere a line now and then tells that it goes on, and short work is silent', () => {
  const progress = new Progress({ stream: stream(false) });
  for (let second = 0; second < 25; second++) {
    progress.show(`second ${second}`);
    vi.advanceTimersByTime(1000);
  }
  progress.clear();
  expect(written).toEqual(['second 10\n', 'second 20\n']);
});

test('it tells how long the rest will take, where it knows the whole', () => {
  const progress = new Progress({ stream: stream(false) });
  vi.advanceTimersByTime(10_000);
  progress.show('so far', 0.25);
  vi.advanceTimersByTime(290_000);
  progress.show('so far', 0.5);
  expect(written).toEqual(['25%, about 30 s left; so far\n', '50%, about 5 min left; so far\n']);
});

test('it says beforehand how long work takes, unless that is soon done', () => {
  const progress = new Progress({ stream: stream(false) });
  progress.foretell('a look', 3);
  progress.foretell('all models', 41);
  progress.foretell('all mutants', 600);
  expect(written).toEqual(['all models: about 45 s\n', 'all mutants: about 10 min\n']);
});

test('or it logs a whole line a second', () => {
  const progress = new Progress({ stream: stream(false), logs: true });
  for (let i = 0; i <= 20; i++) {
    progress.show(`${i} connections of many`);
    vi.advanceTimersByTime(100);
  }
  progress.clear();
  expect(written).toEqual(['0 connections of many\n', '10 connections of many\n', '20 connections of many\n']);
});
