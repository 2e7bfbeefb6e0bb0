import { describe, expect, test } from 'vitest';
import { carried } from '../../support/backends.js';
import { bytes } from '../../support/bytes.js';
import { rounds, Scene, until } from '../../support/scene.js';
import { Serving } from '../../support/serving.js';

describe.each(carried)('borrowed data over %s, on %s:', (over, backend) => {
  test('is right within the handler and the promises that it settles, and is empty afterwards in debug mode', async () => {
    using scene = new Scene(backend, { over, debug: true });
    const kept: Buffer[] = [];
    const later: Buffer[] = [];
    const also = {
      async dataReceived(data: Buffer) {
        kept.push(data);
        await null;
        later.push(Buffer.from(data));
      },
    };
    const serving = await Serving.begin(scene, also, { borrowed: true });
    const { peer, recorder } = await serving.pair();
    await peer.send(bytes(50_000));
    await until(() => recorder.received.length === 50_000);
    await rounds();
    expect(recorder.received.equals(bytes(50_000))).toBe(true);
    expect(Buffer.concat(later).equals(bytes(50_000))).toBe(true);
    expect(kept.map(({ length }) => length)).toEqual(kept.map(() => 0));
  });

  test('may be written as it is, and comes back right though its memory is used again', async () => {
    using scene = new Scene(backend, { over });
    const echo = { dataReceived: (data: Buffer, transport: { write(data: Buffer): void }) => transport.write(data) };
    const serving = await Serving.begin(scene, echo, { borrowed: true });
    const pairs = [await serving.pair(), await serving.pair(), await serving.pair()];
    const sending = pairs.map(({ peer }, i) => peer.send(bytes(400_000 + i)));
    const back = await Promise.all(pairs.map(({ peer }, i) => peer.receive(400_000 + i)));
    await Promise.all(sending);
    expect(back.map((all, i) => all.equals(bytes(400_000 + i)))).toEqual([true, true, true]);
  });
});
