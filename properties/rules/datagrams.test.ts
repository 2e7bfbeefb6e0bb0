import { describe, expect, test } from 'vitest';
import { Socket } from '../../src/index.js';
import { backends } from '../support/backends.js';
import { rejection, rounds, Scene } from '../support/scene.js';

/** A datagram socket with an address of its own. */
function bound(scene: Scene, family: 'inet' | 'inet6' = 'inet'): Socket {
  const socket = scene.keep(new Socket(family, 'dgram'));
  socket.bind({ host: family === 'inet' ? '127.0.0.1' : '::1', port: 0 });
  return socket;
}

describe.each(backends)('sockRecvfrom and sockSendto, on %s:', (backend) => {
  test('a datagram arrives whole, with the address to answer to', async () => {
    using scene = new Scene(backend);
    const [a, b] = [bound(scene), bound(scene)];
    const receiving = scene.loop.sockRecvfrom(b, 100);
    await rounds();
    await scene.loop.sockSendto(a, Buffer.from('question'), b.getsockname());
    const [question, from] = await receiving;
    expect(String(question)).toBe('question');
    expect(from).toEqual(a.getsockname());
    await scene.loop.sockSendto(b, Buffer.from('answer'), from as { address: string; port: number; family: 'IPv4' });
    expect(String((await scene.loop.sockRecvfrom(a, 100))[0])).toBe('answer');
  });

  test('bounds are kept: one call takes one datagram, an empty one too, and what does not fit is lost', async () => {
    using scene = new Scene(backend);
    const [a, b] = [bound(scene), bound(scene)];
    for (const text of ['one', '', 'three']) {
      await scene.loop.sockSendto(a, Buffer.from(text), b.getsockname());
    }
    const received: string[] = [];
    for (const most of [100, 100, 2]) {
      received.push(String((await scene.loop.sockRecvfrom(b, most))[0]));
    }
    expect(received).toEqual(['one', '', 'th']);
    const empty = scene.loop.sockRecvfrom(b, 100);
    await rounds();
    await scene.loop.sockSendto(a, Buffer.alloc(0), b.getsockname());
    expect((await empty)[0]).toHaveLength(0);
  });

  test('nobody at the other end is told once and ends nothing', async () => {
    using scene = new Scene(backend);
    const [a, b] = [bound(scene), bound(scene)];
    const nobody = b.getsockname();
    b.close();
    await scene.loop.sockConnect(a, nobody);
    const receiving = scene.loop.sockRecvfrom(a, 100);
    await rounds();
    await scene.loop.sockSendall(a, Buffer.from('x'));
    expect(await rejection(receiving)).toMatchObject({ code: 'ECONNREFUSED', syscall: 'recvfrom' });
    const again = scene.keep(new Socket('inet', 'dgram'));
    again.bind({ host: '127.0.0.1', port: (nobody as { port: number }).port });
    await scene.loop.sockSendall(a, Buffer.from('y'));
    expect(String((await scene.loop.sockRecvfrom(again, 10))[0])).toBe('y');
  });

  test('the largest datagram of IPv6 goes and comes', async () => {
    using scene = new Scene(backend);
    const [a, b] = [bound(scene, 'inet6'), bound(scene, 'inet6')];
    const large = Buffer.alloc(65_507, 'abc');
    await scene.loop.sockSendto(a, large, b.getsockname());
    const [data, from] = await scene.loop.sockRecvfrom(b, 262_016);
    expect(data.equals(large)).toBe(true);
    expect(from).toEqual(a.getsockname());
    const larger = scene.loop.sockSendto(a, Buffer.alloc(70_000), b.getsockname());
    expect(await rejection(larger)).toMatchObject({ code: 'EMSGSIZE', syscall: 'sendto' });
  });

  test('unix datagrams wait for room, and come with a sender if it has a name', async () => {
    using scene = new Scene(backend);
    const name = (which: string) => ({ path: `\0readyloop-datagrams-${process.pid}-${Math.random()}-${which}` });
    const [here, there] = [name('a'), name('b')];
    const named = scene.keep(new Socket('unix', 'dgram'));
    const nameless = scene.keep(new Socket('unix', 'dgram'));
    const receiver = scene.keep(new Socket('unix', 'dgram'));
    named.bind(here);
    receiver.bind(there);
    const sent = Array.from({ length: 500 }, (_, i) => String(i));
    const sending = (async () => {
      for (const text of sent) {
        await scene.loop.sockSendto(named, Buffer.from(text), there);
      }
    })();
    await rounds();
    const received: string[] = [];
    while (received.length < sent.length) {
      const [data, from] = await scene.loop.sockRecvfrom(receiver, 100);
      received.push(String(data));
      expect(from).toEqual({ ...here, family: 'unix' });
    }
    await sending;
    expect(received).toEqual(sent);
    await scene.loop.sockSendto(nameless, Buffer.from('x'), there);
    expect((await scene.loop.sockRecvfrom(receiver, 100))[1]).toBeUndefined();
  });

  test("a receiver's queue that others have filled is waited for", async () => {
    using scene = new Scene(backend);
    const path = `\0readyloop-crowd-${process.pid}-${Math.random()}`;
    const [crowd, sender, receiver] = Array.from({ length: 3 }, () => scene.keep(new Socket('unix', 'dgram'))) as [
      Socket,
      Socket,
      Socket,
    ];
    receiver.bind({ path });
    const controller = new AbortController();
    let filled = 0;
    const filling = (async () => {
      for (;;) {
        await scene.loop.sockSendto(crowd, Buffer.from('x'), { path }, { signal: controller.signal });
        filled++;
      }
    })();
    await rounds();
    controller.abort();
    expect(await rejection(filling)).toMatchObject({ code: 'ABORT_ERR' });
    const sending = scene.loop.sockSendto(sender, Buffer.from('y'), { path });
    await rounds();
    for (let i = 0; i < filled; i++) {
      expect(String((await scene.loop.sockRecvfrom(receiver, 10))[0])).toBe('x');
    }
    await sending;
    expect(String((await scene.loop.sockRecvfrom(receiver, 10))[0])).toBe('y');
  });

  test('a stream has no sender to tell', async () => {
    using scene = new Scene(backend);
    const [a, b] = scene.sockets();
    await scene.loop.sockSendall(b, Buffer.from('x'));
    expect(await scene.loop.sockRecvfrom(a, 10)).toEqual([Buffer.from('x'), undefined]);
    b.close();
    expect(await scene.loop.sockRecvfrom(a, 10)).toEqual([Buffer.alloc(0), undefined]);
  });

  test('what is wrong with the arguments is said', async () => {
    using scene = new Scene(backend);
    const a = bound(scene);
    expect(await rejection(scene.loop.sockRecvfrom(a, 2 ** 31))).toMatchObject({ code: 'ERR_OUT_OF_RANGE' });
    const data = Buffer.from('x');
    for (const address of [null, { host: 'localhost', port: 1 }, { port: 1 }, { host: '127.0.0.1', port: -1 }]) {
      const sending = scene.loop.sockSendto(a, data, address as never);
      expect(await rejection(sending)).toMatchObject({ code: 'ERR_BAD_ADDRESS' });
    }
    expect(await rejection(scene.loop.sockSendto(a, 'x' as never, a.getsockname()))).toMatchObject({
      code: 'ERR_INVALID_ARG_TYPE',
    });
  });
});
