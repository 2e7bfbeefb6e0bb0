import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { Exceptions } from './exceptions.js';
import { Liveness } from './liveness.js';
import { type Alarm, Timers } from './timers.js';

/** A clock that stands still until it is told to go on. */
class Clock implements Alarm {
  time = 0;
  deadline = Number.POSITIVE_INFINITY;

  now(): number {
    return this.time;
  }

  set(ms: number): void {
    this.deadline = this.time + ms;
  }

  clear(): void {
    this.deadline = Number.POSITIVE_INFINITY;
  }
}

function setUp() {
  const clock = new Clock();
  let alive = false;
  const liveness = new Liveness((keep) => {
    alive = keep;
  });
  const timers = new Timers(clock, liveness, new Exceptions());
  /** Lets time go by, running the timers whenever the alarm goes off. */
  const sleepUntil = (time: number) => {
    while (clock.deadline <= time) {
      clock.time = clock.deadline;
      clock.deadline = Number.POSITIVE_INFINITY;
      timers.run();
    }
    clock.time = time;
  };
  return { clock, timers, sleepUntil, isAlive: () => alive };
}

describe('L13', () => {
  test.prop([fc.array(fc.double({ min: 0, max: 50, noNaN: true }))])(
    'no timer is early, none is forgotten, and equal deadlines run in the order they were made',
    (whens) => {
      const { clock, timers, sleepUntil, isAlive } = setUp();
      const ran: number[] = [];
      const late: number[] = [];
      whens.forEach((when, i) => {
        timers.add(
          'callAt',
          when,
          () => {
            ran.push(i);
            late.push(clock.time - when);
          },
          [],
        );
      });
      sleepUntil(60);
      expect(late.filter((ms) => ms < 0 || ms > 1)).toEqual([]);
      const order = whens.map((_, i) => i).sort((a, b) => (whens[a] as number) - (whens[b] as number) || a - b);
      expect(ran).toEqual(order);
      expect(isAlive()).toBe(false);
      expect(clock.deadline).toBe(Number.POSITIVE_INFINITY);
    },
  );

  test('a cancelled timer does not run, not even if it is due already (C15)', () => {
    const { timers, sleepUntil, clock } = setUp();
    const ran: string[] = [];
    timers.add('callAt', 5, () => second.cancel(), []);
    const second = timers.add('callAt', 5, () => ran.push('second'), []);
    timers.add('callAt', 5, () => ran.push('third'), []);
    sleepUntil(10);
    expect(ran).toEqual(['third']);
    expect(second.cancelled).toBe(true);
    timers.add('callAt', 20, () => ran.push('never'), []).cancel();
    expect(clock.deadline).toBe(Number.POSITIVE_INFINITY);
    sleepUntil(30);
    expect(ran).toEqual(['third']);
  });

  test('a wake-up that comes early runs nothing and waits on', () => {
    const { clock, timers, sleepUntil } = setUp();
    const ran: string[] = [];
    timers.add('callAt', 5.5, () => ran.push('it'), []);
    clock.time = 5;
    timers.run();
    expect(ran).toEqual([]);
    sleepUntil(6);
    expect(ran).toEqual(['it']);
  });

  test('what a timer adds waits for the next run, however early its deadline (L7)', () => {
    const { clock, timers } = setUp();
    const ran: string[] = [];
    timers.add(
      'callAt',
      0,
      () => {
        ran.push('first');
        timers.add('callAt', -5, () => ran.push('second'), []);
      },
      [],
    );
    timers.run();
    expect(ran).toEqual(['first']);
    expect(clock.deadline).toBe(0);
    timers.run();
    expect(ran).toEqual(['first', 'second']);
  });

  test('clearing inside a timer ends the batch it is in', () => {
    const { timers } = setUp();
    const ran: string[] = [];
    timers.add('callAt', 0, () => timers.clear(), []);
    const second = timers.add('callAt', 0, () => ran.push('second'), []);
    timers.run();
    expect(ran).toEqual([]);
    expect(second.cancelled).toBe(true);
  });
});

test('only what is referenced keeps the process alive (L15)', () => {
  const { timers, isAlive, sleepUntil } = setUp();
  const a = timers.add('callAt', 5, () => {}, []);
  expect(isAlive()).toBe(true);
  a.unref();
  a.unref();
  expect(isAlive()).toBe(false);
  const b = timers.add('callAt', 5, () => {}, []);
  b.cancel();
  b.cancel();
  expect(isAlive()).toBe(false);
  a.ref();
  expect([isAlive(), a.hasRef()]).toEqual([true, true]);
  sleepUntil(5);
  a.unref();
  a.ref();
  expect(isAlive()).toBe(false);
});
