import { setImmediate as immediately } from 'node:timers/promises';
import { Loop, Socket } from '../../src/index.js';
import type { Backend } from '../support/backends.js';
import * as probe from '../support/probe.js';
import { count, ENDS, liveInWorker } from './ending.js';
import { isPossible, MOMENTS, PENDING } from './life.js';

/**
 * A process that does the same thing over and over, and says what it has before, half-way and behind it. Its arguments are
 * what to do and on which backend; it runs with `--expose-gc`.
 */

/** What a process has. */
export interface Holding {
  readonly fds: number;
  readonly threads: number;
  readonly rssMb: number;
}

export interface Leaking {
  readonly times: number;
  readonly warm: Holding;
  readonly half: Holding;
  readonly end: Holding;
}

const backend = process.argv[3] as Backend;

/** One worker after another, each with everything pending, through all moments and ends in turn. */
const lives = MOMENTS.flatMap((moment) => ENDS.map((end) => ({ backend, pending: PENDING, moment, end }))).filter(
  isPossible,
);

async function oneWorker(i: number): Promise<void> {
  // Steps that are prime to the number of lives go through all of them, unlike ones next to each other.
  await liveInWorker(lives[(i * 17) % lives.length] as (typeof lives)[number]);
}

const loop = new Loop({ backend });
const name = `readyloop-leaking-${process.pid}`;
const listener = new Socket('unix');
listener.bind({ path: `\0${name}` });
listener.listen(16);
const [a] = Socket.pair();

/** Callbacks on and off, an accept that waits and one that does not, an operation that is aborted. */
async function oneCycle(): Promise<void> {
  loop.addReader(a, () => {});
  loop.addWriter(a, () => {});
  loop.removeReader(a);
  loop.removeWriter(a);
  const controller = new AbortController();
  const aborted = loop.sockRecv(a, 10, { signal: controller.signal }).catch(() => {});
  controller.abort();
  const accepting = loop.sockAccept(listener);
  const client = probe.connectUnix(name) as number;
  const [connection] = await accepting;
  connection.close();
  probe.close(client);
  await aborted;
}

/** A loop that is made, used and closed. */
async function oneLoop(): Promise<void> {
  const [b, c] = Socket.pair();
  const made = new Loop({ backend });
  const received = made.sockRecv(b, 10);
  await made.sockSendall(c, Buffer.from('x'));
  await received;
  made.close();
  b.close();
  c.close();
}

const work = {
  loops: { times: 100, warmUp: 40, once: oneLoop },
  workers: { times: 100, warmUp: 40, once: oneWorker },
  cycles: { times: 100_000, warmUp: 20_000, once: oneCycle },
};

export type Work = keyof typeof work;

async function holding(): Promise<Holding> {
  for (let i = 0; i < 5; i++) {
    globalThis.gc?.();
    await immediately();
  }
  return { ...count(), rssMb: process.memoryUsage.rss() / 2 ** 20 };
}

const { times, warmUp, once } = work[process.argv[2] as Work];
const repeat = async (count: number) => {
  for (let i = 0; i < count; i++) {
    await once(i);
  }
};
await repeat(warmUp);
const warm = await holding();
await repeat(times / 2);
const half = await holding();
await repeat(times / 2);
const end = await holding();
console.log(JSON.stringify({ times, warm, half, end } satisfies Leaking));
loop.close();
