import { describe, expect, test } from 'vitest';
import { Loop, Socket } from '../../src/index.js';
import { backends, otherThan } from '../support/backends.js';
import * as probe from '../support/probe.js';
import { rejection, Scene, until } from '../support/scene.js';
import { workerThat } from '../support/worker.js';

const ELSEWHERE = { name: 'OtherLoopError', code: 'ERR_OTHER_LOOP' };

/** Every pair of backends: of the other loop, and of the one that has the socket. */
const pairs = backends.flatMap((backend) => [backend, otherThan(backend)].map((other) => [other, backend] as const));

const MUCH = 3_000_000;

describe.each(pairs)('a socket of two loops, the other one on %s, on %s:', (otherBackend, backend) => {
  /** A scene whose loop has the one backend, and a loop of the other one. */
  const two = () => {
    const scene = new Scene(backend);
    const other = new Loop({ backend: otherBackend });
    const [a, b] = scene.keepAll(Socket.pair());
    return {
      ...{ scene, loop: scene.loop, other, a, b },
      [Symbol.dispose]() {
        other.close();
        scene[Symbol.dispose]();
      },
    };
  };

  test('L11 C25 of two sends the other loop’s is refused, and the bytes of the first come as they were', async () => {
    using it = two();
    const { loop, other, a, b } = it;
    const sending = loop.sockSendall(a, Buffer.alloc(MUCH, 'one'));
    await expect(other.sockSendall(a, Buffer.alloc(MUCH, 'TWO'))).rejects.toMatchObject(ELSEWHERE);
    a.setsockopt(1, 7, 1_000_000);
    const received = (async () => {
      const parts: Buffer[] = [];
      for (let left = MUCH; left > 0; left -= (parts.at(-1) as Buffer).length) {
        parts.push(await loop.sockRecv(b, 65_536));
      }
      return Buffer.concat(parts);
    })();
    await sending;
    expect((await received).equals(Buffer.alloc(MUCH, 'one'))).toBe(true);
  });

  test('C25 while a receive is pending the other loop can do nothing with the socket; then it can', async () => {
    using it = two();
    const { loop, other, a, b } = it;
    const receiving = loop.sockRecv(a, 10);
    await expect(other.sockRecv(a, 10)).rejects.toMatchObject(ELSEWHERE);
    await expect(other.sockSendall(a, Buffer.from('x'))).rejects.toMatchObject(ELSEWHERE);
    await expect(other.readable(a)).rejects.toMatchObject(ELSEWHERE);
    expect(() => other.addWriter(a, () => {})).toThrow(expect.objectContaining(ELSEWHERE));
    expect(() => other.addReader(probeDup(it.scene, a), () => {})).toThrow(expect.objectContaining(ELSEWHERE));
    expect(other.removeReader(a)).toBe(false);
    // The peer is another socket.
    await other.sockSendall(b, Buffer.from('one'));
    expect(String(await receiving)).toBe('one');
    const second = other.sockRecv(a, 10);
    await expect(loop.sockRecv(a, 10)).rejects.toMatchObject(ELSEWHERE);
    await other.sockSendall(b, Buffer.from('two'));
    expect(String(await second)).toBe('two');
    await other.sockSendall(b, Buffer.from('three'));
    expect(String(await loop.sockRecv(a, 10))).toBe('three');
  });

  test('C25 an accept that is pending is no reason to refuse: each connection goes to one (L8)', async () => {
    using it = two();
    const [listener, port] = it.scene.listener();
    const accepts = [it.loop.sockAccept(listener), it.other.sockAccept(listener)];
    for (let i = 0; i < accepts.length; i++) it.scene.connect(port);
    for (const [connection] of await Promise.all(accepts)) it.scene.keep(connection);
  });

  test('a callback holds the socket until it is removed', async () => {
    using it = two();
    const { loop, other, a } = it;
    loop.addReader(a, () => {});
    await expect(other.sockSendall(a, Buffer.from('x'))).rejects.toMatchObject(ELSEWHERE);
    loop.removeReader(a);
    await other.sockSendall(a, Buffer.from('x'));
  });

  test('an abort, a close of the loop and a hand-over let go of it', async () => {
    using it = two();
    const { loop, other, a, b } = it;
    const controller = new AbortController();
    const aborted = rejection(loop.sockRecv(a, 10, { signal: controller.signal }));
    controller.abort();
    expect(await aborted).toMatchObject({ code: 'ABORT_ERR' });
    const receiving = rejection(other.sockRecv(a, 10));
    const taken = it.scene.keep(Socket.fromFd(a.detach()));
    expect(await receiving).toMatchObject({ code: 'ERR_SOCKET_CLOSED' });
    const last = rejection(loop.sockRecv(taken, 10));
    loop.close();
    expect(await last).toMatchObject({ code: 'ERR_LOOP_CLOSED' });
    await other.sockSendall(b, Buffer.from('x'));
    expect(String(await other.sockRecv(taken, 10))).toBe('x');
  });

  test('a transport holds its socket until it is lost', async () => {
    using it = two();
    const { scene, loop, other, a, b } = it;
    const lost: unknown[] = [];
    const fd = a.fileno();
    const transport = await loop.createConnection({ connectionLost: (error) => lost.push(error) }, { sock: a });
    const twin = scene.keep(Socket.fromFd(probe.dup(fd)));
    expect(() => other.addReader(fd, () => {})).toThrow(expect.objectContaining(ELSEWHERE));
    await expect(other.sockRecv(twin, 10)).rejects.toMatchObject(ELSEWHERE);
    transport.abort();
    await until(() => lost.length > 0);
    const receiving = other.sockRecv(twin, 10);
    await other.sockSendall(b, Buffer.from('x'));
    expect(String(await receiving)).toBe('x');
  });

  test('two loops may wait for one pipe, and one loop for one socket by two numbers', async () => {
    using it = two();
    const { scene, loop, other, a, b } = it;
    const [r, w] = scene.pipe();
    loop.addReader(r, scene.logs('one'));
    other.addReader(r, scene.logs('other'));
    probe.write(w, Buffer.from('x'));
    await until(() => scene.log.includes('one') && scene.log.includes('other'));
    for (const one of [loop, other]) one.removeReader(r);
    const twin = probeDup(scene, a);
    loop.addReader(a, scene.logs('a'));
    loop.addReader(twin, scene.logs('twin'));
    await loop.sockSendall(b, Buffer.from('x'));
    await until(() => scene.log.includes('a') && scene.log.includes('twin'));
    loop.removeReader(a);
    await expect(other.readable(twin)).rejects.toMatchObject(ELSEWHERE);
    loop.removeReader(twin);
    await other.readable(twin);
  });
});

describe.each(backends)('a socket of two threads, on %s:', (backend) => {
  test('L11 C25 what a loop of another thread uses is refused by any number, until that lets go of it', async () => {
    using scene = new Scene(backend);
    const [a, b] = scene.keepAll(Socket.pair());
    const worker = await workerThat(
      `
      const loop = new Loop({ backend: '${backend}' });
      const socket = Socket.fromFd(workerData);
      const receiving = loop.sockRecv(socket, 10);
      loop.addWriter(socket, () => {}).cancel();
      say('pending');
      onTold = async () => { say(String(await receiving)); };`,
      probe.dup(a.fileno()),
    );
    await expect(scene.loop.sockRecv(a, 10)).rejects.toMatchObject(ELSEWHERE);
    expect(() => scene.loop.addReader(a, () => {})).toThrow(expect.objectContaining(ELSEWHERE));
    await scene.loop.sockSendall(b, Buffer.from('x'));
    worker.tell('what has come?');
    expect(await worker.next()).toBe('x');
    await expect(scene.loop.sockRecv(a, 10)).rejects.toMatchObject(ELSEWHERE);
    await worker.terminate();
    await scene.loop.sockSendall(b, Buffer.from('y'));
    expect(String(await scene.loop.sockRecv(a, 10))).toBe('y');
  });

  test('C26 a number belongs to the thread whose Socket or loop has it: no close of one is missed by the other', async () => {
    using scene = new Scene(backend);
    const [a, b] = scene.keepAll(Socket.pair());
    const receiving = rejection(scene.loop.sockRecv(a, 10));
    scene.loop.addWriter(b, () => {}).cancel();
    const worker = await workerThat(
      `
      const loop = new Loop({ backend: '${backend}' });
      const codes = [];
      try { Socket.fromFd(workerData[0]); } catch ({ code }) { codes.push(code); }
      codes.push(await codeOf(loop.readable(workerData[0])), await codeOf(loop.readable(workerData[1])));
      loop.close();
      say(codes);`,
      [a.fileno(), b.fileno()],
    );
    expect(worker.said).toEqual([ELSEWHERE.code, ELSEWHERE.code, ELSEWHERE.code]);
    expect(await worker.end()).toBe(0);
    a.close();
    expect(await receiving).toMatchObject({ code: 'ERR_SOCKET_CLOSED' });
    expect(await scene.loop.sockRecv(b, 10)).toHaveLength(0);
  });

  test('C26 what a worker has taken over by its number is its own: only its own close ends what is pending there', async () => {
    using scene = new Scene(backend);
    const [a, b] = scene.keepAll(Socket.pair());
    const worker = await workerThat(
      `
      const loop = new Loop({ backend: '${backend}' });
      const socket = Socket.fromFd(workerData);
      const receiving = codeOf(loop.sockRecv(socket, 10));
      loop.addWriter(socket, () => {}).cancel();
      say('pending');
      onTold = async () => { socket.close(); say(await receiving); loop.close(); };`,
      a.fileno(),
    );
    await expect(scene.loop.sockRecv(a, 10)).rejects.toMatchObject(ELSEWHERE);
    a.close();
    worker.tell('close it');
    expect(await worker.next()).toBe('ERR_SOCKET_CLOSED');
    expect(await scene.loop.sockRecv(b, 10)).toHaveLength(0);
    expect(await worker.end()).toBe(0);
  });
});

/** The same socket by another number, which is closed at the end. */
function probeDup(scene: Scene, socket: Socket): number {
  return scene.own(probe.dup(socket.fileno()));
}
