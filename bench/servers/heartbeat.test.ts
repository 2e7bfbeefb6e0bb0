import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { Heartbeat } from './heartbeat.js';

/** Leaves Node's loop no turn. */
function hog(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

describe('a watch', () => {
  test('sees how long a timer waited for a turn, and how long it waits as a rule', async () => {
    const end = new Heartbeat().watch(0);
    await sleep(200);
    hog(100);
    await sleep(200);
    const { timer, timerMedian } = end();
    expect(timer).toBeGreaterThanOrEqual(100);
    expect(timerMedian).toBeGreaterThanOrEqual(4);
    expect(timerMedian).toBeLessThan(50);
  });
  test('sees the most that was echoed within a turn, not what was echoed in all', async () => {
    const heartbeat = new Heartbeat();
    const end = heartbeat.watch(0);
    for (const bytes of [3, 5, 4]) {
      await turn();
      heartbeat.echoed(bytes);
      heartbeat.echoed(bytes);
    }
    await turn();
    await turn();
    expect(end().bytes).toBe(10);
  });
  test('counts what has no end yet, and not what was echoed before', () => {
    const heartbeat = new Heartbeat();
    heartbeat.echoed(1_000);
    const end = heartbeat.watch(0);
    heartbeat.echoed(7);
    hog(60);
    const { timer, timerMedian, bytes } = end();
    expect(timer).toBeGreaterThanOrEqual(60);
    expect(timerMedian).toBe(timer);
    expect(bytes).toBe(7);
  });
  test('forgets the warm-up', async () => {
    const heartbeat = new Heartbeat();
    const end = heartbeat.watch(150);
    heartbeat.echoed(100);
    hog(100);
    await sleep(100);
    const { timer, bytes } = end();
    expect(timer).toBeLessThan(100);
    expect(bytes).toBe(0);
  });
  test('leaves nothing running', async () => {
    const end = new Heartbeat().watch(0);
    await turn();
    end();
    const active = process.getActiveResourcesInfo();
    expect(active.filter((name) => name === 'Immediate')).toEqual([]);
  });
});
