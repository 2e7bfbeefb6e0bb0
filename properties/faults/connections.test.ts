import { describe, expect, test } from 'vitest';
import { validateTrace } from '../../model/checker/trace/validate.js';
import { Socket } from '../../src/index.js';
import { backends } from '../support/backends.js';
import { bytes } from '../support/bytes.js';
import * as probe from '../support/probe.js';
import { expectReset } from '../support/reset.js';
import { rejection, rounds, Scene, until } from '../support/scene.js';
import { TraceFile } from '../support/trace-file.js';

const TEXT = Buffer.from('hello');

/** More than a signed word can count. */
const HUGE = 2 ** 31 + 2 ** 20;

describe.each(backends)('what becomes of connections, on %s:', (backend) => {
  test('a reset behind data: the data first, then the reset (SO_LINGER)', async () => {
    using scene = new Scene(backend);
    const [a, b] = scene.sockets();
    const receiving = scene.loop.sockRecv(a, 3);
    await rounds();
    probe.write(b.fileno(), TEXT);
    probe.reset(b.detach());
    expect(String(await receiving)).toBe('hel');
    expect(String(await scene.loop.sockRecv(a, 3))).toBe('lo');
    expect(await rejection(scene.loop.sockRecv(a, 3))).toMatchObject({ code: 'ECONNRESET' });
  });

  test('a peer that closes with data unread resets, and both directions are told', async () => {
    using scene = new Scene(backend);
    const [a, b] = scene.sockets();
    const reset = expectReset(backend, scene.loop.sockRecv(a, 10), scene.loop.sockSendall(a, Buffer.alloc(50_000_000)));
    await until(() => probe.isReady(b.fileno(), 0));
    b.close();
    await reset;
  });

  test('a peer that has finished while we still write gets all of it (C27)', async () => {
    using scene = new Scene(backend);
    const [a, b] = scene.sockets();
    const data = bytes(20_000_000);
    const sending = scene.loop.sockSendall(a, data);
    await rounds();
    b.shutdown('write');
    expect(await scene.loop.sockRecv(a, 10)).toHaveLength(0);
    const received = scene.receiveAll(b);
    await sending;
    a.close();
    expect((await received).equals(data)).toBe(true);
  });

  test('a connect that is refused at once is rejected, and on mio without a turn (C24)', async () => {
    using scene = new Scene(backend);
    const path = `\0readyloop-nobody-${process.pid}-${Math.random()}`;
    const nobody = scene.keep(new Socket('unix'));
    nobody.bind({ path });
    const client = scene.keep(new Socket('unix'));
    let turned = false;
    const turn = setImmediate(() => {
      turned = true;
    });
    expect(await rejection(scene.loop.sockConnect(client, { path }))).toMatchObject({ code: 'ECONNREFUSED' });
    expect(turned && backend === 'mio').toBe(false);
    clearImmediate(turn);
    nobody.listen();
    await scene.loop.sockConnect(client, { path });
  });

  test('a send of more than 2 GiB arrives complete, and one that breaks off beyond it tells how far it got (L11)', async () => {
    using trace = new TraceFile();
    // Nobody ever writes to most of it, so it takes no memory.
    const data = Buffer.alloc(HUGE);
    data.write('end', HUGE - 3);
    {
      using scene = new Scene(backend, { trace: trace.path });
      const [a, b] = Socket.pair().map((socket) => scene.keep(socket)) as [Socket, Socket];
      const sink = Buffer.alloc(1 << 20);
      const drink = async (length: number) => {
        for (let left = length; left > 0; ) {
          left -= await scene.loop.sockRecvInto(b, left < sink.length ? sink.subarray(0, left) : sink);
        }
      };
      const sending = scene.loop.sockSendall(a, data);
      await drink(HUGE - 3);
      // A buffer may be as large, too.
      expect(await scene.loop.sockRecvInto(b, data)).toBe(3);
      expect(data.toString('latin1', 0, 3)).toBe('end');
      await sending;
      const broken = rejection(scene.loop.sockSendall(a, data));
      await drink(2 ** 31 + 1);
      b.close();
      expect((await broken).bytesSent).toBeGreaterThan(2 ** 31);
    }
    expect(await validateTrace(trace.path)).not.toHaveProperty('firstWrong');
  });
});
