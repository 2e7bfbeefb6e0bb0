import { AsyncLocalStorage } from 'node:async_hooks';
import { expect, test } from 'vitest';
import { LoopContext, Scope } from './scope.js';

test('a scope is empty where no AsyncLocalStorage has a store', () => {
  expect(new Scope().isEmpty).toBe(true);
  const storage = new AsyncLocalStorage<number>();
  const scope = storage.run(7, () => new Scope());
  expect(scope.isEmpty).toBe(false);
  expect(scope.call(() => storage.getStore(), undefined)).toBe(7);
  expect(new Scope().isEmpty).toBe(true);
});

test('a scope is the same after a call, whatever was entered there', () => {
  const [storage, other] = [new AsyncLocalStorage<number>(), new AsyncLocalStorage<number>()];
  const scope = storage.run(7, () => new Scope());
  const enter = (store: number) => {
    const before = [storage.getStore(), other.getStore()];
    storage.enterWith(store);
    other.enterWith(store);
    return before;
  };
  expect([scope.call(enter, undefined, 8), scope.call(enter, undefined, 9)]).toEqual([
    [7, undefined],
    [7, undefined],
  ]);
});

test('what is written on the resource of a loop is noticed, and taken back', () => {
  const context = new LoopContext();
  const [early, late] = [Symbol('early'), Symbol('late')];
  const resource = context.resource as Record<symbol, number | undefined>;
  resource[early] = 1;
  context.keep();
  expect(context.isTouched).toBe(false);
  resource[early] = 2;
  resource[late] = 3;
  expect(context.isTouched).toBe(true);
  context.restore();
  expect([resource[early], resource[late], context.isTouched]).toEqual([1, undefined, false]);
});
