import { describe, expect, test } from 'vitest';
import { backends } from '../support/backends.js';
import * as probe from '../support/probe.js';
import { rounds, Scene, until } from '../support/scene.js';
import { Serving } from '../support/serving.js';

/** More than the kernel keeps of a connection, in both directions. */
const KERNELS = 32_000_000;
const HIGH = 65_536;
const PIECE = Buffer.alloc(100_000, 'x');

/**
 * Has the peer send until nobody takes anything any more, and that has happened for which all was filled; how much was taken.
 * An engine on a thread of its own may not have begun while this thread's loop goes round.
 */
async function pump(fd: number, hasHappened: () => boolean = () => true): Promise<number> {
  let taken = 0;
  for (let refused = 0; (refused < 50 || !hasHappened()) && taken < 10 * KERNELS; ) {
    const answer = probe.write(fd, PIECE);
    if (typeof answer === 'number') {
      taken += answer;
      refused = 0;
    } else {
      refused++;
      await rounds(2);
    }
  }
  return taken;
}

describe.each(backends)('memory that others could fill, on %s:', (backend) => {
  test('L18 a peer that sends to a reader that pauses is stopped by the kernel (V18)', async () => {
    using scene = new Scene(backend);
    const serving = await Serving.begin(scene, { connectionMade: (transport) => transport.pauseReading() });
    const { peer, recorder, transport } = await serving.pair();
    const taken = await pump(peer.fd);
    expect(taken).toBeLessThan(KERNELS);
    transport.resumeReading();
    await until(() => recorder.received.length === taken, 20_000);
    expect(recorder.received.length).toBe(taken);
  });

  test('L18 a peer that never reads is answered up to the mark, and no further', async () => {
    using scene = new Scene(backend);
    let unsent = 0;
    const serving = await Serving.begin(scene, {
      dataReceived(data, transport) {
        transport.write(data);
        unsent = Math.max(unsent, transport.getWriteBufferSize());
      },
      pauseWriting: (transport) => transport.pauseReading(),
      resumeWriting: (transport) => transport.resumeReading(),
    });
    const { peer, recorder } = await serving.pair();
    const taken = await pump(peer.fd, () => recorder.told.includes('pause'));
    expect(taken).toBeLessThan(KERNELS);
    // What came in the batch that crossed the mark: the share of a socket in a turn.
    expect(unsent).toBeLessThanOrEqual(HIGH + 256 * 1024);
    const back = await peer.receive(taken);
    await until(() => recorder.received.length === taken);
    expect(back.length).toBe(taken);
  });

  test('L18 a hundred peers that never read, told of by pauseWriting, cost a mark each', async () => {
    using scene = new Scene(backend);
    const paused = new Set<number>();
    const serving = await Serving.begin(scene, (index) => ({ pauseWriting: () => void paused.add(index) }));
    const pairs: Awaited<ReturnType<Serving['pair']>>[] = [];
    for (let i = 0; i < 100; i++) {
      const pair = await serving.pair();
      probe.shrinkBuffers(pair.peer.fd);
      pairs.push(pair);
    }
    let accepted = 0;
    for (let quiet = 0; paused.size < pairs.length && quiet < 10_000; quiet++) {
      for (const [index, { transport }] of pairs.entries()) {
        if (!paused.has(index)) transport.write(PIECE.subarray(0, 10_000));
      }
      await rounds(1);
    }
    for (const { transport } of pairs) accepted += transport.getWriteBufferSize();
    expect(paused.size).toBe(pairs.length);
    expect(accepted).toBeLessThanOrEqual(pairs.length * (HIGH + 2 * 10_000));
  });
});
