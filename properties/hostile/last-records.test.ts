import { describe, expect, test } from 'vitest';
import { Socket } from '../../src/index.js';
import { backends } from '../support/backends.js';
import * as probe from '../support/probe.js';
import { rounds, Scene, until } from '../support/scene.js';

describe.each(backends)('the last records of a loop, on %s:', (backend) => {
  test('L10 reach all whom they concern, also when the loop is closed by who is told behind the records of a batch', async () => {
    using scene = new Scene(backend);
    const settled: string[] = [];
    const pending = Array.from({ length: 3 }, () => scene.sockets()[0]);
    for (const socket of pending) scene.loop.sockRecv(socket, 1).catch(({ code }) => settled.push(code));
    const [near, far] = scene.keepAll(Socket.pair());
    const handler = { pauseWriting: scene.logs('pause'), resumeWriting: () => scene.loop.close() };
    const transport = await scene.loop.createConnection(handler, { sock: near });
    transport.write(Buffer.alloc(4_000_000));
    await until(() => scene.log.length > 0);
    for (let left = 4_000_000; left > 0 && !scene.loop.closed; ) {
      const bytes = probe.read(far.fileno(), left);
      if (typeof bytes === 'string') await rounds(1);
      else left -= bytes.length;
    }
    await until(() => settled.length === pending.length);
    expect(settled).toEqual(pending.map(() => 'ERR_LOOP_CLOSED'));
  });
});
