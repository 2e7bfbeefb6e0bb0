import { describe, expect, test } from 'vitest';
import { Socket } from '../../src/index.js';
import { backends } from '../support/backends.js';
import * as probe from '../support/probe.js';
import { rejection, rounds, Scene } from '../support/scene.js';

const TEXT = Buffer.from('x');

describe.each(backends)('L6 an event of one open file never reaches what was added for another, on %s:', (backend) => {
  test("nothing of a number's next owner reaches the callback of the one before", async () => {
    using scene = new Scene(backend);
    scene.loop.setExceptionHandler(() => {});
    const [r, w] = scene.pipe();
    scene.loop.addReader(r, scene.logs('old'));
    scene.loop.addWriter(
      w,
      scene.logs('writer', () => scene.loop.removeWriter(w)),
    );
    await rounds();
    scene.close(r);
    probe.write(scene.pipeAt(r), TEXT);
    await scene.logged(1);
    expect(scene.log).toEqual(['writer']);
  });

  test('adding for the next owner finds out, and the old callback is gone for good', async () => {
    using scene = new Scene(backend);
    scene.loop.setExceptionHandler(() => {});
    const [a, b] = scene.socketPair();
    const old = [scene.loop.addReader(a, scene.logs('old reader')), scene.loop.addWriter(a, scene.logs('old writer'))];
    old[1]?.unref();
    probe.write(b, TEXT);
    scene.close(a);
    const w = scene.pipeAt(a);
    scene.loop.addReader(
      a,
      scene.logs('new', () => probe.read(a, 9)),
    );
    expect(old.map(({ cancelled }) => cancelled)).toEqual([true, true]);
    probe.write(w, TEXT);
    await scene.logged(1);
    expect(scene.log).toEqual(['new']);
  });

  test('a promise for a file that is gone is rejected when its number is added anew', async () => {
    using scene = new Scene(backend);
    const [r] = scene.pipe();
    const waiting = rejection(scene.loop.readable(r));
    scene.close(r);
    const w = scene.pipeAt(r);
    scene.loop.addReader(
      r,
      scene.logs('new', () => probe.read(r, 9)),
    );
    expect(await waiting).toMatchObject({ code: 'ERR_STALE_DESCRIPTOR' });
    probe.write(w, TEXT);
    await scene.logged(1);
    expect(scene.log).toEqual(['new']);
  });

  test('a copy keeps the file open, but the number that was watched is another: its ghost reaches nobody (P4)', async () => {
    using scene = new Scene(backend);
    scene.loop.setExceptionHandler(() => {});
    const [r, w] = scene.pipe();
    const copy = scene.own(probe.dup(r));
    scene.loop.addReader(r, scene.logs('old'));
    scene.close(r);
    const writer = scene.pipeAt(r);
    scene.loop.addReader(
      r,
      scene.logs('new', () => probe.read(r, 9)),
    );
    probe.write(w, TEXT);
    await rounds();
    expect(scene.log).toEqual([]);
    probe.write(writer, TEXT);
    await scene.logged(1);
    expect(scene.log).toEqual(['new']);
    expect(probe.read(copy, 9)).toEqual(TEXT);
  });

  test('two copies of one file are watched each by its own callback', async () => {
    using scene = new Scene(backend);
    const [r, w] = scene.pipe();
    const copy = scene.own(probe.dup(r));
    scene.loop.addReader(
      r,
      scene.logs('one', () => scene.loop.removeReader(r)),
    );
    scene.loop.addReader(
      copy,
      scene.logs('two', () => scene.loop.removeReader(copy)),
    );
    probe.write(w, TEXT);
    await scene.logged(2);
    expect(scene.log.sort()).toEqual(['one', 'two']);
  });

  test('a number that was closed and given out again in one batch starts afresh', async () => {
    using scene = new Scene(backend);
    const [[r1, w1], [r2, w2]] = [scene.pipe(), scene.pipe()];
    const swap = (mine: number, other: number) => () => {
      scene.log.push('first');
      for (const fd of [mine, other]) {
        scene.loop.removeReader(fd);
      }
      scene.close(other);
      const writer = scene.pipeAt(other);
      scene.loop.addReader(
        other,
        scene.logs('reborn', () => probe.read(other, 9)),
      );
      setImmediate(() => probe.write(writer, TEXT));
    };
    scene.loop.addReader(r1, swap(r1, r2));
    scene.loop.addReader(r2, swap(r2, r1));
    scene.inOneBatch(() => {
      probe.write(w1, TEXT);
      probe.write(w2, TEXT);
    });
    await scene.logged(2);
    expect(scene.log).toEqual(['first', 'reborn']);
  });

  test('a connection that is accepted under a number with a stale callback does not run it', async () => {
    using scene = new Scene(backend);
    scene.loop.setExceptionHandler(() => {});
    const [listener, port] = scene.listener();
    const [r] = scene.pipe();
    const handle = scene.loop.addReader(r, scene.logs('stale'));
    const accepting = scene.loop.sockAccept(listener);
    await rounds();
    const client = scene.connect(port);
    // The lowest free number goes to the connection: this one, if those below are taken.
    const taken: number[] = [];
    for (let fd = probe.dup(0); fd < r; fd = probe.dup(0)) {
      taken.push(scene.own(fd));
    }
    scene.close(r);
    const [connection] = await accepting;
    scene.keep(connection);
    probe.write(client, TEXT);
    await rounds();
    expect([scene.log, handle.cancelled]).toEqual([[], connection.fileno() === r]);
    expect(await scene.loop.sockRecv(connection, 9)).toEqual(TEXT);
  });

  test('a socket that is closed in a callback takes its due callbacks and its operations with it (L3)', async () => {
    using scene = new Scene(backend);
    const [a, b] = scene.sockets();
    const [c, d] = scene.sockets();
    const receiving = [rejection(scene.loop.sockRecv(d, 1)), rejection(scene.loop.sockRecv(b, 1))];
    const closesAll = (mine: Socket, other: Socket) =>
      scene.logs('writer', () => {
        // Those that receive first: another thread might still hand them the end of the others.
        b.close();
        d.close();
        mine.close();
        other.close();
      });
    scene.inOneBatch(() => {
      scene.loop.addWriter(a, closesAll(a, c));
      scene.loop.addWriter(c, closesAll(c, a));
    });
    await scene.logged(1);
    expect(scene.log).toEqual(['writer']);
    for (const error of receiving) {
      expect(await error).toMatchObject({ code: 'ERR_SOCKET_CLOSED' });
    }
  });

  test('closing a socket leaves the next owner of its number alone (U1)', async () => {
    using scene = new Scene(backend);
    const [a, b] = Socket.pair().map((socket) => scene.keep(socket)) as [Socket, Socket];
    const fd = a.fileno();
    const receiving = scene.loop.sockRecv(a, 10);
    await rounds();
    a.close();
    const writer = scene.pipeAt(fd);
    a.close();
    a[Symbol.dispose]();
    expect(await rejection(receiving)).toMatchObject({ code: 'ERR_SOCKET_CLOSED' });
    scene.loop.addReader(
      fd,
      scene.logs('next owner', () => probe.read(fd, 9)),
    );
    b.close();
    probe.write(writer, TEXT);
    await scene.logged(1);
    expect(scene.log).toEqual(['next owner']);
  });
});
