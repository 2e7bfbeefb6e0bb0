import { describe, expect, test } from 'vitest';
import { backends } from '../../support/backends.js';
import { rounds, Scene, sleep, until } from '../../support/scene.js';
import { Serving } from '../../support/serving.js';

const LIMIT = 100;

describe.each(backends)('setTimeout of a transport, on %s:', (backend) => {
  test('ends a connection on which nothing comes and nothing is written, and says so', async () => {
    using scene = new Scene(backend);
    const serving = await Serving.begin(scene, { connectionMade: (transport) => void transport.setTimeout(LIMIT) });
    const begun = performance.now();
    const { peer, recorder } = await serving.pair();
    await until(() => recorder.lost);
    expect(recorder.error).toMatchObject({ code: 'ERR_IDLE_TIMEOUT' });
    expect(performance.now() - begun).toBeGreaterThanOrEqual(LIMIT - 1);
    expect((await peer.receiveAll()).ending).toMatch(/^(end|ECONNRESET)$/);
  });

  test('leaves one alone on which something does, and calls a function instead where one is given', async () => {
    using scene = new Scene(backend);
    let called = 0;
    const serving = await Serving.begin(scene, {
      connectionMade: (transport) => void transport.setTimeout(4 * LIMIT, () => called++),
    });
    const { peer, recorder } = await serving.pair();
    for (let i = 0; i < 6; i++) {
      await sleep(LIMIT);
      await peer.send('x');
    }
    await until(() => recorder.received.length === 6);
    expect([called, recorder.lost]).toEqual([0, false]);
    await until(() => called > 0);
    await rounds();
    expect([called, recorder.lost]).toEqual([1, false]);
  });
});
