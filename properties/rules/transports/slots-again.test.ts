import { describe, expect, test } from 'vitest';
import { Socket } from '../../../src/index.js';
import { backends } from '../../support/backends.js';
import { Scene } from '../../support/scene.js';

/** More than may be unsent: the engine is asked at once, and not at the end of the batch. */
const MUCH = Buffer.alloc(200_000);

describe.each(backends)('L12 a connection is told that it is lost, on %s:', (backend) => {
  test('also where another one has its slot by then', async () => {
    using scene = new Scene(backend);
    const { loop, log } = scene;
    const named = (name: string) => ({ connectionLost: () => void log.push(name) });
    const made = async (name: string) => {
      const [ours, theirs] = Socket.pair();
      return { theirs, transport: await loop.connectAcceptedSocket(named(name), ours) };
    };
    const [first, other] = [await made('first'), await made('other')];
    first.transport.abort();
    other.transport.write(MUCH);
    const third = await made('third');
    await scene.logged(1);
    expect(log).toEqual(['first']);
    third.transport.abort();
    other.transport.abort();
    await scene.logged(3);
    expect(log).toEqual(['first', 'third', 'other']);
    for (const { theirs } of [first, other, third]) theirs.close();
  });
});
