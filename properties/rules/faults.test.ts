import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { ExceptionContext } from '../../src/index.js';
import { backends } from '../support/backends.js';
import { runChild } from '../support/child.js';
import * as probe from '../support/probe.js';
import { Scene, sleep, thrown, until } from '../support/scene.js';

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

function uninspectable(): object {
  return Object.defineProperty({}, inspect.custom, { get: () => expect.unreachable() });
}

describe.each(backends)('faults stay local, on %s:', (backend) => {
  test('L16 a callback that throws takes nothing from the others of its batch', async () => {
    using scene = new Scene(backend);
    const told: ExceptionContext[] = [];
    scene.loop.setExceptionHandler((context) => told.push(context));
    const pipes = [scene.pipe(), scene.pipe(), scene.pipe()];
    const handles = pipes.map(([r]) =>
      scene.loop.addReader(r, () => {
        scene.log.push('ran');
        probe.read(r, 9);
        throw new Error(`of ${r}`);
      }),
    );
    scene.inOneBatch(() => {
      for (const [, w] of pipes) probe.write(w, Buffer.from('x'));
    });
    await scene.logged(3);
    expect(scene.log).toHaveLength(3);
    expect(told).toHaveLength(3);
    expect(new Set(told.map(({ handle }) => handle))).toEqual(new Set(handles));
    expect(handles.map(({ cancelled }) => cancelled)).toEqual([false, false, false]);
  });

  test('C18 the exception handler gets message, exception and handle', async () => {
    using scene = new Scene(backend);
    const told: ExceptionContext[] = [];
    scene.loop.setExceptionHandler((context) => told.push(context));
    const fail = (what: string) => () => {
      throw what;
    };
    const [, w] = scene.pipe();
    const soon = scene.loop.callSoon(fail('soon'));
    const timer = scene.loop.callLater(0, fail('timer'));
    const writer = scene.loop.addWriter(w, () => {
      writer.cancel();
      fail('writer')();
    });
    await until(() => told.length >= 3);
    expect(told.map(({ exception, handle, message }) => [exception, handle, message])).toEqual([
      ['soon', soon, 'Exception in a callback of callSoon'],
      ['writer', writer, `Exception in a callback of addWriter(${w})`],
      ['timer', timer, 'Exception in a callback of callLater'],
    ]);
  });

  test('C18 a handler that throws itself is reported and does not stop the loop', async () => {
    using scene = new Scene(backend);
    const warned = new Promise<Error>((resolve) => process.once('warning', resolve));
    scene.loop.setExceptionHandler(() => {
      throw new Error('of the handler');
    });
    scene.loop.callSoon(() => {
      throw new Error('of the callback');
    });
    scene.loop.callSoon(scene.logs('next'));
    expect(await warned).toMatchObject({ name: 'ReadyloopWarning', code: 'ERR_EXCEPTION_HANDLER' });
    expect(scene.log).toEqual(['next']);
  });

  test('C18 a promise that a callback returns counts: what it is rejected with is told like what is thrown', async () => {
    using scene = new Scene(backend);
    const told: ExceptionContext[] = [];
    scene.loop.setExceptionHandler((context) => told.push(context));
    const [r, w] = scene.pipe();
    const reader = scene.loop.addReader(r, async () => {
      scene.loop.removeReader(r);
      await null;
      throw 'reader';
    });
    probe.write(w, Buffer.from('x'));
    const soon = scene.loop.callSoon(() => Promise.reject('soon'));
    const timer = scene.loop.callLater(0, async () => {
      throw 'timer';
    });
    const fails = () => {
      throw 'then';
    };
    const odd = scene.loop.callSoon(() => Object.defineProperty({}, 'then', { get: fails }));
    await until(() => told.length === 4);
    const of = (handle: object) => told.find((one) => one.handle === handle)?.exception;
    expect([reader, soon, timer, odd].map(of)).toEqual(['reader', 'soon', 'timer', 'then']);
  });

  test('L16 a handler and a function for warnings that both throw take nothing from the rest of a batch', async () => {
    const { code, stdout } = await runChild(`
      import { Loop } from 'readyloop';
      const loop = new Loop({ backend: '${backend}' });
      process.on('uncaughtException', (error) => console.log('uncaught', error.message));
      process.emitWarning = () => { throw new Error('of the warning'); };
      loop.setExceptionHandler(() => { throw new Error('of the handler'); });
      for (const name of ['a', 'b']) loop.callSoon(() => { console.log('ran', name); throw new Error(name); });
      loop.callSoon(async () => { console.log('ran c'); throw new Error('c'); });
    `);
    expect(stdout.trim().split('\n')).toEqual(['ran a', 'ran b', 'ran c', ...Array(3).fill('uncaught of the warning')]);
    expect(code).toBe(0);
  });

  test.each<[string, unknown, RegExp]>([
    ['an object without a prototype', Object.create(null), /threw \[Object: null prototype\] \{\} while/],
    ['a proxy that was revoked', revoked(), /threw <Revoked Proxy> while/],
    ['what cannot even be inspected', uninspectable(), /threw something that cannot be shown while/],
  ])(
    'C18 L16 %s is reported like anything else that is thrown, and the batch goes on',
    async (_, exception, message) => {
      using scene = new Scene(backend);
      const warned = new Promise<Error>((resolve) => process.once('warning', resolve));
      const fail = () => {
        throw exception;
      };
      scene.loop.setExceptionHandler(fail);
      const pipes = [scene.pipe(), scene.pipe()];
      for (const [r, w] of pipes) {
        scene.loop.addReader(
          r,
          scene.logs('ran', () => {
            scene.loop.removeReader(r);
            fail();
          }),
        );
        probe.write(w, Buffer.from('x'));
      }
      await scene.logged(2);
      expect(await warned).toMatchObject({ code: 'ERR_EXCEPTION_HANDLER', message: expect.stringMatching(message) });
      expect(scene.log).toEqual(['ran', 'ran']);
    },
  );

  test('an exception handler is a function or null', () => {
    using scene = new Scene(backend);
    expect(thrown(() => scene.loop.setExceptionHandler(1 as never))).toMatchObject({ code: 'ERR_INVALID_ARG_TYPE' });
    scene.loop.setExceptionHandler(null);
  });

  test('L16 without a handler an error is an uncaught exception, after the batch and with the loop unharmed', async () => {
    const { code, stdout } = await runChild(`
      import { Loop } from 'readyloop';
      const loop = new Loop({ backend: '${backend}' });
      process.on('uncaughtException', (error) => console.log('uncaught', error.message));
      for (const name of ['a', 'b']) {
        loop.callSoon(() => { console.log('ran', name); throw new Error(name); });
      }
      loop.callLater(10, () => {
        console.log('later');
        loop.callLater(0, () => console.log('last'));
        throw new Error('c');
      });
    `);
    expect(stdout.trim().split('\n')).toEqual([
      'ran a',
      'ran b',
      'uncaught a',
      'uncaught b',
      'later',
      'uncaught c',
      'last',
    ]);
    expect(code).toBe(0);
  });

  test('L16 without a handler of the process either, it ends with the error', async () => {
    const { code, stdout, stderr } = await runChild(`
      import { Loop } from 'readyloop';
      const loop = new Loop({ backend: '${backend}' });
      loop.callSoon(() => { throw new Error('on purpose'); });
      loop.callSoon(() => console.log('next'));
      loop.callLater(1000, () => console.log('never'));
    `);
    expect(stdout).toBe('next\n');
    expect(stderr).toContain('on purpose');
    expect(code).toBe(1);
  });

  test("L6 a descriptor closed behind the loop's back is reported once it is found out, and nothing of its next owner is", async () => {
    using scene = new Scene(backend);
    const told: ExceptionContext[] = [];
    scene.loop.setExceptionHandler((context) => told.push(context));
    const [r, w] = probe.pipe();
    scene.own(w);
    const handle = scene.loop.addReader(
      r,
      scene.logs('reader', () => probe.close(r)),
    );
    probe.write(w, Buffer.from('x'));
    await scene.logged(1);
    expect(scene.log).toEqual(['reader']);
    expect(told).toMatchObject([{ handle: null, exception: { code: 'ERR_STALE_DESCRIPTOR' } }]);
    expect(told[0]?.message).toContain(`descriptor ${r}`);
    expect(handle.cancelled).toBe(true);
    probe.write(scene.pipeAt(r), Buffer.from('x'));
    await scene.logged(1);
    expect(scene.log).toEqual(['reader']);
  });

  test('a callback may close the loop: what is left of its batch does not run (L3)', async () => {
    using scene = new Scene(backend);
    const pipes = [scene.pipe(), scene.pipe()];
    for (const [r] of pipes) {
      scene.loop.addReader(
        r,
        scene.logs('reader', () => scene.loop.close()),
      );
    }
    scene.inOneBatch(() => {
      for (const [, w] of pipes) probe.write(w, Buffer.from('x'));
    });
    scene.loop.callLater(0, scene.logs('timer'));
    await scene.logged(1);
    await sleep(20);
    expect(scene.log).toEqual(['reader']);
  });

  test('closing the loop in a queued call keeps the calls behind it from running', async () => {
    using scene = new Scene(backend);
    scene.loop.callSoon(scene.logs('first', () => scene.loop.close()));
    const second = scene.loop.callSoon(scene.logs('second'));
    await scene.logged(1);
    expect(scene.log).toEqual(['first']);
    expect(second.cancelled).toBe(true);
  });
});
