import { openSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { backends } from '../support/backends.js';
import * as probe from '../support/probe.js';
import { rounds, Scene, thrown } from '../support/scene.js';

const TEXT = Buffer.from('abcd');

describe.each(backends)('callbacks of descriptors, on %s:', (backend) => {
  test('C1 a reader that takes one byte at a time runs four times for "abcd"', async () => {
    using scene = new Scene(backend);
    const [r, w] = scene.pipe();
    scene.loop.addReader(r, () => scene.log.push(String(probe.read(r, 1))));
    probe.write(w, TEXT);
    await scene.logged(4);
    expect(scene.log).toEqual(['a', 'b', 'c', 'd']);
  });

  test('C1 a writer runs again and again while there is room', async () => {
    using scene = new Scene(backend);
    const [, w] = scene.pipe();
    scene.loop.addWriter(w, scene.logs('writer'));
    await scene.logged(4);
    expect(scene.log.length).toBeGreaterThan(3);
  });

  test('C2 adding again replaces the callback, and the one before never runs again (L4)', async () => {
    using scene = new Scene(backend);
    const [r, w] = scene.pipe();
    const first = scene.loop.addReader(r, scene.logs('first'));
    const second = scene.loop.addReader(
      r,
      scene.logs('second', () => probe.read(r, 9)),
    );
    expect([first.cancelled, second.cancelled]).toEqual([true, false]);
    probe.write(w, TEXT);
    await scene.logged(1);
    expect(scene.log).toEqual(['second']);
  });

  test('C2 a reader that was due is replaced by one that runs in its stead', async () => {
    using scene = new Scene(backend);
    const ends = [scene.pipe(), scene.pipe()];
    for (const [i, [r]] of ends.entries()) {
      const [other] = ends[1 - i] as [number, number];
      scene.loop.addReader(r, () => {
        scene.log.push(`old ${i}`);
        probe.read(r, 9);
        scene.loop.addReader(
          other,
          scene.logs('new', () => probe.read(other, 9)),
        );
      });
    }
    scene.inOneBatch(() => {
      for (const [, w] of ends) probe.write(w, TEXT);
    });
    await scene.logged(2);
    expect(scene.log).toEqual([expect.stringMatching(/^old/), 'new']);
  });

  test('C3 a reader and a writer live on one descriptor, and removing one keeps the other (L5)', async () => {
    using scene = new Scene(backend);
    const [a, b] = scene.socketPair();
    scene.loop.addReader(
      a,
      scene.logs('reader', () => probe.read(a, 9)),
    );
    scene.loop.addWriter(a, scene.logs('writer'));
    expect(scene.loop.removeWriter(a)).toBe(true);
    probe.write(b, TEXT);
    await scene.logged(1);
    expect(scene.log).toEqual(['reader']);
    scene.loop.addWriter(
      a,
      scene.logs('writer', () => scene.loop.removeWriter(a)),
    );
    expect(scene.loop.removeReader(a)).toBe(true);
    probe.write(b, TEXT);
    await scene.logged(2);
    expect(scene.log).toEqual(['reader', 'writer']);
  });

  test('C4 when both are ready the reader runs before the writer', async () => {
    using scene = new Scene(backend);
    const [a, b] = scene.socketPair();
    probe.write(b, TEXT);
    scene.inOneBatch(() => {
      scene.loop.addWriter(
        a,
        scene.logs('writer', () => scene.loop.removeWriter(a)),
      );
      scene.loop.addReader(
        a,
        scene.logs('reader', () => probe.read(a, 9)),
      );
    });
    await scene.logged(2);
    expect(scene.log).toEqual(['reader', 'writer']);
  });

  test('C5 removing tells whether there was a callback', () => {
    using scene = new Scene(backend);
    const [r] = scene.pipe();
    scene.loop.addReader(r, () => {});
    expect(scene.loop.removeWriter(r)).toBe(false);
    expect(scene.loop.removeReader(r)).toBe(true);
    expect(scene.loop.removeReader(r)).toBe(false);
    expect(scene.loop.removeReader(1_000_000)).toBe(false);
  });

  test('C6 a callback may remove itself and close its descriptor at once', async () => {
    using scene = new Scene(backend);
    const [r, w] = scene.pipe();
    scene.loop.addReader(
      r,
      scene.logs('reader', () => {
        scene.loop.removeReader(r);
        scene.close(r);
      }),
    );
    probe.write(w, TEXT);
    await scene.logged(1);
    expect(scene.log).toEqual(['reader']);
    const writer = scene.pipeAt(r);
    scene.loop.addReader(
      r,
      scene.logs('next owner', () => probe.read(r, 9)),
    );
    probe.write(writer, TEXT);
    await scene.logged(2);
    expect(scene.log).toEqual(['reader', 'next owner']);
  });

  test('C7 a callback removes another that is ready in the same batch: it does not run (L3)', async () => {
    using scene = new Scene(backend);
    const [[r1, w1], [r2, w2]] = [scene.pipe(), scene.pipe()];
    scene.loop.addReader(
      r1,
      scene.logs('one', () => scene.loop.removeReader(r1) && scene.loop.removeReader(r2)),
    );
    scene.loop.addReader(
      r2,
      scene.logs('two', () => scene.loop.removeReader(r2) && scene.loop.removeReader(r1)),
    );
    scene.inOneBatch(() => {
      probe.write(w1, TEXT);
      probe.write(w2, TEXT);
    });
    await scene.logged(1);
    expect(scene.log).toHaveLength(1);
  });

  test('C8 a reader that removes the writer of its own descriptor keeps it from running', async () => {
    using scene = new Scene(backend);
    const [a, b] = scene.socketPair();
    probe.write(b, TEXT);
    scene.inOneBatch(() => {
      scene.loop.addWriter(a, scene.logs('writer'));
      scene.loop.addReader(
        a,
        scene.logs('reader', () => {
          probe.read(a, 9);
          scene.loop.removeWriter(a);
        }),
      );
    });
    await scene.logged(1);
    expect(scene.log).toEqual(['reader']);
  });

  test('C9 the end of a pipe reaches its reader', async () => {
    using scene = new Scene(backend);
    const [r, w] = scene.pipe();
    scene.loop.addReader(
      r,
      scene.logs('reader', () => scene.loop.removeReader(r)),
    );
    await rounds();
    expect(scene.log).toEqual([]);
    scene.close(w);
    await scene.logged(1);
    expect(scene.log).toEqual(['reader']);
  });

  test('C9 a pipe that breaks reaches its writer, full as it is', async () => {
    using scene = new Scene(backend);
    const [r, w] = scene.pipe();
    while (probe.write(w, Buffer.alloc(65_536)) !== 'EAGAIN') {}
    scene.loop.addWriter(
      w,
      scene.logs('writer', () => scene.loop.removeWriter(w)),
    );
    await rounds();
    expect(scene.log).toEqual([]);
    scene.close(r);
    await scene.logged(1);
    expect(scene.log).toEqual(['writer']);
  });

  test('C9 a reset reaches reader and writer', async () => {
    using scene = new Scene(backend);
    const [a, b] = probe.tcpPair();
    scene.own(a);
    while (probe.write(a, Buffer.alloc(1_000_000)) !== 'EAGAIN') {}
    scene.loop.addReader(
      a,
      scene.logs('reader', () => scene.loop.removeReader(a)),
    );
    scene.loop.addWriter(
      a,
      scene.logs('writer', () => scene.loop.removeWriter(a)),
    );
    await rounds();
    expect(scene.log).toEqual([]);
    probe.reset(b);
    await scene.logged(2);
    expect(scene.log).toEqual(['reader', 'writer']);
  });

  describe('C11 what is no descriptor that can be polled is refused:', () => {
    const file = openSync('/dev/null', 'r');
    test.each([
      ['a string', '3', 'ERR_INVALID_ARG_TYPE', TypeError, /fd must be the number of an open descriptor.*"3"/],
      ['undefined', undefined, 'ERR_INVALID_ARG_TYPE', TypeError, /got undefined/],
      ['an object', {}, 'ERR_INVALID_ARG_TYPE', TypeError, /instance of Object/],
      ['a fileno that gives none', { fileno: () => 'x' }, 'ERR_INVALID_ARG_TYPE', TypeError, /"x"/],
      ['a negative number', -1, 'ERR_OUT_OF_RANGE', RangeError, /non-negative.*got -1/],
      ['no integer', 1.5, 'ERR_OUT_OF_RANGE', RangeError, /got 1\.5/],
      ['NaN', Number.NaN, 'ERR_OUT_OF_RANGE', RangeError, /got NaN/],
      ['a number that is too large', 2 ** 31, 'ERR_OUT_OF_RANGE', RangeError, /2147483648/],
      ['a closed descriptor', 1_000_000, 'EBADF', Error, /descriptor 1000000 is not open; check/],
      ['the largest number', 2 ** 31 - 1, 'EBADF', Error, /descriptor 2147483647 is not open; check/],
    ] as const)('%s', (_, fd, code, kind, message) => {
      using scene = new Scene(backend);
      for (const add of ['addReader', 'addWriter'] as const) {
        const error = thrown(() => scene.loop[add](fd as number, () => {}));
        expect(error).toBeInstanceOf(kind);
        expect(error.code).toBe(code);
        expect(error.message).toMatch(message);
      }
    });

    test('a number takes no memory by itself, however large it is', () => {
      using scene = new Scene(backend);
      const before = process.memoryUsage.rss();
      expect(thrown(() => scene.loop.addReader(2 ** 31 - 1, () => {}))).toMatchObject({ code: 'EBADF' });
      expect(process.memoryUsage.rss() - before).toBeLessThan(2 ** 30);
    });

    test('a regular file, with what to use instead', () => {
      using scene = new Scene(backend);
      const fd = scene.own(openSync(new URL('../../package.json', import.meta.url), 'r'));
      const error = thrown(() => scene.loop.addReader(fd, () => {}));
      expect(error).toMatchObject({ code: 'EPERM', syscall: 'epoll_ctl', errno: -1 });
      expect(error.message).toMatch(/regular file.*use node:fs/);
      expect(scene.loop.removeReader(fd)).toBe(false);
    });

    test('a callback that is no function', () => {
      using scene = new Scene(backend);
      const error = thrown(() => scene.loop.addReader(file, 'f' as never));
      expect(error).toMatchObject({
        code: 'ERR_INVALID_ARG_TYPE',
        message: expect.stringMatching(/callback must be a function/),
      });
    });
  });

  test('C12 after close adding throws, and removing finds nothing', () => {
    using scene = new Scene(backend);
    const [r] = scene.pipe();
    const { loop } = scene;
    loop.addReader(r, () => {});
    loop.close();
    loop.close();
    expect(loop.closed).toBe(true);
    expect([loop.removeReader(r), loop.removeWriter(r)]).toEqual([false, false]);
    for (const call of [
      () => loop.addReader(r, () => {}),
      () => loop.addWriter(r, () => {}),
      () => loop.callSoon(() => {}),
      () => loop.callLater(1, () => {}),
      () => loop.callAt(1, () => {}),
    ]) {
      expect(thrown(call)).toMatchObject({
        code: 'ERR_LOOP_CLOSED',
        message: expect.stringMatching(/make a new Loop/),
      });
    }
  });

  test('C15 a reader that is cancelled by another of the same batch does not run', async () => {
    using scene = new Scene(backend);
    const [[r1, w1], [r2, w2]] = [scene.pipe(), scene.pipe()];
    const both = [
      scene.loop.addReader(
        r1,
        scene.logs('one', () => both.forEach((handle) => void handle.cancel())),
      ),
      scene.loop.addReader(
        r2,
        scene.logs('two', () => both.forEach((handle) => void handle.cancel())),
      ),
    ];
    scene.inOneBatch(() => {
      probe.write(w1, TEXT);
      probe.write(w2, TEXT);
    });
    await scene.logged(1);
    expect(scene.log).toHaveLength(1);
    expect(both.map((handle) => handle.cancelled)).toEqual([true, true]);
    expect(scene.loop.removeReader(r1)).toBe(false);
  });

  test('cancelling a handle that was replaced leaves its successor alone', async () => {
    using scene = new Scene(backend);
    const [r, w] = scene.pipe();
    const first = scene.loop.addReader(r, scene.logs('first'));
    scene.loop.addReader(
      r,
      scene.logs('second', () => probe.read(r, 9)),
    );
    first.cancel();
    probe.write(w, TEXT);
    await scene.logged(1);
    expect(scene.log).toEqual(['second']);
  });

  test('callbacks get the arguments they were added with', async () => {
    using scene = new Scene(backend);
    const [r, w] = scene.pipe();
    scene.loop.addReader(
      r,
      (name: string, count: number) => {
        scene.log.push(`${name} ${count}`);
        probe.read(r, 9);
      },
      'reader',
      1,
    );
    scene.loop.callSoon((...all: number[]) => scene.log.push(all.join()), 1, 2, 3);
    probe.write(w, TEXT);
    await scene.logged(2);
    expect(scene.log).toEqual(['1,2,3', 'reader 1']);
  });
});
