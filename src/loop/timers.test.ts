import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { Origins } from '../diagnostics/index.js';
import { Exceptions } from '../errors/index.js';
import { Liveness } from '../native/index.js';
import { type Alarm, NO_TURN, Timers } from './timers.js';

/** A clock that stands still until it is told to go on. */
class Clock implements Alarm {
  time = 0;
  deadline = Number.POSITIVE_INFINITY;
  /** How often the native timer was set. */
  sets = 0;

  now(): number {
    return this.time;
  }

  set(ms: number): void {
    this.deadline = this.time + ms;
    this.sets++;
  }
}

function setUp() {
  const clock = new Clock();
  let alive = false;
  const liveness = new Liveness((keep) => {
    alive = keep;
  });
  const timers = new Timers(clock, { liveness, exceptions: new Exceptions(), origins: new Origins(false) });
  const add = (when: number, callback: () => void, turn = NO_TURN) => timers.add('callAt', when, turn, callback, []);
  let turns = 0;
  const run = () => timers.run(turns++);
  /** Lets time go by, running the timers whenever the alarm goes off. */
  const sleepUntil = (time: number) => {
    while (clock.deadline <= time) {
      clock.time = clock.deadline;
      clock.deadline = Number.POSITIVE_INFINITY;
      run();
    }
    clock.time = time;
  };
  return { clock, timers, add, run, sleepUntil, isAlive: () => alive };
}

describe('L13', () => {
  test.prop([fc.array(fc.double({ min: 0, max: 50, noNaN: true }))])(
    'no timer is early, none is forgotten, and equal deadlines run in the order they were made',
    (whens) => {
      const { clock, add, sleepUntil, isAlive } = setUp();
      const ran: number[] = [];
      const late: number[] = [];
      whens.forEach((when, i) => {
        add(when, () => {
          ran.push(i);
          late.push(clock.time - when);
        });
      });
      sleepUntil(60);
      expect(late.filter((ms) => ms < 0 || ms > 1e-6)).toEqual([]);
      const order = whens.map((_, i) => i).sort((a, b) => (whens[a] as number) - (whens[b] as number) || a - b);
      expect(ran).toEqual(order);
      expect(isAlive()).toBe(false);
      expect(clock.deadline).toBe(Number.POSITIVE_INFINITY);
    },
  );

  test('a cancelled timer does not run, not even if it is due already (C15)', () => {
    const { add, sleepUntil, clock } = setUp();
    const ran: string[] = [];
    add(5, () => second.cancel());
    const second = add(5, () => ran.push('second'));
    add(5, () => ran.push('third'));
    sleepUntil(10);
    expect(ran).toEqual(['third']);
    expect(second.cancelled).toBe(true);
    add(20, () => ran.push('never')).cancel();
    sleepUntil(30);
    expect(ran).toEqual(['third']);
    expect(clock.deadline).toBe(Number.POSITIVE_INFINITY);
  });

  test('a timeout that is set and cancelled for each of many requests sets the native timer once', () => {
    const { clock, add } = setUp();
    for (let request = 0; request < 1000; request++) {
      clock.time = request / 100;
      add(clock.time + 30, () => {}).cancel();
    }
    expect(clock.sets).toBe(1);
  });

  test('so do timers of one deadline', () => {
    const { clock, add } = setUp();
    for (let i = 0; i < 3; i++) add(5, () => {});
    expect(clock.sets).toBe(1);
  });

  test('a wake-up that comes early runs nothing and waits on', () => {
    const { clock, add, run, sleepUntil } = setUp();
    const ran: string[] = [];
    add(5.5, () => ran.push('it'));
    clock.time = 5;
    run();
    expect(ran).toEqual([]);
    sleepUntil(6);
    expect(ran).toEqual(['it']);
  });

  test('what a timer adds waits for the next run, however early its deadline (L7)', () => {
    const { clock, add, run } = setUp();
    const ran: string[] = [];
    add(0, () => {
      ran.push('first');
      add(-5, () => ran.push('second'));
    });
    run();
    expect(ran).toEqual(['first']);
    expect(clock.deadline).toBe(0);
    run();
    expect(ran).toEqual(['first', 'second']);
  });

  test('what another callback of the turn made waits for the next one, and keeps its place (L7)', () => {
    const { clock, add, run } = setUp();
    const ran: string[] = [];
    add(0, () => ran.push('made in turn 0'), 0);
    add(0, () => ran.push('made outside'));
    run();
    expect(ran).toEqual(['made outside']);
    expect(clock.deadline).toBe(0);
    add(0, () => ran.push('made later'));
    run();
    expect(ran).toEqual(['made outside', 'made in turn 0', 'made later']);
  });

  test('clearing inside a timer ends the batch it is in', () => {
    const { timers, add, run } = setUp();
    const ran: string[] = [];
    add(0, () => timers.clear());
    const second = add(0, () => ran.push('second'));
    run();
    expect(ran).toEqual([]);
    expect(second.cancelled).toBe(true);
  });
});

test('only what is referenced keeps the process alive (L15)', () => {
  const { add, isAlive, sleepUntil } = setUp();
  const a = add(5, () => {});
  expect(isAlive()).toBe(true);
  a.unref();
  a.unref();
  expect(isAlive()).toBe(false);
  const b = add(5, () => {});
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
