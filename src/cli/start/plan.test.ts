import { expect, test } from 'vitest';
import { LARGEST, plan, SMALLEST } from './plan.js';

const CONNECTIONS = 64;

test('the same seed gives the same conversations, another seed others', () => {
  expect(plan(7, CONNECTIONS)).toEqual(plan(7, CONNECTIONS));
  expect(plan(8, CONNECTIONS)).not.toEqual(plan(7, CONNECTIONS));
});

test('sizes lie between 1 B and 1 MiB and both extremes are among them', () => {
  const sizes = plan(1, CONNECTIONS).flatMap(({ messages }) => messages);
  expect(Math.min(...sizes)).toBe(SMALLEST);
  expect(Math.max(...sizes)).toBe(LARGEST);
});

test('small messages are as frequent as large ones', () => {
  const sizes = plan(1, CONNECTIONS).flatMap(({ messages }) => messages);
  const small = sizes.filter((size) => size <= 1024).length / sizes.length;
  expect(small).toBeGreaterThan(0.4);
  expect(small).toBeLessThan(0.6);
});

test('all endings are among the conversations, equally often', () => {
  const endings = plan(1, CONNECTIONS).map(({ ending }) => ending);
  for (const ending of ['close', 'half-close', 'reset', 'reset in flight']) {
    expect(endings.filter((one) => one === ending)).toHaveLength(CONNECTIONS / 4);
  }
});
