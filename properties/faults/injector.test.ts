import { afterEach, describe, expect, test } from 'vitest';
import { Socket } from '../../src/index.js';
import { backends } from '../support/backends.js';
import { bytes } from '../support/bytes.js';
import * as probe from '../support/probe.js';
import { rejection, rounds, Scene, thrown } from '../support/scene.js';
import { clearFaults, type Fault, injectFault, testing } from '../support/testing-addon.js';

const TEXT = Buffer.from('hello');

afterEach(() => {
  clearFaults();
});

describe.each(backends)('faults that are injected, on %s:', (backend) => {
  test('what a receive was kept from is reported anew: "would block" is no lie for long', async () => {
    using scene = new Scene(backend);
    const [a, b] = scene.sockets();
    // From here on the interest stands, and the edge of what comes is the poller's only one.
    const first = scene.loop.sockRecv(a, 10);
    await rounds();
    injectFault({ call: 'recv', fd: a.fileno(), errno: 'EAGAIN', times: 3 });
    probe.write(b.fileno(), TEXT);
    expect(await first).toEqual(TEXT);
    expect(clearFaults()).toBe(3);
  });

  test('a short read leaves the rest where it was, and it is reported anew (R5)', async () => {
    using scene = new Scene(backend);
    const [a, b] = scene.sockets();
    const first = scene.loop.sockRecv(a, 10);
    await rounds();
    injectFault({ call: 'recv', fd: a.fileno(), short: 2, times: 2 });
    probe.write(b.fileno(), TEXT);
    expect(String(await first)).toBe('he');
    expect(String(await scene.loop.sockRecv(a, 10))).toBe('ll');
    expect(String(await scene.loop.sockRecv(a, 10))).toBe('o');
    expect(clearFaults()).toBe(2);
  });

  test('C27 a send that takes little, or nothing, or is interrupted again and again goes on to its end', async () => {
    using scene = new Scene(backend);
    const [a, b] = scene.sockets();
    const fd = a.fileno();
    injectFault({ call: 'send', fd, short: 1, times: 100 });
    injectFault({ call: 'send', fd, short: 0, times: 100 });
    injectFault({ call: 'send', fd, errno: 'EINTR', times: 10_000 });
    injectFault({ call: 'send', fd, errno: 'EAGAIN', after: 1 });
    await scene.loop.sockSendall(a, bytes(1000));
    await scene.loop.sockSendall(a, TEXT);
    expect(clearFaults()).toBe(10_201);
    a.close();
    expect((await scene.receiveAll(b)).equals(Buffer.concat([bytes(1000), TEXT]))).toBe(true);
  });

  test('L10 a send that fails half-way tells how much was sent, and the next one goes on behind it', async () => {
    using scene = new Scene(backend);
    const [a, b] = scene.sockets();
    injectFault({ call: 'send', fd: a.fileno(), short: 3 });
    injectFault({ call: 'send', fd: a.fileno(), errno: 'ENETDOWN' });
    const error = await rejection(scene.loop.sockSendall(a, TEXT));
    expect(error).toMatchObject({ code: 'ENETDOWN', syscall: 'send', bytesSent: 3 });
    await scene.loop.sockSendall(a, TEXT.subarray(3));
    expect(await scene.loop.sockRecv(b, 10)).toEqual(TEXT);
  });

  test('L9 a connection that died in the backlog is passed over, and the listener serves on', async () => {
    using scene = new Scene(backend);
    const [listener, port] = scene.listener();
    injectFault({ call: 'accept', fd: listener.fileno(), errno: 'ECONNABORTED', times: 3 });
    const client = scene.connect(port);
    const [connection, peer] = await scene.loop.sockAccept(listener);
    scene.keep(connection);
    expect(peer).toMatchObject({ port: probe.portOf(client) });
    expect(clearFaults()).toBe(3);
  });

  test('C22 a connect that cannot be watched is rejected, has connected nothing, and can be begun anew', async () => {
    using scene = new Scene(backend);
    const [listener] = scene.listener();
    const client = scene.keep(new Socket('inet'));
    injectFault({ call: 'epoll_add', fd: client.fileno(), errno: 'ENOSPC' });
    const error = await rejection(scene.loop.sockConnect(client, listener.getsockname()));
    expect(error).toMatchObject({ code: 'ENOSPC' });
    expect(() => client.getpeername()).toThrow(/ENOTCONN/);
    await scene.loop.sockConnect(client, listener.getsockname());
    expect(client.getpeername()).toEqual(listener.getsockname());
  });

  test('L16 a registration that is refused or lost costs its own callback, and no other', async () => {
    using scene = new Scene(backend);
    const told: unknown[] = [];
    scene.loop.setExceptionHandler(({ exception }) => told.push(exception));
    const [[r, w], [other, otherWriter]] = [scene.pipe(), scene.pipe()];
    const add = () =>
      scene.loop.addReader(
        r,
        scene.logs('reader', () => probe.read(r, 9)),
      );
    scene.loop.addReader(
      other,
      scene.logs('other', () => probe.read(other, 9)),
    );
    injectFault({ call: 'epoll_add', fd: r, errno: 'ENOMEM' });
    expect(thrown(add)).toMatchObject({ code: 'ENOMEM', syscall: 'epoll_ctl' });
    const handle = add();
    injectFault({ call: 'epoll_mod', fd: r, errno: 'ENOENT' });
    probe.write(w, TEXT);
    probe.write(otherWriter, TEXT);
    await scene.logged(2);
    expect(scene.log.sort()).toEqual(['other', 'reader']);
    expect(told).toMatchObject([{ code: 'ERR_STALE_DESCRIPTOR' }]);
    expect(handle.cancelled).toBe(true);
    add();
    probe.write(w, TEXT);
    await scene.logged(3);
    expect(scene.log.at(-1)).toBe('reader');
  });

  test.each([
    ['a poll, which is of no one descriptor', { call: 'poll' as Fault['call'], errno: 'EINTR' }, /call must be/],
    ['neither errno nor short', { call: 'send' }, /either an errno, or short/],
    ['both', { call: 'send', errno: 'EAGAIN', short: 1 }, /either an errno, or short/],
    ['a short accept', { call: 'accept', short: 1 }, /either an errno, or short/],
    ['no times at all', { call: 'send', short: 1, times: 0 }, /times must be 1 or more/],
  ] as const)('%s is refused', (_, fault, message) => {
    expect(thrown(() => injectFault({ fd: 0, ...fault }))).toMatchObject({
      code: 'ERR_INVALID_ARG_VALUE',
      message: expect.stringMatching(message),
    });
    expect(testing.clearFaults()).toBe(0);
  });
});
