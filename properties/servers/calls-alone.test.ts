import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Loop, Socket } from '../../src/index.js';
import type { NativeStats } from '../../src/native/index.js';
import { backends } from '../support/backends.js';
import { countedLoop } from '../support/native.js';
import * as probe from '../support/probe.js';

const ROUNDS = 30;
const REQUEST = Buffer.alloc(1_024, 'x');
/** What a poller may look besides: the reactor has its own reasons now and then. */
const SOME = 0.5;

describe.each(backends)('system calls of one thing alone, on %s:', (backend) => {
  let loop: Loop;
  let stats: () => NativeStats;
  beforeEach(() => {
    [loop, stats] = countedLoop({ backend });
  });
  afterEach(() => loop.close());

  /** What each of ROUNDS rounds takes, once all is under way. */
  async function eachOf(round: () => Promise<void>): Promise<(name: keyof NativeStats) => number> {
    for (let i = 0; i < 3; i++) await round();
    const before = stats();
    for (let i = 0; i < ROUNDS; i++) await round();
    const after = stats();
    return (name) => (after[name] - before[name]) / ROUNDS;
  }

  /** One request and its answer; the receive waits by the time that the request comes. */
  function echo(socket: Socket, peer: Socket, options: { timeout?: number }): () => Promise<void> {
    const answer = Buffer.alloc(REQUEST.length);
    return async () => {
      const received = loop.sockRecv(socket, REQUEST.length, options);
      await new Promise(setImmediate);
      probe.write(peer.fileno(), REQUEST);
      await loop.sockSendall(socket, await received, options);
      expect(probe.native.read(peer.fileno(), answer)).toBe(REQUEST.length);
    };
  }

  test.each([
    ['a request takes a receive, a send and a look at the poller, whoever makes them', {}],
    ['a timeout on both calls takes no more: the timer is not set for each', { timeout: 60_000 }],
  ])('%s', async (_, options) => {
    const [socket, peer] = Socket.pair();
    const each = await eachOf(echo(socket, peer, options));
    // The receive asks once before it waits, and once when there is something.
    expect(each('recv')).toBeLessThanOrEqual(2.1);
    expect([each('send'), each('epollMod'), each('epollAdd')]).toEqual([1, 0, 0]);
    expect(each('poll')).toBeLessThanOrEqual(1 + SOME);
    expect(each('timerSet')).toBeLessThanOrEqual(0.1);
    for (const one of [socket, peer]) one.close();
  });

  test('a datagram takes a receive, a send and a look at the poller', async () => {
    const [socket, peer] = [new Socket('inet', 'dgram'), new Socket('inet', 'dgram')];
    for (const one of [socket, peer]) one.bind({ host: '127.0.0.1', port: 0 });
    const to = socket.getsockname();
    const each = await eachOf(async () => {
      const received = loop.sockRecvfrom(socket, 2_048);
      await new Promise(setImmediate);
      await loop.sockSendto(peer, REQUEST, to);
      const [data, sender] = await received;
      if (sender !== undefined) await loop.sockSendto(socket, data, sender);
      expect((await loop.sockRecvfrom(peer, 2_048))[0].equals(REQUEST)).toBe(true);
    });
    // Both ends are this loop's.
    expect(each('send')).toBe(2);
    expect(each('recv')).toBeLessThanOrEqual(4);
    expect(each('poll')).toBeLessThanOrEqual(2 + SOME);
    expect([each('epollMod'), each('timerSet')]).toEqual([0, 0]);
    for (const one of [socket, peer]) one.close();
  });

  test('a queued call takes a look at the poller, for what is ready comes before the next (L7)', async () => {
    const LINKS = 50;
    const each = await eachOf(
      () =>
        new Promise<void>((resolve) => {
          let left = LINKS;
          const link = () => {
            if (--left > 0) loop.callSoon(link);
            else resolve();
          };
          loop.callSoon(link);
        }),
    );
    expect(each('poll')).toBeLessThanOrEqual(LINKS + 2);
    expect([each('timerSet'), each('recv'), each('send'), each('epollMod')]).toEqual([0, 0, 0, 0]);
  });

  test('a timer alone is set once and taken back once; one behind another sets nothing', async () => {
    const alone = await eachOf(() => new Promise((resolve) => loop.callLater(0.1, resolve)));
    expect(alone('timerSet')).toBeLessThanOrEqual(2);
    loop.callLater(60_000, () => {});
    const behind = await eachOf(async () => loop.callLater(90_000, () => {}).cancel());
    expect(behind('timerSet')).toBe(0);
  });

  test('a callback of a descriptor that is ready again is followed by one epoll_ctl, and no other call', async () => {
    const PIPES = 16;
    const pipes = Array.from({ length: PIPES }, () => Socket.pair());
    for (const [, peer] of pipes) probe.write(peer.fileno(), Buffer.alloc(1_000));
    let calls = 0;
    let waiting: (() => void) | undefined;
    for (const [socket] of pipes) {
      loop.addReader(socket, () => {
        probe.native.read(socket.fileno(), Buffer.alloc(1));
        if (++calls % (4 * PIPES) === 0) waiting?.();
      });
    }
    const each = await eachOf(
      () =>
        new Promise((resolve) => {
          waiting = resolve;
        }),
    );
    expect(each('epollMod') / (4 * PIPES)).toBeLessThanOrEqual(1.1);
    expect([each('epollAdd'), each('epollDel'), each('recv'), each('timerSet')]).toEqual([0, 0, 0, 0]);
    for (const [socket, peer] of pipes) {
      loop.removeReader(socket);
      socket.close();
      peer.close();
    }
  });
});
