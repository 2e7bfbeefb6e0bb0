import { closeSync, fstatSync, openSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { constants, Socket } from '../../src/index.js';
import { backends } from '../support/backends.js';
import { rejection, Scene } from '../support/scene.js';
import { workerThat } from '../support/worker.js';

/** Opens a file until it gets this number, which is free; the others are closed again. */
function openAt(fd: number, open: () => number): void {
  const others: number[] = [];
  for (let opened = open(); opened !== fd; opened = open()) others.push(opened);
  for (const other of others) closeSync(other);
}

test("L6 the end of a worker does not close a stranger's file that has got the number of one of its sockets", async () => {
  const worker = await workerThat(`
    const fd = new Socket('inet').fileno();
    closeSync(fd);
    say(fd);`);
  const fd = worker.said as number;
  openAt(fd, () => openSync('/dev/null', 'r'));
  const { ino } = fstatSync(fd);
  expect(await worker.end()).toBe(0);
  expect(fstatSync(fd).ino).toBe(ino);
  closeSync(fd);
});

test("L6 nor a stranger's socket", async () => {
  const worker = await workerThat(`
    const fd = new Socket('inet').fileno();
    closeSync(fd);
    say(fd);`);
  const fd = worker.said as number;
  const made: Socket[] = [];
  while (made.at(-1)?.fileno() !== fd) made.push(new Socket('inet'));
  expect(await worker.end()).toBe(0);
  expect(made.at(-1)?.getsockname()).toMatchObject({ port: 0 });
  for (const socket of made) socket.close();
});

test('L6 what a worker has handed over outlives it, whether or not it has detached it', async () => {
  const worker = await workerThat(`
    const [[a, b], [c, d]] = [Socket.pair(), Socket.pair()];
    globalThis.kept = [c, d];
    say([a.detach(), b.detach(), c.fileno(), d.fileno()]);`);
  const sockets = (worker.said as number[]).map((fd) => Socket.fromFd(fd));
  expect(await worker.end()).toBe(0);
  for (const socket of sockets) {
    expect(socket.getpeername()).toEqual({ path: '', family: 'unix' });
    socket.close();
  }
});

test('L15 what a worker still owns is closed when it ends, and what it has taken over', async () => {
  const [mine, taken] = Socket.pair();
  const worker = await workerThat(
    `
    const [a] = Socket.pair();
    globalThis.kept = [a, Socket.fromFd(workerData)];
    say(a.fileno());`,
    taken.fileno(),
  );
  const fds = [worker.said as number, taken.fileno()];
  // It is not this one's to close any more.
  taken.close();
  expect(mine.getpeername()).toEqual({ path: '', family: 'unix' });
  expect(await worker.end()).toBe(0);
  for (const fd of fds) {
    expect(() => fstatSync(fd)).toThrow(expect.objectContaining({ code: 'EBADF' }));
  }
  mine.close();
});

test('of two sockets of one number the one that has taken it over has it', () => {
  const [a, b] = Socket.pair();
  const taken = Socket.fromFd(a.fileno());
  expect([a.closed, taken.closed]).toEqual([true, false]);
  a.close();
  expect(taken.getpeername()).toEqual({ path: '', family: 'unix' });
  taken.close();
  b.close();
});

describe.each(backends)('on %s:', (backend) => {
  test('L6 C26 the close of a socket whose number was closed behind its back ends what is pending, throws nothing, and touches no other file', async () => {
    using scene = new Scene(backend);
    // A call that waits for its answer comes behind what was posted before.
    const begun = (socket: Socket) => scene.loop.addWriter(socket, () => {}).cancel();
    const [a, b] = Socket.pair();
    scene.keep(b);
    const receiving = rejection(scene.loop.sockRecv(a, 10));
    const fd = a.fileno();
    begun(b);
    closeSync(fd);
    openAt(fd, () => openSync('/dev/null', 'r'));
    a.close();
    a.close();
    expect(await receiving).toMatchObject({ code: 'ERR_SOCKET_CLOSED' });
    expect([a.closed, fstatSync(fd).isCharacterDevice()]).toEqual([true, true]);
    // And if there is no other: EBADF would help nobody.
    const [c, d] = Socket.pair();
    scene.keep(d);
    const received = rejection(scene.loop.sockRecv(c, 10));
    begun(d);
    closeSync(c.fileno());
    c.close();
    expect(await received).toMatchObject({ code: 'ERR_SOCKET_CLOSED' });
    closeSync(fd);
  });

  test('L15b the close of a socket that lingers does not wait, and what was sent comes', async () => {
    using scene = new Scene(backend);
    const [a, b] = scene.sockets();
    a.setsockopt(constants.SOL_SOCKET, constants.SO_LINGER, Buffer.from(new Int32Array([1, 2]).buffer));
    const text = Buffer.alloc(3_000_000, 'all of it ');
    const sending = scene.loop.sockSendall(a, text);
    const parts: Buffer[] = [];
    for (let left = text.length; left > 1_000_000; left -= (parts.at(-1) as Buffer).length) {
      parts.push(await scene.loop.sockRecv(b, 65_536));
    }
    await sending;
    const began = performance.now();
    a.close();
    expect(performance.now() - began).toBeLessThan(1000);
    parts.push(await scene.receiveAll(b));
    expect(Buffer.concat(parts).equals(text)).toBe(true);
  });
});
