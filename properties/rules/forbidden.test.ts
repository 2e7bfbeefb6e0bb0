import { afterEach, describe, expect, test } from 'vitest';
import { AcceptEvent, AcceptState, Machine, WatchEvent, WatchState } from '../../generated/ts/index.js';
import type { ExceptionContext } from '../../src/index.js';
import { backends } from '../support/backends.js';
import * as probe from '../support/probe.js';
import { rejection, rounds, Scene } from '../support/scene.js';
import { testing } from '../support/testing-addon.js';

const TEXT = Buffer.from('x');

afterEach(() => testing.restoreTables());

/** No event that the tables forbid can happen with the right tables; wrong ones make it happen. */
describe.each(backends)('L16 an event that the tables forbid costs one descriptor and no other, on %s:', (backend) => {
  test('an operation is rejected, the report names it, and the next one starts afresh', async () => {
    testing.alterTable(Machine.accept, AcceptState['idle.absent'], AcceptEvent.ACCEPT, {
      next: AcceptState['delivering.absent'],
    });
    using scene = new Scene(backend);
    const told: ExceptionContext[] = [];
    scene.loop.setExceptionHandler((context) => told.push(context));
    const [listener] = scene.listener();
    const [a, b] = scene.sockets();
    const receiving = scene.loop.sockRecv(a, 1);
    for (let i = 0; i < 2; i++) {
      expect(await rejection(scene.loop.sockAccept(listener))).toMatchObject({
        code: 'ERR_FORBIDDEN_EVENT',
        message: expect.stringMatching(/^sockAccept: .*report this with a trace/),
      });
      await rounds();
    }
    expect(told).toMatchObject([
      { handle: null, exception: { code: 'ERR_FORBIDDEN_EVENT' } },
      { handle: null, exception: { code: 'ERR_FORBIDDEN_EVENT' } },
    ]);
    probe.write(b.fileno(), TEXT);
    expect(await receiving).toEqual(TEXT);
  });

  test('a callback is taken off, and others run on', async () => {
    // What is due is taken to be running already.
    testing.alterTable(Machine.watch, WatchState['armed.off.R'], WatchEvent.READABLE, {
      next: WatchState['running.off.R'],
    });
    using scene = new Scene(backend);
    const told: ExceptionContext[] = [];
    scene.loop.setExceptionHandler((context) => told.push(context));
    const [r, w] = scene.pipe();
    const [, other] = scene.pipe();
    const handle = scene.loop.addReader(r, scene.logs('reader'));
    scene.loop.addWriter(
      other,
      scene.logs('writer', () => scene.loop.removeWriter(other)),
    );
    probe.write(w, TEXT);
    await scene.logged(1);
    expect(scene.log).toEqual(['writer']);
    expect(handle.cancelled).toBe(true);
    expect(told).toMatchObject([{ handle: null, exception: { code: 'ERR_FORBIDDEN_EVENT' } }]);
    expect(told[0]?.message).toContain(`descriptor ${r}`);
  });
});
