import { describe, expect, test } from 'vitest';
import { Socket } from '../../src/index.js';
import { backends } from '../support/backends.js';
import { bytes, resizable } from '../support/bytes.js';
import { collectGarbage } from '../support/garbage.js';
import { rejection, rounds, Scene, until } from '../support/scene.js';

const TEXT = Buffer.from('hello');

/** More than the kernel takes at once. */
const LARGE = 5_000_000;

/** Lets the garbage collector have what nobody holds. */
async function collected(): Promise<void> {
  await rounds();
  collectGarbage();
}

function pair(scene: Scene): [Socket, Socket] {
  return Socket.pair().map((socket) => scene.keep(socket)) as [Socket, Socket];
}

describe.each(backends)("what becomes of the user's memory while it is queued, on %s:", (backend) => {
  test('memory that nobody else holds stays until its operation has settled, and not longer', async () => {
    using scene = new Scene(backend);
    const [[a, b], [c, d]] = [pair(scene), pair(scene)];
    const memories: WeakRef<ArrayBufferLike>[] = [];
    const remembered = (data: Uint8Array) => {
      memories.push(new WeakRef(data.buffer));
      return data;
    };
    const alive = () => memories.map((memory) => memory.deref() !== undefined);
    const sending = scene.loop.sockSendall(a, remembered(bytes(LARGE)));
    const receiving = scene.loop.sockRecvInto(c, remembered(new Uint8Array(1000)));
    await collected();
    await collected();
    // What a thread beside JavaScript's sends is a copy.
    expect(alive()).toEqual([backend === 'mio', true]);
    const received = scene.receiveAll(b);
    await sending;
    a.close();
    expect((await received).equals(bytes(LARGE))).toBe(true);
    await scene.loop.sockSendall(d, TEXT);
    expect(await receiving).toBe(TEXT.length);
    await until(() => {
      collectGarbage();
      return !alive().includes(true);
    });
    expect(alive()).toEqual([false, false]);
  });

  test('memory that is changed arrives as it was or, on mio, as it is, all of it', async () => {
    using scene = new Scene(backend);
    const [a, b] = pair(scene);
    const data = Buffer.alloc(LARGE, 'a');
    const sending = scene.loop.sockSendall(a, data);
    await rounds();
    data.fill('b');
    const received = scene.receiveAll(b);
    await sending;
    a.close();
    const text = await received;
    const changed = backend === 'mio' ? text.indexOf('b') : LARGE;
    expect([text.length, changed > 0]).toEqual([LARGE, true]);
    expect(text.equals(Buffer.concat([Buffer.alloc(changed, 'a'), Buffer.alloc(LARGE - changed, 'b')]))).toBe(true);
  });

  test('memory that was transferred and is gone is not touched', async () => {
    using scene = new Scene(backend);
    const [[a, b], [c]] = [pair(scene), pair(scene)];
    const [sent, room] = [new Uint8Array(LARGE), new Uint8Array(LARGE)];
    const sending = rejection(scene.loop.sockSendall(c, sent));
    const receiving = rejection(scene.loop.sockRecvInto(a, room));
    await rounds();
    structuredClone(null, { transfer: [sent.buffer, room.buffer] });
    await collected();
    await scene.loop.sockSendall(b, TEXT);
    expect(await receiving).toMatchObject({ code: 'ERR_BUFFER_DETACHED' });
    // Nothing is lost: mio takes nothing, tokio hands over what it took.
    const { received = await scene.loop.sockRecv(a, 10) } = await receiving;
    expect(received).toEqual(TEXT);
    c.close();
    expect(await sending).toMatchObject({ bytesSent: expect.any(Number) });
  });

  test('memory that grows is filled as far as it was lent', async () => {
    using scene = new Scene(backend);
    const [a, b] = pair(scene);
    const memory = resizable(3);
    const receiving = scene.loop.sockRecvInto(a, new Uint8Array(memory));
    await rounds();
    memory.resize(1_000_000);
    await scene.loop.sockSendall(b, TEXT);
    expect(await receiving).toBe(3);
    expect(Buffer.from(memory, 0, 4)).toEqual(Buffer.from('hel\0'));
    expect(String(await scene.loop.sockRecv(a, 10))).toBe('lo');
  });
});
