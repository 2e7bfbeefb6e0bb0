import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import type { Transport } from '../../../src/index.js';
import { type Backend, type Carrier, carried } from '../../support/backends.js';
import { bytes } from '../../support/bytes.js';
import * as probe from '../../support/probe.js';
import { expectWhole } from '../../support/recorder.js';
import { rounds, Scene, thrown, until } from '../../support/scene.js';
import { Serving } from '../../support/serving.js';
import { TraceFile } from '../../support/trace-file.js';

/** The kernel's buffers hold less: its rest waits in the loop. */
const MORE = 20_000_000;
const [HIGH, LOW] = [65_536, 16_384];

/** How many system calls it took to send what a handler writes to a peer that asked for it; and what came. */
async function sends(
  over: Carrier,
  backend: Backend,
  write: (transport: Transport) => unknown,
  length: number,
): Promise<number> {
  using trace = new TraceFile();
  {
    using scene = new Scene(backend, { over, trace: trace.path });
    const serving = await Serving.begin(scene, { dataReceived: (_, transport) => void write(transport) });
    const { peer } = await serving.pair();
    await peer.send('?');
    const received = await peer.receive(length);
    await rounds();
    expect(received.equals(bytes(length))).toBe(true);
  }
  return (await trace.calls()).filter((call) => call === 'send').length;
}

describe.each(carried)('what is written over %s, on %s:', (over, backend) => {
  test('C33 the writes of a batch leave in one system call', async () => {
    const data = bytes(10_000);
    const write = (transport: Transport) => {
      for (let at = 0; at < data.length; at += 100) transport.write(data.subarray(at, at + 100));
    };
    expect(await sends(over, backend, write, data.length)).toBe(1);
  });

  test('C33 so do those of the promises that a callback has settled', async () => {
    const data = bytes(3_000);
    const write = async (transport: Transport) => {
      transport.write(data.subarray(0, 1_000));
      await null;
      transport.write(data.subarray(1_000, 2_000));
      await Promise.resolve().then(() => {});
      transport.write(data.subarray(2_000));
    };
    expect(await sends(over, backend, write, data.length)).toBe(1);
  });

  test('C33 so do those of writelines, and of pieces both small and large', async () => {
    const data = bytes(40_000);
    const write = (transport: Transport) => {
      transport.write(data.subarray(0, 10));
      transport.writelines([data.subarray(10, 20_000), data.subarray(20_000, 20_001)]);
      transport.write(data.subarray(20_001));
    };
    expect(await sends(over, backend, write, data.length)).toBe(1);
  });

  test('C33 outside of a batch they leave together at the end of the turn', async () => {
    using trace = new TraceFile();
    {
      using scene = new Scene(backend, { over, trace: trace.path });
      const serving = await Serving.begin(scene);
      const { peer, transport } = await serving.pair();
      for (const text of ['a', 'b', 'c']) transport.write(text);
      expect(probe.read(peer.fd, 10)).toBe('EAGAIN');
      expect(String(await peer.receive(3))).toBe('abc');
    }
    expect((await trace.calls()).filter((call) => call === 'send')).toHaveLength(1);
  });

  test('C33 cork keeps writes back, over turns, until uncork', async () => {
    using trace = new TraceFile();
    {
      using scene = new Scene(backend, { over, trace: trace.path });
      const serving = await Serving.begin(scene);
      const { peer, transport } = await serving.pair();
      transport.cork();
      transport.write('a');
      await rounds(10);
      transport.write('b');
      await rounds(10);
      expect(probe.read(peer.fd, 10)).toBe('EAGAIN');
      transport.uncork();
      expect(String(await peer.receive(2))).toBe('ab');
    }
    expect((await trace.calls()).filter((call) => call === 'send')).toHaveLength(1);
  });

  test('C33 beyond the high-water mark they leave at once, in the midst of a callback', async () => {
    using scene = new Scene(backend, { over });
    let [before, after] = [false, false];
    const serving = await Serving.begin(scene, {
      dataReceived(_, transport) {
        transport.write(Buffer.alloc(HIGH - 1));
        before = probe.isReady(peer.fd, 0);
        transport.write(Buffer.alloc(2));
        for (const end = performance.now() + 5_000; !after && performance.now() < end; ) {
          after = probe.isReady(peer.fd, 0);
        }
      },
    });
    const { peer } = await serving.pair();
    await peer.send('?');
    expect(await peer.receive(HIGH + 1)).toHaveLength(HIGH + 1);
    expect([before, after]).toEqual([false, true]);
  });

  test('C33 beyond the mark pauseWriting is told, below the other one resumeWriting, and neither within write', async () => {
    using scene = new Scene(backend, { over });
    const unsent: number[] = [];
    const serving = await Serving.begin(scene, {
      resumeWriting: (transport) => void unsent.push(transport.getWriteBufferSize()),
    });
    const { peer, recorder, transport } = await serving.pair();
    expect(transport.getWriteBufferLimits()).toEqual({ high: HIGH, low: LOW });
    transport.write(bytes(MORE));
    expect(recorder.told).toEqual(['made']);
    await until(() => recorder.told.length > 1);
    expect(recorder.told).toEqual(['made', 'pause']);
    expect(transport.getWriteBufferSize()).toBeGreaterThan(HIGH);
    const received = await peer.receive(MORE);
    await until(() => recorder.told.length > 2);
    expect(recorder.told).toEqual(['made', 'pause', 'resume']);
    expect(unsent[0]).toBeLessThanOrEqual(LOW);
    await until(() => transport.getWriteBufferSize() === 0);
    expect(transport.getWriteBufferSize()).toBe(0);
    expect(received.equals(bytes(MORE))).toBe(true);
  });

  test('C33 resumeWriting is told at the low mark and not before', async () => {
    using scene = new Scene(backend, { over });
    const unsent: number[] = [];
    const serving = await Serving.begin(
      scene,
      { resumeWriting: (transport) => void unsent.push(transport.getWriteBufferSize()) },
      { highWaterMark: 5_000_000, lowWaterMark: 10 },
    );
    const { peer, recorder, transport } = await serving.pair();
    transport.write(bytes(MORE));
    await until(() => recorder.told.includes('pause'));
    // It comes in parts, of which the kernel tells as they leave.
    for (let received = 0; received < MORE; received += 500_000) {
      expect(await peer.receive(500_000)).toHaveLength(500_000);
      await rounds();
    }
    await until(() => unsent.length > 0);
    expect(unsent).toHaveLength(1);
    expect(unsent[0]).toBeLessThanOrEqual(10);
  });

  test('C33 the marks can be set, and hold for what waits already', async () => {
    using scene = new Scene(backend, { over });
    const serving = await Serving.begin(scene);
    const { recorder, transport } = await serving.pair();
    transport.setWriteBufferLimits({ high: 2 * MORE });
    expect(transport.getWriteBufferLimits()).toEqual({ high: 2 * MORE, low: MORE / 2 });
    transport.write(bytes(MORE));
    await rounds(10);
    expect(recorder.told).toEqual(['made']);
    transport.setWriteBufferLimits({ high: 1_000, low: 10 });
    expect(recorder.told).toEqual(['made']);
    await until(() => recorder.told.length > 1);
    expect(recorder.told).toEqual(['made', 'pause']);
    for (const wrong of [{ high: -1 }, { high: 10, low: 11 }, { high: 1.5 }, { high: Number.NaN }]) {
      expect(thrown(() => transport.setWriteBufferLimits(wrong)).code).toMatch(/^ERR_/);
    }
  });

  test('C33 what is accepted before pauseWriting is told is at most the mark and the writes of one callback (L18, V18)', async () => {
    using scene = new Scene(backend, { over });
    const PIECE = Buffer.alloc(10_000);
    let paused = false;
    let most = 0;
    const serving = await Serving.begin(scene, {
      pauseWriting: () => {
        paused = true;
      },
    });
    const { transport } = await serving.pair();
    const write = () => {
      if (paused) return;
      transport.write(PIECE);
      most = Math.max(most, transport.getWriteBufferSize());
      scene.loop.callSoon(write);
    };
    write();
    await until(() => paused, 20_000);
    expect(paused).toBe(true);
    expect(most).toBeLessThanOrEqual(HIGH + PIECE.length);
  });

  test('C33 what the kernel takes at once is below the marks, and pauses nobody', async () => {
    using scene = new Scene(backend, { over });
    const serving = await Serving.begin(scene);
    const { peer, recorder, transport } = await serving.pair();
    for (let i = 0; i < 50; i++) {
      transport.write(bytes(HIGH));
      expect(await peer.receive(HIGH)).toHaveLength(HIGH);
      await until(() => transport.getWriteBufferSize() === 0);
    }
    expect(recorder.told).toEqual(['made']);
  });

  test('C33 writelines takes more pieces than a system call does, and counts for the marks (V4)', async () => {
    using scene = new Scene(backend, { over });
    const serving = await Serving.begin(scene);
    const { peer, recorder, transport } = await serving.pair();
    const all = bytes(MORE);
    const pieces: Buffer[] = [];
    for (let at = 0; at < all.length; at += 7_000) pieces.push(all.subarray(at, at + 7_000));
    expect(pieces.length).toBeGreaterThan(2 * 1_024);
    transport.writelines(pieces);
    await until(() => recorder.told.includes('pause'));
    const received = await peer.receive(MORE);
    expect(received.equals(all)).toBe(true);
    await until(() => recorder.told.includes('resume'));
    expect(recorder.told).toEqual(['made', 'pause', 'resume']);
  });

  test('C33 pieces of every size arrive complete and in order behind a part that the kernel did not take (V11)', async () => {
    using scene = new Scene(backend, { over });
    const serving = await Serving.begin(scene);
    const { peer, transport } = await serving.pair();
    const all = bytes(12_000_000);
    let at = 0;
    let seed = 1;
    while (at < all.length) {
      seed = (seed * 48_271) % 2_147_483_647;
      const size = [seed % 10, seed % 5_000, seed % 300_000][seed % 3] as number;
      transport.write(all.subarray(at, at + size));
      at += size;
      if (seed % 7 === 0) await rounds(1);
    }
    expect((await peer.receive(all.length)).equals(all)).toBe(true);
  });

  test('C33 a string is UTF-8, and nothing is nothing', async () => {
    using scene = new Scene(backend, { over });
    const serving = await Serving.begin(scene);
    const { peer, transport } = await serving.pair();
    transport.write('');
    transport.write(new Uint8Array(0));
    transport.writelines([]);
    transport.write('grüße ');
    transport.write(new Uint16Array([0x6261]));
    expect(String(await peer.receive(10))).toBe('grüße ab');
    for (const wrong of [undefined, null, 3, {}, [1]]) {
      expect(thrown(() => transport.write(wrong as never))).toMatchObject({ code: 'ERR_INVALID_ARG_TYPE' });
    }
  });

  test('C33 writeEof ends the sending half behind what was written; writing then is an error', async () => {
    using scene = new Scene(backend, { over });
    const serving = await Serving.begin(scene);
    const { peer, recorder, transport } = await serving.pair();
    transport.write(bytes(MORE));
    transport.writeEof();
    transport.writeEof();
    expect(thrown(() => transport.write('more'))).toMatchObject({ code: 'ERR_WRITE_AFTER_EOF' });
    expect(thrown(() => transport.writelines(['more']))).toMatchObject({ code: 'ERR_WRITE_AFTER_EOF' });
    const { bytes: received, ending } = await peer.receiveAll();
    expect([received.equals(bytes(MORE)), ending]).toEqual([true, 'end']);
    // The other half goes on.
    await peer.send('still here');
    await until(() => recorder.received.length === 10);
    peer.finish();
    await until(() => recorder.lost);
    expectWhole(recorder);
  });

  test('C33 writing to what is closed or lost drops it, and warns once (V16)', async () => {
    using scene = new Scene(backend, { over });
    const serving = await Serving.begin(scene);
    const warnings: Error[] = [];
    const heard = (warning: Error) => warnings.push(warning);
    process.on('warning', heard);
    const { peer, recorder, transport } = await serving.pair();
    peer.reset();
    await until(() => recorder.lost);
    const warned = once(process, 'warning');
    for (let i = 0; i < 10; i++) transport.write('x');
    transport.writelines(['y']);
    await warned;
    await rounds();
    process.off('warning', heard);
    expect(warnings).toMatchObject([{ code: 'ERR_WRITE_AFTER_CLOSE' }]);
    expect(transport.getWriteBufferSize()).toBe(0);
    expect(recorder.told.filter((told) => told !== 'eof')).toEqual(['made', 'lost']);
  });

  test('debug mode tells of memory that is changed before it has left, and which byte (V19)', async () => {
    using scene = new Scene(backend, { debug: true });
    const serving = await Serving.begin(scene);
    const { peer, transport } = await serving.pair();
    const data = bytes(MORE);
    transport.write(data);
    await rounds();
    data[MORE - 1] = (data[MORE - 1] as number) ^ 1;
    const warned = once(process, 'warning');
    const received = peer.receiveAll();
    await until(() => transport.getWriteBufferSize() === 0);
    const [warning] = await warned;
    const what = new RegExp(`127\\.0\\.0\\.1:\\d+: byte ${MORE - 1} of ${MORE} was changed`);
    expect(warning).toMatchObject({ code: 'ERR_BUFFER_CHANGED', message: expect.stringMatching(what) });
    transport.close();
    expect((await received).ending).toBe('end');
  });

  test('C33 an answer to what came before a loss is dropped without a warning: nobody could know', async () => {
    using scene = new Scene(backend, { over });
    const warnings: Error[] = [];
    const heard = (warning: Error) => warnings.push(warning);
    process.on('warning', heard);
    const serving = await Serving.begin(scene, {
      dataReceived(data, transport) {
        transport.pauseReading();
        transport.write(data);
      },
    });
    const { peer, recorder, transport } = await serving.pair();
    await peer.send('a');
    await until(() => recorder.pieces.length === 1);
    await peer.send('b');
    peer.reset();
    await rounds();
    transport.write('anybody there?');
    await until(() => recorder.lost);
    await rounds();
    process.off('warning', heard);
    expect([String(recorder.received), warnings]).toEqual(['ab', []]);
  });

  test('tryWrite takes what goes now, and nothing behind what waits', async () => {
    using scene = new Scene(backend, { over });
    const serving = await Serving.begin(scene);
    const { peer, recorder, transport } = await serving.pair();
    const taken = transport.tryWrite(bytes(MORE));
    expect(taken).toBeGreaterThan(0);
    transport.write(bytes(MORE).subarray(taken));
    transport.write(bytes(MORE));
    expect(transport.tryWrite('x')).toBe(0);
    expect((await peer.receive(2 * MORE)).equals(Buffer.concat([bytes(MORE), bytes(MORE)]))).toBe(true);
    await until(() => transport.getWriteBufferSize() === 0 && recorder.told.at(-1) === 'resume');
    expect(brokenRoom(recorder.told)).toBe(false);
  });

  test('who waits for room at a connection that is lost hears of the loss (V6)', async () => {
    using scene = new Scene(backend, { over });
    const serving = await Serving.begin(scene);
    const { peer, recorder, transport } = await serving.pair();
    transport.write(bytes(MORE));
    await until(() => recorder.told.includes('pause'));
    peer.reset();
    await until(() => recorder.lost);
    expect(recorder.error).toMatchObject({ code: expect.stringMatching(/ECONNRESET|EPIPE/) });
    expectWhole(recorder);
  });
});

/** Whether pauseWriting and resumeWriting fail to alternate. */
function brokenRoom(told: readonly string[]): boolean {
  return told.slice(1).some((one, index) => one !== (index % 2 === 0 ? 'pause' : 'resume'));
}
