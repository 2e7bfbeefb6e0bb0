import { describe, expect, test } from 'vitest';
import { pinned, share } from './place.js';

describe('share', () => {
  test('gives each side a core of its own', () => {
    expect(share([0, 1], false)).toEqual({ server: [0], generator: [1] });
    expect(share([2, 5, 7], false)).toEqual({ server: [2], generator: [7] });
  });
  test("gives a spread server every core, the load generator's too", () => {
    expect(share([2, 5, 7], true)).toEqual({ server: [2, 5, 7], generator: [7] });
  });
  test('gives up where there is one core', () => expect(share([3], true)).toBeUndefined());
});

describe('pinned', () => {
  const pinning = { taskset: '/bin/taskset', server: [0, 1], generator: [1] };

  test("puts taskset and the side's cores before the command", () => {
    expect(pinned(['node', 'x.js'], pinning, 'server')).toEqual(['/bin/taskset', '-c', '0,1', 'node', 'x.js']);
    expect(pinned(['load'], pinning, 'generator')).toEqual(['/bin/taskset', '-c', '1', 'load']);
  });
  test('leaves the command alone where nothing is pinned', () => {
    expect(pinned(['load'], undefined, 'generator')).toEqual(['load']);
  });
});
