import { getEventListeners } from 'node:events';
import { isDeepStrictEqual } from 'node:util';
import type { Random } from '../../src/cli/start/random.js';
import type { Loop, Socket } from '../../src/index.js';
import { LawBroken } from '../kernel-laws/law.js';
import { type Ground, Sockets, WITHIN } from './ground.js';
import { between, type Counted, size, type Tally } from './tally.js';
import { expectCode, type User } from './user.js';

/** Sends something in one direction and ends it, and receives it at the same time. */
async function through(loop: Loop, stream: Counted, from: Socket, to: Socket, { signal }: Ground, random: Random) {
  const limits = { signal, timeout: WITHIN };
  const send = async () => {
    for (let i = between(random, 1, 5); i > 0; i--) await loop.sockSendall(from, stream.give(size(random)), limits);
    from.shutdown('write');
  };
  const receive = async () => {
    for (;;) {
      const bytes = await loop.sockRecv(to, 65_536, limits);
      if (bytes.length === 0) return;
      stream.take(bytes);
    }
  };
  await Promise.all([send(), receive()]);
  stream.demandAll('and then the end');
}

/** What was pending and was ended has taken nothing: a byte that is sent then is received. */
async function stillWhole(loop: Loop, tally: Tally, a: Socket, b: Socket): Promise<void> {
  const stream = tally.stream('behind an end');
  await loop.sockSendall(b, stream.give(10));
  stream.take(await loop.sockRecv(a, 100));
  stream.demandAll('by one receive');
}

export const operating: Record<string, User> = {
  async 'operations over TCP'(ground, random, tally) {
    const { loop, signal } = ground;
    using sockets = new Sockets();
    const listener = sockets.bound('stream');
    listener.listen();
    const client = sockets.bound('stream');
    const accepting = loop.sockAccept(listener, { signal });
    await loop.sockConnect(client, listener.getsockname(), { signal, timeout: WITHIN });
    const [served] = await accepting;
    sockets.keep(served);
    await Promise.all([
      through(loop, tally.stream('to the server'), client, served, ground, random),
      through(loop, tally.stream('to the client'), served, client, ground, random),
    ]);
  },

  async 'receives into memory'({ loop, signal }, random, tally) {
    using sockets = new Sockets();
    const [a, b] = sockets.pair();
    const stream = tally.stream('into memory');
    const memory = Buffer.alloc(between(random, 1, 70_000));
    const sending = loop.sockSendall(a, stream.give(size(random)), { signal });
    while (stream.missing > 0) {
      const count = await loop.sockRecvInto(b, memory, { signal, timeout: WITHIN });
      stream.take(memory.subarray(0, count));
    }
    await sending;
  },

  async datagrams({ loop, signal }, random, tally) {
    using sockets = new Sockets();
    const [a, b] = [sockets.bound('dgram'), sockets.bound('dgram')];
    const [there, here] = [b.getsockname(), a.getsockname()];
    for (let i = between(random, 1, 20); i > 0; i--) {
      const stream = tally.stream('a datagram');
      const receiving = loop.sockRecvfrom(b, 65_536, { signal, timeout: WITHIN });
      await loop.sockSendto(a, stream.give(between(random, 1, 30_000)), there, { signal });
      const [bytes, sender] = await receiving;
      stream.take(bytes);
      stream.demandAll('in one datagram');
      if (sender === undefined || !isDeepStrictEqual(sender, here))
        throw new LawBroken('L11', 'a datagram names another sender');
    }
  },

  async 'operations that are aborted'({ loop }, random, tally) {
    using sockets = new Sockets();
    const [a, b] = sockets.pair();
    const [c] = sockets.pair();
    const listener = sockets.bound('stream');
    listener.listen();
    const controller = new AbortController();
    const { signal } = controller;
    // More than ten, of which Node would warn if each listened by itself and nobody had said that they may.
    const pending = [
      loop.sockRecv(a, 100, { signal }),
      loop.readable(c, { signal }),
      ...Array.from({ length: between(random, 1, 12) }, () => loop.sockAccept(listener, { signal })),
    ];
    const ended = Promise.all(pending.map((promise) => expectCode(promise, 'ABORT_ERR')));
    if (random.fraction() < 0.5) controller.abort();
    else loop.callLater(between(random, 0, 5), () => controller.abort());
    await ended;
    const left = getEventListeners(signal, 'abort').length;
    if (left > 0) throw new LawBroken('L15', `${left} listeners are left on a signal that was aborted`);
    await stillWhole(loop, tally, a, b);
  },

  async 'operations whose time is over'({ loop, signal }, random, tally) {
    using sockets = new Sockets();
    const [a, b] = sockets.pair();
    const timeout = between(random, 0, 10);
    await Promise.all([
      expectCode(loop.sockRecv(a, 100, { timeout, signal }), 'ERR_TIMEOUT'),
      expectCode(loop.readable(b, { timeout, signal }), 'ERR_TIMEOUT'),
    ]);
    await stillWhole(loop, tally, a, b);
  },

  async 'sockets that are closed meanwhile'({ loop, signal }, random) {
    using sockets = new Sockets();
    const [a, b] = sockets.pair();
    const ended = [
      expectCode(loop.sockRecv(a, 100, { signal }), 'ERR_SOCKET_CLOSED'),
      expectCode(loop.sockSendall(a, Buffer.alloc(4_000_000), { signal }), 'ERR_SOCKET_CLOSED'),
      expectCode(
        loop.sockRecv(b, 100, { signal }).then(() => Promise.reject({ code: 'data' })),
        'data',
      ),
    ];
    if (random.fraction() < 0.5) a.close();
    else loop.callSoon(() => a.close());
    await Promise.all(ended);
  },
};
