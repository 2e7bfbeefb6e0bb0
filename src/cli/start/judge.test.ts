import { expect, test } from 'vitest';
import type { Drive } from './drive.js';
import { observe } from './judge.js';
import type { Conversation } from './plan.js';

const conversations: Conversation[] = [
  { connection: 0, messages: [1, 2], ending: 'close' },
  { connection: 1, messages: [1, 2, 3], ending: 'half-close' },
  { connection: 2, messages: [1], ending: 'reset' },
  { connection: 3, messages: [1, 2], ending: 'reset in flight' },
];
const good: Drive = {
  client: { kind: 'done', opened: 4, finished: 4, requests: 7, bytes: 14, seconds: 1, failures: [] },
  tally: { accepted: 4, ended: 2, reset: 2, bytes: 14, failures: [] },
  totals: { opened: 4, finished: 4, requests: 7, bytes: 14 },
  problems: [],
};

const broken = (drive: Partial<Drive>) =>
  observe(conversations, { ...good, ...drive })
    .filter(({ held }) => !held)
    .map(({ law }) => law);

test('a run that went as planned bears witness to its laws', () => {
  expect(broken({})).toEqual([]);
});

test('a connection that was never accepted breaks L8', () => {
  expect(broken({ tally: { accepted: 3, ended: 2, reset: 2, bytes: 14, failures: [] } })).toEqual(['L8']);
});

test('a connection whose end nobody learnt of breaks L10', () => {
  expect(broken({ tally: { accepted: 4, ended: 2, reset: 1, bytes: 14, failures: [] } })).toEqual(['L10']);
});

test('an echo that never came breaks L11, as does a wrong byte', () => {
  const client = { kind: 'done', opened: 4, finished: 4, requests: 7, bytes: 14, seconds: 1, failures: [] } as const;
  expect(broken({ client: { ...client, requests: 6 } })).toEqual(['L11']);
  expect(broken({ client: { ...client, failures: ['byte 3 came back as 4'] } })).toEqual(['L11']);
});

test('a side that never got to its end bears witness to nothing', () => {
  expect(broken({ client: null, tally: null })).toEqual(['L8', 'L10', 'L11']);
});
