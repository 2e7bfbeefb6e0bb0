import type { Random } from '../../src/cli/start/random.js';
import { Loop } from '../../src/index.js';
import { CODES, ENDS, liveInWorker } from '../exits/ending.js';
import { isPossible, type Life, MOMENTS, PENDING } from '../exits/life.js';
import { LawBroken } from '../kernel-laws/law.js';
import * as probe from '../support/probe.js';
import { connecting } from './connecting.js';
import { Sockets } from './ground.js';
import { operating } from './operating.js';
import { between, size } from './tally.js';
import type { User } from './user.js';

function oneOf<T>(random: Random, all: readonly T[]): T {
  return all[between(random, 0, all.length - 1)] as T;
}

const others: Record<string, User> = {
  async 'readers and writers of pipes'({ loop }, random, tally) {
    const [r, w] = probe.pipe();
    const stream = tally.stream('through a pipe');
    let data = stream.give(size(random));
    await new Promise<void>((resolve, reject) => {
      loop.addWriter(w, () => {
        const taken = probe.write(w, data);
        if (typeof taken === 'string') return reject(new LawBroken('L1', `a writer met ${taken}`));
        data = data.subarray(taken);
        if (data.length > 0) return;
        loop.removeWriter(w);
        probe.close(w);
      });
      loop.addReader(r, () => {
        const bytes = probe.read(r, 65_536);
        if (typeof bytes === 'string') return reject(new LawBroken('L1', `a reader met ${bytes}`));
        stream.take(bytes);
        if (bytes.length > 0) return;
        loop.removeReader(r);
        resolve();
      });
    });
    probe.close(r);
    stream.demandAll('and then the end');
  },

  async 'timers and calls'({ loop }, random) {
    const count = between(random, 1, 60);
    let ran = 0;
    const cancelled = Array.from({ length: count }, () => loop.callLater(5, () => ran++));
    for (let i = 0; i < count; i++) {
      loop.callLater(between(random, 0, 20), () => ran++);
      loop.callSoon(() => ran++);
    }
    for (const handle of cancelled) handle.cancel();
    await new Promise<void>((resolve) => loop.callLater(40, resolve));
    if (ran !== 2 * count) throw new LawBroken('L3', `${ran} of ${2 * count} calls and timers ran`);
  },

  async 'workers that come and go'({ backend }, random) {
    const life: Life = {
      backend,
      pending: PENDING.filter(() => random.fraction() < 0.4),
      moment: oneOf(random, MOMENTS),
      end: oneOf(random, ENDS),
    };
    if (!isPossible(life)) return;
    const code = await liveInWorker(life);
    if (code !== CODES[life.end]) throw new LawBroken('L15', `a worker ended with ${code}: ${JSON.stringify(life)}`);
  },

  async 'loops that are opened and closed'({ backend }, random, tally) {
    using sockets = new Sockets();
    const loop = new Loop({ backend });
    const [a, b] = sockets.pair();
    const stream = tally.stream('over a loop of its own');
    const data = stream.give(between(random, 1, 1_000));
    const receiving = loop.sockRecv(a, 1_000);
    await loop.sockSendall(b, data);
    stream.take(await receiving);
    stream.demandAll('by one receive');
    const server = await loop.createServer({}, { host: '127.0.0.1', port: 0 });
    const [c] = sockets.pair();
    const pending = [
      loop.sockRecv(a, 1),
      loop.readable(b),
      loop.sockSendall(c, Buffer.alloc(4_000_000)),
      loop.createConnection({}, { host: 'nobody', port: 1, lookup: () => {} }),
    ];
    const ended = Promise.allSettled(pending);
    loop.callLater(1e6, () => {});
    if (random.fraction() < 0.5) loop.close();
    else loop.callSoon(() => loop.close());
    for (const { status } of await ended) {
      if (status !== 'rejected') throw new LawBroken('L10', 'an operation of a closed loop had a result');
    }
    await server.waitClosed();
  },
};

/** All kinds of users, by what they do. */
export const users: Readonly<Record<string, User>> = { ...connecting, ...operating, ...others };
