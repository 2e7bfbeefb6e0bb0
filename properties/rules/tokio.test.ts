import { describe, expect, test } from 'vitest';
import { resizable } from '../support/bytes.js';
import { receiveInto, transfer } from '../support/lent.js';
import * as probe from '../support/probe.js';
import { rounds, Scene } from '../support/scene.js';

const TEXT = Buffer.from('hello');

describe('what is done meanwhile, by system calls on a thread of their own, on tokio:', () => {
  test('L10 what came for a buffer that is gone by then is in the error (ERR_BUFFER_DETACHED)', async () => {
    using scene = new Scene('tokio');
    const memory = new Uint8Array(10);
    const { error } = await receiveInto(scene, memory, TEXT, () => transfer(memory));
    expect(error).toMatchObject({ code: 'ERR_BUFFER_DETACHED', received: TEXT });
  });

  test('a buffer that has shrunk by then is left alone, and what came for it is in the error', async () => {
    using scene = new Scene('tokio');
    const memory = resizable(10);
    const { error } = await receiveInto(scene, new Uint8Array(memory, 0, 10), TEXT, () => memory.resize(5));
    expect(error).toMatchObject({ code: 'ERR_BUFFER_DETACHED', received: TEXT });
    expect(new Uint8Array(memory)).toEqual(new Uint8Array(5));
  });

  test('L11 what is sent was copied when it was given: the buffer may go where it likes', async () => {
    using scene = new Scene('tokio');
    const [a, b] = scene.sockets();
    const data = new Uint8Array(5_000_000).fill(7);
    const sending = scene.loop.sockSendall(a, data);
    data.fill(8);
    transfer(data);
    let received = 0;
    while (received < 5_000_000) {
      const part = await scene.loop.sockRecv(b, 1e6);
      expect(part.every((byte) => byte === 7)).toBe(true);
      received += part.length;
    }
    await sending;
  });

  test('a send goes on while JavaScript is busy', async () => {
    using scene = new Scene('tokio');
    const [a, b] = scene.sockets();
    const length = 2_000_000;
    const sending = scene.loop.sockSendall(a, new Uint8Array(length));
    await rounds();
    // No turn is taken from here on, and no promise settles.
    let received = 0;
    for (const end = performance.now() + 5000; received < length && performance.now() < end; ) {
      const part = probe.read(b.fileno(), 65536);
      received += typeof part === 'string' ? 0 : part.length;
    }
    expect(received).toBe(length);
    await sending;
  });
});
