import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { count } from '../exits/ending.js';
import { type Backend, backends } from '../support/backends.js';
import * as probe from '../support/probe.js';
import { sleep, until } from '../support/scene.js';
import { callbacks, items } from './items.js';
import { Stage } from './stage.js';
import { type Throwing, Thrown, throwingLoop } from './throwing.js';

/** How long what may come may take, in milliseconds; a throw may have taken it away. */
const SOON = 100;

/**
 * The engine has a connection then of which no JavaScript knows, not even the name by which it could be given up: until the loop
 * is closed its number is taken (README, limits).
 */
const UNMENDED = ['openTransport'];

/** After so many milliseconds libuv has closed the handles of a loop that was closed. */
const REST = 30;

/** What is thrown into the process by nobody's promise; a program hears of it as of any other error. */
const uncaught: unknown[] = [];
const note = (error: unknown): void => void uncaught.push(error);
const EVENTS = ['uncaughtException', 'unhandledRejection'] as const;
let before: (readonly [(typeof EVENTS)[number], ((...args: never[]) => void)[]])[] = [];

beforeEach(() => {
  before = EVENTS.map((event) => [event, process.listeners(event as never) as never] as const);
  for (const event of EVENTS) process.removeAllListeners(event).on(event, note);
});

afterEach(() => {
  for (const [event, listeners] of before) {
    process.removeAllListeners(event);
    for (const listener of listeners) process.on(event, listener as never);
  }
});

/** Does something of the user's, who meets what is thrown. */
async function despite(what: () => unknown): Promise<void> {
  try {
    await what();
  } catch (error) {
    if (!(error instanceof Thrown)) throw error;
  }
}

/** What is wrong behind a run of one item in which a native call throws; and what the program heard, if it could begin it. */
async function play(
  backend: Backend,
  name: string,
  throwing: Throwing,
): Promise<{ wrong: readonly string[]; moments: number }> {
  const wrong: string[] = [];
  uncaught.length = 0;
  const stage = new Stage(throwingLoop(backend, throwing), null);
  const { loop } = stage;
  throwing.isOn = true;
  let due: (() => unknown) | undefined;
  await despite(async () => {
    due = await items[name]?.(stage);
  });
  const bringAbout = () => despite(() => due?.());
  try {
    loop.callSoon(bringAbout);
  } catch {
    await bringAbout();
  }
  const over = () => stage.unsettled.size === 0 && loop.report().pending.length === 0;
  await until(over, SOON).catch(() => {});
  throwing.isOn = false;

  // The loop goes on.
  let ran = 0;
  loop.callSoon(() => ran++);
  loop.callLater(0, () => ran++);
  const [near, far] = stage.pair();
  let received = '';
  loop.sockRecv(near, 1).then(
    (bytes) => {
      received = String(bytes);
    },
    (error) => wrong.push(`another operation: ${error}`),
  );
  probe.write(far.fileno(), Buffer.from('x'));
  await until(() => ran === 2 && received === 'x', SOON * 50).catch(() => wrong.push('the loop stands still'));

  // And when it ends, so has everything.
  stage.leave();
  await until(() => stage.unsettled.size === 0, SOON * 10).catch(() => {});
  wrong.push(...[...stage.unsettled.values()].map((what) => `${what} never settled`));
  const listeners = getEventListeners(stage.signal, 'abort').length - 1;
  if (listeners > 0) wrong.push(`${listeners} listeners of a signal`);
  const others = [...stage.strange, ...uncaught].filter((error) => !(error instanceof Thrown));
  wrong.push(...others.map((error) => `strange: ${error}`));
  return { wrong, moments: due === undefined ? Number.POSITIVE_INFINITY : stage.moments };
}

describe.each(backends)('a native call that throws, before or behind what it does, on %s:', (backend) => {
  test.each(Object.keys(items))('L10 L16 leaves nothing behind of %s, and the loop goes on', async (name) => {
    const whole: Throwing = { at: 0, when: 'behind', calls: 0, isOn: false };
    const { wrong, moments } = await play(backend, name, whole);
    expect(wrong).toEqual([]);
    await sleep(REST);
    const held = count();
    // Of callbacks one is lost at most, which is the one that was to be run.
    const least = name in callbacks ? moments - 1 : 0;
    for (const when of ['before', 'behind'] as const) {
      for (let at = 1; at <= whole.calls; at++) {
        const throwing: Throwing = { at, when, calls: 0, isOn: false, spares: UNMENDED };
        const played = await play(backend, name, throwing);
        await sleep(REST);
        const where = `${when} ${throwing.thrown}, call ${at} of ${whole.calls}`;
        expect.soft({ wrong: played.wrong, ...count() }, where).toEqual({ wrong: [], ...held });
        expect.soft(played.moments, where).toBeGreaterThanOrEqual(least);
      }
    }
  });
});
