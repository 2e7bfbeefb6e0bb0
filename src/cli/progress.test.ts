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

test('elsewhere it keeps silent, for what is written there is read by machines', () => {
  const progress = new Progress({ stream: stream(false) });
  progress.show('one');
  progress.clear();
  expect(written).toEqual([]);
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
