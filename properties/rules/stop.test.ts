import { describe, expect, test } from 'vitest';
import { backends } from '../support/backends.js';
import * as probe from '../support/probe.js';
import { rejection, rounds, Scene } from '../support/scene.js';

const TEXT = Buffer.from('x');

describe.each(backends)('stop, on %s:', (backend) => {
  test('C17 a reader that stops the loop keeps none that is due with it from running, and none runs afterwards', async () => {
    using scene = new Scene(backend);
    const pipes = [scene.pipe(), scene.pipe(), scene.pipe()];
    let stopped: Promise<void> | undefined;
    for (const [i, [r]] of pipes.entries()) {
      scene.loop.addReader(
        r,
        scene.logs(`reader ${i}`, () => {
          stopped ??= scene.loop.stop();
          scene.loop.callSoon(scene.logs('too late'));
        }),
      );
    }
    scene.inOneBatch(() => {
      for (const [, w] of pipes) probe.write(w, TEXT);
    });
    await scene.logged(3);
    await stopped;
    expect(scene.log.toSorted()).toEqual(['reader 0', 'reader 1', 'reader 2']);
    expect(scene.loop.closed).toBe(true);
  });

  test('C17 a call that stops the loop keeps none that was queued before from running', async () => {
    using scene = new Scene(backend);
    scene.loop.callSoon(scene.logs('first', () => void scene.loop.stop()));
    scene.loop.callSoon(scene.logs('second'));
    await scene.logged(2);
    expect(scene.log).toEqual(['first', 'second']);
    expect(scene.loop.closed).toBe(true);
  });

  test('C17 timers that are due with the one that stops the loop run', async () => {
    using scene = new Scene(backend);
    const when = scene.loop.time() + 1;
    scene.loop.callAt(
      when,
      scene.logs('first', () => void scene.loop.stop()),
    );
    scene.loop.callAt(when, scene.logs('second'));
    scene.loop.callAt(when + 1000, scene.logs('never'));
    await scene.logged(2);
    expect(scene.log).toEqual(['first', 'second']);
    expect(scene.loop.closed).toBe(true);
  });

  test('from elsewhere, what callSoon has queued runs, and operations that are pending are rejected', async () => {
    using scene = new Scene(backend);
    const [a] = scene.sockets();
    const receiving = rejection(scene.loop.sockRecv(a, 1));
    scene.loop.callSoon(scene.logs('queued'));
    const stopped = scene.loop.stop();
    expect(scene.loop.closed).toBe(false);
    expect(scene.loop.stop()).toBe(stopped);
    await stopped;
    expect(scene.log).toEqual(['queued']);
    expect(await receiving).toMatchObject({ code: 'ERR_LOOP_CLOSED' });
    await scene.loop.stop();
  });

  test('a close meanwhile ends it at once', async () => {
    using scene = new Scene(backend);
    scene.loop.callSoon(scene.logs('never'));
    const stopped = scene.loop.stop();
    scene.loop.close();
    await stopped;
    await rounds();
    expect(scene.log).toEqual([]);
  });
});
