import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { addAbortListener, removeAbortListener } from './aborts.js';

const listeners = (signal: AbortSignal) => getEventListeners(signal, 'abort').length;

test('any number of listeners are one of the signal, of which none is left when they have gone', () => {
  const { signal } = new AbortController();
  const all = Array.from({ length: 20 }, () => ({ handleEvent: () => {} }));
  for (const one of all) addAbortListener(signal, one);
  expect(listeners(signal)).toBe(1);
  for (const one of all) removeAbortListener(signal, one);
  expect(listeners(signal)).toBe(0);
});

test('they are called once, in their order, but for those that were let go of meanwhile', () => {
  const controller = new AbortController();
  const { signal } = controller;
  const called: string[] = [];
  const second = { handleEvent: () => called.push('second') };
  addAbortListener(signal, {
    handleEvent: () => {
      called.push('first');
      removeAbortListener(signal, second);
    },
  });
  addAbortListener(signal, second);
  addAbortListener(signal, { handleEvent: () => called.push('third') });
  controller.abort();
  controller.abort();
  expect(called).toEqual(['first', 'third']);
  expect(listeners(signal)).toBe(0);
});

test('what one throws keeps it from no other, and is uncaught', async () => {
  const controller = new AbortController();
  const uncaught: unknown[] = [];
  const before = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException');
  process.once('uncaughtException', (error) => uncaught.push(error));
  let called = false;
  addAbortListener(controller.signal, {
    handleEvent: () => {
      throw new Error('of a listener');
    },
  });
  addAbortListener(controller.signal, {
    handleEvent: () => {
      called = true;
    },
  });
  controller.abort();
  await new Promise(setImmediate);
  for (const listener of before) process.on('uncaughtException', listener);
  expect(called).toBe(true);
  expect(uncaught).toEqual([new Error('of a listener')]);
});

test('a signal that cannot be listened to keeps nobody', () => {
  const { signal } = new AbortController();
  signal.addEventListener = () => {
    throw new Error('nobody listens');
  };
  expect(() => addAbortListener(signal, { handleEvent: () => {} })).toThrow('nobody listens');
  Reflect.deleteProperty(signal, 'addEventListener');
  const listener = { handleEvent: () => {} };
  addAbortListener(signal, listener);
  expect(listeners(signal)).toBe(1);
  removeAbortListener(signal, listener);
});
