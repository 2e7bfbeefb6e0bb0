import { AsyncLocalStorage } from 'node:async_hooks';
import { describe, expect, test } from 'vitest';
import { backends } from '../support/backends.js';
import * as probe from '../support/probe.js';
import { Scene, spin, thrown } from '../support/scene.js';

describe.each(backends)('order and time, on %s:', (backend) => {
  test('C13 what callSoon queues inside a callback runs in the next turn, after a poll', async () => {
    using scene = new Scene(backend);
    const [r, w] = scene.pipe();
    probe.write(w, Buffer.from('x'));
    scene.loop.addReader(
      r,
      scene.logs('reader', () => probe.read(r, 9)),
    );
    scene.loop.callSoon(scene.logs('soon', () => scene.loop.callSoon(scene.logs('nested'))));
    await scene.logged(3);
    expect(scene.log).toEqual(['soon', 'reader', 'nested']);
  });

  test('C14 a turn runs callSoon first in, first out, then readers before writers, then timers that are due (L7)', async () => {
    using scene = new Scene(backend);
    const [a, b] = scene.socketPair();
    probe.write(b, Buffer.from('x'));
    scene.loop.callLater(
      1,
      scene.logs('timer', () => scene.loop.callSoon(scene.logs('after'))),
    );
    scene.loop.addWriter(
      a,
      scene.logs('writer', () => scene.loop.removeWriter(a)),
    );
    scene.loop.addReader(
      a,
      scene.logs('reader', () => probe.read(a, 9)),
    );
    scene.loop.callSoon(scene.logs('soon 1'));
    scene.loop.callSoon(scene.logs('soon 2'));
    spin(3);
    await scene.logged(6);
    expect(scene.log).toEqual(['soon 1', 'soon 2', 'reader', 'writer', 'timer', 'after']);
  });

  test('L7 ticks and microtasks run between the batches of a turn, not between its callbacks', async () => {
    using scene = new Scene(backend);
    const pipes = [scene.pipe(), scene.pipe()];
    const later = (name: string) => {
      process.nextTick(scene.logs(`tick of ${name}`));
      Promise.resolve().then(scene.logs(`microtask of ${name}`));
    };
    for (const [r, w] of pipes) {
      probe.write(w, Buffer.from('x'));
      scene.loop.addReader(
        r,
        scene.logs('reader', () => {
          probe.read(r, 9);
          later('a reader');
        }),
      );
    }
    scene.loop.callSoon(scene.logs('soon', () => later('soon')));
    scene.loop.callLater(0, scene.logs('timer'));
    spin(2);
    await scene.logged(10);
    const ofReader = ['tick of a reader', 'tick of a reader', 'microtask of a reader', 'microtask of a reader'];
    const expected = ['soon', 'tick of soon', 'microtask of soon', 'reader', 'reader', ...ofReader, 'timer'];
    expect(scene.log).toEqual(expected);
  });

  test('L7 an endless chain of callSoon lets descriptors, timers, and the rest of the process run', async () => {
    using scene = new Scene(backend);
    const [r, w] = scene.pipe();
    let links = 0;
    const chain = () => {
      links++;
      scene.loop.callSoon(chain);
    };
    chain();
    scene.loop.addReader(
      r,
      scene.logs('reader', () => probe.read(r, 9)),
    );
    scene.loop.callLater(5, scene.logs('timer'));
    setTimeout(scene.logs('setTimeout'), 5);
    probe.write(w, Buffer.from('x'));
    await scene.logged(3);
    expect(scene.log.sort()).toEqual(['reader', 'setTimeout', 'timer']);
    expect(links).toBeGreaterThan(3);
  });

  test('C15 a call that was cancelled does not run, although its turn has begun', async () => {
    using scene = new Scene(backend);
    scene.loop.callSoon(scene.logs('first', () => second.cancel()));
    const second = scene.loop.callSoon(scene.logs('second'));
    const third = scene.loop.callSoon(scene.logs('third'));
    await scene.logged(2);
    third.cancel();
    expect(scene.log).toEqual(['first', 'third']);
    expect([second.cancelled, third.cancelled]).toEqual([true, false]);
  });

  test('C16 timers of equal deadline run in the order they were made (L13)', async () => {
    using scene = new Scene(backend);
    const when = scene.loop.time() + 5;
    const names = Array.from({ length: 20 }, (_, i) => `timer ${i}`);
    for (const name of names) {
      expect(scene.loop.callAt(when, scene.logs(name)).when).toBe(when);
    }
    await scene.logged(names.length);
    expect(scene.log).toEqual(names);
  });

  test('L13 a timer is never early, and runs although nothing else happens', async () => {
    using scene = new Scene(backend);
    const { loop } = scene;
    const late = await Promise.all(
      Array.from(
        { length: 40 },
        (_, i) =>
          new Promise<number>((resolve) => {
            const timer = loop.callLater(i / 3, () => resolve(loop.time() - timer.when));
          }),
      ),
    );
    expect(late.filter((ms) => ms < 0)).toEqual([]);
  });

  test('L13 a deadline that is over is due in the next turn, not in this one', async () => {
    using scene = new Scene(backend);
    scene.loop.callAt(
      0,
      scene.logs('first', () => scene.loop.callLater(-1, scene.logs('second'))),
    );
    expect(scene.log).toEqual([]);
    await scene.logged(2);
    expect(scene.log).toEqual(['first', 'second']);
  });

  test('L7 a timer that a callback makes runs in the next turn, however early its deadline', async () => {
    using scene = new Scene(backend);
    const [r, w] = scene.pipe();
    probe.write(w, Buffer.from('x'));
    const soonAfter = (name: string) => () => {
      scene.loop.callAt(0, scene.logs(`timer of ${name}`));
      scene.loop.callSoon(scene.logs(`next turn after ${name}`));
    };
    scene.loop.addReader(
      r,
      scene.logs('reader', () => {
        probe.read(r, 9);
        soonAfter('the reader')();
      }),
    );
    scene.loop.callSoon(scene.logs('call', soonAfter('the call')));
    scene.loop.callAt(0, scene.logs('timer'));
    await scene.logged(7);
    expect(scene.log).toEqual([
      'call',
      'reader',
      'timer',
      'next turn after the call',
      'next turn after the reader',
      'timer of the call',
      'timer of the reader',
    ]);
  });

  test.each([
    ['no number', '5', 'ERR_INVALID_ARG_TYPE'],
    ['NaN', Number.NaN, 'ERR_OUT_OF_RANGE'],
    ['infinity', Number.POSITIVE_INFINITY, 'ERR_OUT_OF_RANGE'],
  ])('a time that is %s is refused', (_, time, code) => {
    using scene = new Scene(backend);
    expect(thrown(() => scene.loop.callLater(time as number, () => {}))).toMatchObject({ code });
    expect(thrown(() => scene.loop.callAt(time as number, () => {}))).toMatchObject({ code });
  });

  test('a callback runs in the asynchronous context in which it was handed over', async () => {
    using scene = new Scene(backend);
    const [r, w] = scene.pipe();
    const storage = new AsyncLocalStorage<string>();
    const note = () => scene.log.push(String(storage.getStore()));
    storage.run('soon', () => scene.loop.callSoon(note));
    storage.run('timer', () => scene.loop.callLater(0, note));
    storage.run('reader', () =>
      scene.loop.addReader(r, () => {
        note();
        probe.read(r, 9);
      }),
    );
    await storage.run('promise', async () => {
      await scene.loop.writable(w);
      note();
    });
    storage.run('elsewhere', () => probe.write(w, Buffer.from('x')));
    await scene.logged(4);
    expect(scene.log.sort()).toEqual(['promise', 'reader', 'soon', 'timer']);
  });
});
