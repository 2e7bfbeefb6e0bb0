import { closeSync, fstatSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Socket } from '../../../src/index.js';
import { backends } from '../../support/backends.js';
import { rounds, Scene } from '../../support/scene.js';

describe.each(backends)('L6 the loop closes no descriptor of others, on %s:', (backend) => {
  test('also where that of a connection was closed behind its back, and its number has been given out again', async () => {
    using scene = new Scene(backend);
    const { loop, log } = scene;
    const [ours, theirs] = Socket.pair();
    scene.keep(theirs);
    const transport = await loop.connectAcceptedSocket({ connectionLost: () => log.push('lost') }, ours);
    const fd = transport.getExtraInfo('socket').fileno();
    await rounds();
    closeSync(fd);
    // Lower numbers are given out first.
    const others = Array.from({ length: 64 }, () => scene.keep(new Socket('inet', 'stream')).fileno());
    expect(others).toContain(fd);
    await scene.logged(1);
    expect(() => fstatSync(fd)).not.toThrow();
    expect(log).toEqual(['lost']);
  });
});
