import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { Socket } from '../../src/index.js';
import { backends } from '../support/backends.js';
import * as probe from '../support/probe.js';
import { rounds, Scene, until } from '../support/scene.js';

const TEXT = Buffer.from('hello');

/** A scene, and the codes of what its loop reports. */
function reporting(backend: (typeof backends)[number]): { scene: Scene; reports: unknown[] } {
  const scene = new Scene(backend);
  const reports: unknown[] = [];
  scene.loop.setExceptionHandler(({ exception }) => reports.push((exception as { code?: string }).code));
  return { scene, reports };
}

describe.each(backends)('what becomes of descriptors, on %s:', (backend) => {
  test("a number that is closed behind the loop's back and given out again in one batch: its next owner wakes nobody (L6)", async () => {
    const { scene, reports } = reporting(backend);
    using _ = scene;
    const [[r1, w1], [r2, w2]] = [scene.pipe(), scene.pipe()];
    let next: { fd: number; writer: number } | undefined;
    const swap = (mine: number, other: number) => () => {
      scene.log.push('old');
      if (next !== undefined) return;
      scene.loop.removeReader(mine);
      scene.close(other);
      next = { fd: other, writer: scene.pipeAt(other) };
      probe.write(next.writer, TEXT);
    };
    scene.loop.addReader(r1, swap(r1, r2));
    scene.loop.addReader(r2, swap(r2, r1));
    scene.inOneBatch(() => {
      probe.write(w1, TEXT);
      probe.write(w2, TEXT);
    });
    await scene.logged(2);
    const { fd, writer } = next as unknown as { fd: number; writer: number };
    probe.write(writer, TEXT);
    await rounds();
    // The other was ready in that batch, too, and runs for what it was; then it is found out.
    expect([scene.log, reports]).toEqual([['old', 'old'], ['ERR_STALE_DESCRIPTOR']]);
    scene.loop.addReader(
      fd,
      scene.logs('new', () => probe.read(fd, 20)),
    );
    await scene.logged(3);
    expect(scene.log).toEqual(['old', 'old', 'new']);
  });

  test('a removal of what was closed already is quiet, and takes the other direction with it', async () => {
    const { scene, reports } = reporting(backend);
    using _ = scene;
    const [r] = scene.pipe();
    scene.loop.addReader(r, scene.logs('reader'));
    scene.close(r);
    expect([scene.loop.removeReader(r), scene.loop.removeReader(r)]).toEqual([true, false]);
    const [a, b] = scene.socketPair();
    scene.loop.addReader(a, scene.logs('reader'));
    const writer = scene.loop.addWriter(a, scene.logs('writer'));
    scene.close(a);
    expect(scene.loop.removeReader(a)).toBe(true);
    probe.write(b, TEXT);
    await until(() => reports.length > 0);
    expect([reports, writer.cancelled, scene.loop.removeWriter(a)]).toEqual([['ERR_STALE_DESCRIPTOR'], true, false]);
    expect(scene.log).toEqual([]);
  });

  test('a Socket that has handed its descriptor over closes nothing any more', async () => {
    using scene = new Scene(backend);
    const [a, b] = scene.sockets();
    await scene.loop.sockSendall(a, TEXT);
    const next = scene.keep(Socket.fromFd(a.detach()));
    a.close();
    a.close();
    a[Symbol.dispose]();
    expect(next.getpeername()).toEqual(b.getsockname());
    await scene.loop.sockSendall(next, TEXT);
    next.close();
    expect(String(await scene.receiveAll(b))).toBe('hellohello');
  });

  test('data, room and the hang-up in one report reach reader and writer, and the data is not lost (C9)', async () => {
    using scene = new Scene(backend);
    const [a, b] = scene.socketPair();
    while (typeof probe.write(a, Buffer.alloc(65_536)) === 'number') {}
    scene.loop.addReader(a, () => {
      const data = probe.read(a, 3) as Buffer;
      scene.log.push(`read ${data}`);
      if (data.length === 0) scene.loop.removeReader(a);
    });
    scene.loop.addWriter(
      a,
      scene.logs('broken', () => scene.loop.removeWriter(a)),
    );
    await rounds();
    expect(scene.log).toEqual([]);
    probe.write(b, TEXT);
    scene.close(b);
    await scene.logged(5);
    // The reset is of what the peer had not read.
    expect(scene.log.filter((entry) => entry !== 'broken')).toEqual([
      'read hel',
      'read lo',
      'read ECONNRESET',
      'read ',
    ]);
    // A thread of its own may have seen the data before the hang-up; then the writer comes a batch later.
    expect(backend === 'mio' ? [1] : [1, 2]).toContain(scene.log.indexOf('broken'));
  });

  test('no callback begins before another has ended, whatever it does: nothing is dispatched in its midst', async () => {
    using scene = new Scene(backend);
    const [[r, w], [other, otherWriter], [a, b]] = [scene.pipe(), scene.pipe(), scene.sockets()];
    let running = 0;
    const alone = (what: string, also: () => void) => () => {
      scene.log.push(`${what} ${++running}`);
      also();
      running--;
    };
    scene.loop.addReader(
      other,
      alone('other', () => scene.loop.removeReader(other)),
    );
    scene.loop.addReader(
      r,
      alone('reader', () => {
        scene.loop.removeReader(r);
        probe.write(otherWriter, TEXT);
        scene.loop.callSoon(alone('soon', () => {}));
        scene.loop.callLater(
          0,
          alone('timer', () => {}),
        );
        scene.loop.sockSendall(a, TEXT).then(alone('sent', () => {}));
        scene.loop.sockRecv(b, 9).then(alone('received', () => {}));
        // It has a libuv loop of its own and lets it run.
        spawnSync('true');
        a.close();
      }),
    );
    probe.write(w, TEXT);
    await scene.logged(6);
    expect(scene.log.toSorted()).toEqual(['other 1', 'reader 1', 'received 1', 'sent 1', 'soon 1', 'timer 1']);
  });
});
