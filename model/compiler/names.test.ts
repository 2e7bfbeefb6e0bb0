import { expect, test } from 'vitest';
import { constantCase, pascalCase, snakeCase } from './names.js';

test.each([
  ['ADD_READER', 'AddReader'],
  ['queueReader', 'QueueReader'],
  ['FD_LIMIT', 'FdLimit'],
  ['armed.off.RW', 'ArmedOffRW'],
  ['waiting.hungUp', 'WaitingHungUp'],
  ['epoll_add', 'EpollAdd'],
])('%s as a type is %s', (name, written) => {
  expect(pascalCase(name)).toBe(written);
});

test('an action as a method and as a constant', () => {
  expect(snakeCase('holdReader')).toBe('hold_reader');
  expect(constantCase('holdReader')).toBe('HOLD_READER');
});
