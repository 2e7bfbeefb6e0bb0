import { AsyncLocalStorage } from 'node:async_hooks';
import { expect, test } from 'vitest';
import { Scope } from './scope.js';

test('a scope is empty where no AsyncLocalStorage has a store', () => {
  expect(new Scope().isEmpty).toBe(true);
  const storage = new AsyncLocalStorage<number>();
  const scope = storage.run(7, () => new Scope());
  expect(scope.isEmpty).toBe(false);
  expect(scope.runInAsyncScope(() => storage.getStore())).toBe(7);
  expect(new Scope().isEmpty).toBe(true);
});
