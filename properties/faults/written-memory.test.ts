import { describe, expect, test } from 'vitest';
import { backends } from '../support/backends.js';
import { bytes, resizable } from '../support/bytes.js';
import { collectGarbage } from '../support/garbage.js';
import { transfer } from '../support/lent.js';
import { expectWhole } from '../support/recorder.js';
import { rounds, Scene, until } from '../support/scene.js';
import { Serving } from '../support/serving.js';

/** The kernel's buffers hold less: its rest waits in the loop. */
const LARGE = 20_000_000;

describe.each(backends)("what becomes of the user's memory that a transport was given, on %s:", (backend) => {
  /** A connection to a peer that does not read, to which this was written, and the kernel has taken what it takes. */
  async function written(scene: Scene, memory: Uint8Array) {
    const serving = await Serving.begin(scene);
    const pair = await serving.pair();
    pair.transport.write(memory);
    await until(() => pair.recorder.told.includes('pause'));
    await rounds();
    return pair;
  }

  /** On mio the connection is lost, and what came before is what was written; on tokio all of it was copied. */
  async function expectDetached({ peer, recorder }: Awaited<ReturnType<typeof written>>): Promise<void> {
    const receiving = peer.receiveAll();
    if (backend === 'mio') {
      await until(() => recorder.lost, 20_000);
      expect(recorder.error).toMatchObject({ code: 'ERR_BUFFER_DETACHED' });
      const { bytes: received } = await receiving;
      expect(received.length).toBeLessThan(LARGE);
      expect(received.equals(bytes(LARGE).subarray(0, received.length))).toBe(true);
    } else {
      await until(() => recorder.told.includes('resume'), 20_000);
      recorder.transport.close();
      const { bytes: received, ending } = await receiving;
      expect([received.equals(bytes(LARGE)), ending]).toEqual([true, 'end']);
      peer.finish();
      await until(() => recorder.lost);
      expect(recorder.error).toBeNull();
    }
    expectWhole(recorder);
  }

  test('written memory that is transferred while it is queued is left alone: the connection is lost, or it was copied', async () => {
    using scene = new Scene(backend);
    const memory = new Uint8Array(LARGE);
    memory.set(bytes(LARGE));
    const pair = await written(scene, memory);
    transfer(memory);
    collectGarbage();
    await expectDetached(pair);
  });

  test('written memory that shrinks while it is queued is left alone as well', async () => {
    using scene = new Scene(backend);
    const buffer = resizable(LARGE, LARGE);
    const memory = new Uint8Array(buffer, 0, LARGE);
    memory.set(bytes(LARGE));
    const pair = await written(scene, memory);
    buffer.resize(1_000);
    await expectDetached(pair);
  });

  test('written memory that grows while it is queued is no longer what was written', async () => {
    using scene = new Scene(backend);
    const buffer = resizable(LARGE, LARGE + 1_000);
    const memory = new Uint8Array(buffer);
    memory.set(bytes(LARGE));
    const pair = await written(scene, memory);
    buffer.resize(LARGE + 1_000);
    await expectDetached(pair);
  });

  test('written memory that nobody else holds stays until the kernel has it, and not longer', async () => {
    using scene = new Scene(backend);
    const held: WeakRef<ArrayBufferLike>[] = [];
    const make = () => {
      const memory = bytes(LARGE);
      held.push(new WeakRef(memory.buffer));
      return memory;
    };
    const { peer, recorder } = await written(scene, make());
    for (let i = 0; i < 3; i++) {
      collectGarbage();
      await rounds();
    }
    // What a thread beside JavaScript's sends is a copy.
    expect(held[0]?.deref() !== undefined).toBe(backend === 'mio');
    expect((await peer.receive(LARGE)).equals(bytes(LARGE))).toBe(true);
    await until(() => recorder.told.includes('resume'));
    await until(() => {
      collectGarbage();
      return held[0]?.deref() === undefined;
    });
    expect(held[0]?.deref()).toBeUndefined();
  });

  test('memory of a connection that is lost is let go', async () => {
    using scene = new Scene(backend);
    const held: WeakRef<ArrayBufferLike>[] = [];
    const make = () => {
      const memory = bytes(LARGE);
      held.push(new WeakRef(memory.buffer));
      return memory;
    };
    const { peer, recorder } = await written(scene, make());
    peer.reset();
    await until(() => recorder.lost);
    await until(() => {
      collectGarbage();
      return held[0]?.deref() === undefined;
    });
    expect(held[0]?.deref()).toBeUndefined();
  });

  test.each([1, 100, 4_096, 4_097, 65_536, 65_537, 200_000])(
    'written memory of %d bytes that is transferred right behind the write does no harm',
    async (length) => {
      using scene = new Scene(backend);
      const serving = await Serving.begin(scene);
      const { peer, recorder, transport } = await serving.pair();
      const memory = new Uint8Array(length);
      memory.set(bytes(length));
      transport.write(memory);
      transfer(memory);
      transport.write('!');
      transport.close();
      const { bytes: received } = await peer.receiveAll();
      peer.finish();
      await until(() => recorder.lost);
      // Either all of it had been copied, or sent, or the loss says what became of it.
      if (recorder.error === null) expect(received.equals(Buffer.concat([bytes(length), Buffer.from('!')]))).toBe(true);
      else expect([recorder.error?.code, received.length]).toEqual(['ERR_BUFFER_DETACHED', 0]);
    },
  );

  test('written memory that is transferred while it is corked ends the connection, for it is missed', async () => {
    using scene = new Scene(backend);
    const serving = await Serving.begin(scene);
    const { peer, recorder, transport } = await serving.pair();
    const memory = new Uint8Array(5000);
    transport.cork();
    transport.write(memory);
    transfer(memory);
    transport.write('!');
    transport.uncork();
    await until(() => recorder.lost);
    expect(recorder.error).toMatchObject({ code: 'ERR_BUFFER_DETACHED' });
    expect((await peer.receiveAll()).bytes.length).toBe(0);
  });

  test('written memory that is changed while it is queued arrives as it was or, on mio, as it is, all of it (V19)', async () => {
    using scene = new Scene(backend);
    const memory = Buffer.alloc(LARGE, 'a');
    const { peer, transport } = await written(scene, memory);
    memory.fill('b');
    transport.close();
    const { bytes: received } = await peer.receiveAll();
    const changed = backend === 'mio' ? received.indexOf('b') : LARGE;
    expect([received.length, changed > 0]).toEqual([LARGE, true]);
    const expected = Buffer.concat([Buffer.alloc(changed, 'a'), Buffer.alloc(LARGE - changed, 'b')]);
    expect(received.equals(expected)).toBe(true);
  });

  test('written memory of up to 4096 bytes was copied: it may be changed right behind the write (V19)', async () => {
    using scene = new Scene(backend);
    const serving = await Serving.begin(scene);
    const { peer, transport } = await serving.pair();
    const memory = Buffer.alloc(4_096, 'a');
    transport.write(memory);
    memory.fill('b');
    transport.write(memory.subarray(0, 1));
    memory.fill('c');
    const expected = Buffer.concat([Buffer.alloc(4_096, 'a'), Buffer.from('b')]);
    expect((await peer.receive(expected.length)).equals(expected)).toBe(true);
  });

  test('borrowed data is kept, when it is, for a peer that does not read (L11)', async () => {
    using scene = new Scene(backend);
    const serving = await Serving.begin(
      scene,
      { dataReceived: (data, transport) => transport.write(data) },
      { borrowed: true },
    );
    const { peer, recorder } = await serving.pair();
    const sending = peer.send(bytes(LARGE));
    await until(() => recorder.told.includes('pause'), 20_000);
    const [received] = await Promise.all([peer.receive(LARGE), sending]);
    expect(received.equals(bytes(LARGE))).toBe(true);
    expect(recorder.received.equals(bytes(LARGE))).toBe(true);
  });
});
