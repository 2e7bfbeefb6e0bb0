import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type ConnectError, type ConnectOptions, Socket, type Transport } from '../../src/index.js';
import { backends } from '../support/backends.js';
import { runChild } from '../support/child.js';
import { openSockets, watched } from '../support/descriptors.js';
import { Host } from '../support/hosts.js';
import { Recorder } from '../support/recorder.js';
import { rejection, rounds, Scene, until } from '../support/scene.js';
import { Serving } from '../support/serving.js';

const NOBODY = 'nobody.invalid';

function peerOf(transport: Transport): unknown {
  return transport.getExtraInfo('peername');
}

const V4 = ['127.0.0.1', '127.0.0.2', '127.0.0.3'] as const;

describe.each(backends)('createConnection, on %s:', (backend) => {
  test('makes a connection that carries bytes both ways, and tells of it before its promise is resolved (C29)', async () => {
    using scene = new Scene(backend);
    const serving = await Serving.begin(scene, { dataReceived: (data, transport) => transport.write(data) });
    const recorder = new Recorder({ connectionMade: (transport) => transport.write('there and back') });
    const transport = await scene.loop.createConnection(recorder, { host: '127.0.0.1', port: serving.port });
    expect([recorder.told[0], recorder.transport]).toEqual(['made', transport]);
    await until(() => recorder.received.length === 14);
    expect(String(recorder.received)).toBe('there and back');
    transport.close();
    await until(() => recorder.lost);
    expect([recorder.told, recorder.error]).toEqual([['made', 'data', 'lost'], null]);
  });

  test('C20 its transport does not block, and tells the address of its peer and its own', async () => {
    using scene = new Scene(backend);
    const [listener, port] = scene.listener();
    const transport = await scene.loop.createConnection({}, { host: '127.0.0.1', port });
    const [accepted, peer] = await scene.loop.sockAccept(listener);
    scene.keep(accepted);
    expect(peerOf(transport)).toEqual(listener.getsockname());
    expect(transport.getExtraInfo('sockname')).toEqual(peer);
    const { fd } = { fd: (transport.getExtraInfo('socket') as Socket).fileno() };
    const flags = /^flags:\s+(\d+)$/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8'))?.[1];
    expect(Number.parseInt(flags ?? '', 8) & 0o4000).toBe(0o4000);
  });

  test('C21 an aborted accept loses no connection that it makes', async () => {
    using scene = new Scene(backend);
    const [listener, port] = scene.listener();
    const controller = new AbortController();
    const aborted = rejection(scene.loop.sockAccept(listener, { signal: controller.signal }));
    controller.abort();
    await scene.loop.createConnection({}, { host: '127.0.0.1', port });
    expect(await aborted).toMatchObject({ code: 'ABORT_ERR' });
    scene.keep((await scene.loop.sockAccept(listener))[0]);
  });

  test('C22 one that was aborted can be begun again at once, from the same port', async () => {
    using scene = new Scene(backend);
    const host = await Host.begin(scene, { '127.0.0.1': 'drops' });
    const other = await Host.begin(scene, { '127.0.0.1': 'serves' });
    const reserved = new Socket('inet');
    reserved.bind({ host: '127.0.0.1', port: 0 });
    const { port: localPort } = reserved.getsockname() as { port: number };
    reserved.close();
    const controller = new AbortController();
    const from = { localAddress: '127.0.0.1', localPort };
    const to = { host: '127.0.0.1', port: host.port, ...from };
    const waiting = scene.loop.createConnection({}, { ...to, signal: controller.signal });
    await rounds();
    controller.abort(new Error('enough'));
    const again = scene.loop.createConnection({}, { ...to, port: other.port });
    expect(await rejection(waiting)).toMatchObject({ code: 'ABORT_ERR', cause: new Error('enough') });
    expect((await again).getExtraInfo('sockname')).toMatchObject({ port: localPort });
  });

  test('C23 an aborted one is registered no more, and its descriptors are closed, when abort returns (A2, U1)', async () => {
    using scene = new Scene(backend);
    const host = await Host.begin(scene, { [V4[0]]: 'drops', [V4[1]]: 'drops' });
    const before = openSockets();
    const attempts = () => openSockets().filter((fd) => !before.includes(fd));
    const controller = new AbortController();
    const { signal } = controller;
    const options = { host: NOBODY, port: host.port, lookup: host.lookup(), happyEyeballsDelay: 10, signal };
    const waiting = rejection(scene.loop.createConnection({}, options));
    await until(() => attempts().length === 2 && attempts().every((fd) => watched().includes(fd)));
    const [first, second] = attempts();
    expect(watched()).toEqual(expect.arrayContaining([first, second]));
    controller.abort();
    expect([openSockets(), watched().filter((fd) => fd === first || fd === second)]).toEqual([before, []]);
    expect(await waiting).toMatchObject({ code: 'ABORT_ERR' });
    // Whoever has the numbers next hears nothing of them, and they stay his.
    const strangers = scene.socketPair();
    for (const fd of strangers) scene.loop.addReader(fd, scene.logs('a stranger was heard'));
    await rounds(20);
    expect([scene.log, openSockets()]).toEqual([[], [...before, ...strangers].sort((a, b) => a - b)]);
  });

  test('C24 tells why it failed, and to whom it was, as Node does', async () => {
    using scene = new Scene(backend);
    const host = await Host.begin(scene, { '127.0.0.1': 'refuses' });
    const refused = await rejection(scene.loop.createConnection({}, { host: '127.0.0.1', port: host.port }));
    const expected = { code: 'ECONNREFUSED', errno: -111, syscall: 'connect', address: '127.0.0.1', port: host.port };
    expect(refused).toMatchObject(expected);
  });

  test('C24 tells the errors of all addresses, in their order, where each of them failed', async () => {
    using scene = new Scene(backend);
    const host = await Host.begin(scene, { [V4[1]]: 'refuses', '::1': 'refuses', [V4[0]]: 'refuses' });
    const options = { host: NOBODY, port: host.port, lookup: host.lookup() };
    const failed = (await rejection(scene.loop.createConnection({}, options))) as unknown as ConnectError;
    expect(failed).toMatchObject({ name: 'ConnectError', code: 'ECONNREFUSED', errno: -111, syscall: 'connect' });
    expect(failed).toBeInstanceOf(AggregateError);
    expect(failed.errors.map(({ code, address }) => [code, address])).toEqual(
      [V4[1], '::1', V4[0]].map((address) => ['ECONNREFUSED', address]),
    );
  });

  test.each([
    ['inet', V4[0], 4],
    ['inet6', '::1', 6],
  ] as const)('C24 a name is looked up in the family that is asked for: %s', async (family, address, version) => {
    using scene = new Scene(backend);
    const host = await Host.begin(scene, { '127.0.0.1': 'serves', '::1': 'serves' });
    const options = { host: NOBODY, port: host.port, lookup: host.lookup(), family };
    expect(peerOf(await scene.loop.createConnection({}, options))).toMatchObject({ address });
    expect(host.asked).toEqual([{ all: true, family: version }]);
  });

  describe('of several addresses', () => {
    async function errorsOf(scene: Scene, addresses: readonly string[], options: Partial<ConnectOptions>) {
      const host = await Host.begin(scene, Object.fromEntries(addresses.map((address) => [address, 'refuses'])));
      const to = { host: NOBODY, port: host.port, lookup: host.lookup(), ...options };
      const failed = (await rejection(scene.loop.createConnection({}, to))) as unknown as ConnectError;
      return failed.errors.map(({ address }) => address);
    }

    test.each([
      [{}, ['127.0.0.1', '::1', '127.0.0.2', '127.0.0.3']],
      [{ interleave: 2 }, ['127.0.0.1', '127.0.0.2', '::1', '127.0.0.3']],
      [{ interleave: 0 }, ['127.0.0.1', '127.0.0.2', '127.0.0.3', '::1']],
    ])('the families take turns, with %o', async (options, expected) => {
      using scene = new Scene(backend);
      expect(await errorsOf(scene, [...V4, '::1'], options)).toEqual(expected);
    });

    test('one that refuses is followed at once, whatever the delay', async () => {
      using scene = new Scene(backend);
      const host = await Host.begin(scene, { '::1': 'refuses', [V4[1]]: 'refuses', [V4[2]]: 'serves' });
      const options = { host: NOBODY, port: host.port, lookup: host.lookup() };
      const delay = { happyEyeballsDelay: Number.POSITIVE_INFINITY };
      const transport = await scene.loop.createConnection({}, { ...options, ...delay });
      expect(peerOf(transport)).toMatchObject({ address: V4[2] });
    });

    test('the next does not begin before its delay is over', async () => {
      using scene = new Scene(backend);
      const host = await Host.begin(scene, { '::1': 'drops', [V4[0]]: 'serves' });
      const before = openSockets().length;
      const controller = new AbortController();
      const patient = { happyEyeballsDelay: 60_000, signal: controller.signal };
      const options = { host: NOBODY, port: host.port, lookup: host.lookup(), ...patient };
      const connecting = rejection(scene.loop.createConnection({}, options));
      await rounds(50);
      expect(openSockets().length).toBe(before + 1);
      controller.abort();
      expect(await connecting).toMatchObject({ code: 'ABORT_ERR' });
    });

    test('one that says nothing is followed when the delay is over, and goes on beside the next', async () => {
      using scene = new Scene(backend);
      const host = await Host.begin(scene, { '::1': 'drops', [V4[0]]: 'drops' });
      const before = openSockets().length;
      const options = { host: NOBODY, port: host.port, lookup: host.lookup(), happyEyeballsDelay: 10 };
      const connecting = scene.loop.createConnection({}, options);
      await until(() => openSockets().length === before + 2);
      // The kernel tries it again after a second, and then there is room.
      scene.keep((await scene.loop.sockAccept(host.at('::1')))[0]);
      expect(peerOf(await connecting)).toMatchObject({ address: '::1' });
    });

    test('an infinite delay tries none beside one that says nothing', async () => {
      using scene = new Scene(backend);
      const host = await Host.begin(scene, { [V4[0]]: 'drops', [V4[1]]: 'serves' });
      const infinite = { happyEyeballsDelay: Number.POSITIVE_INFINITY, timeout: 60 };
      const options = { host: NOBODY, port: host.port, lookup: host.lookup(), ...infinite };
      expect(await rejection(scene.loop.createConnection({}, options))).toMatchObject({ code: 'ERR_CONNECT_TIMEOUT' });
      expect(host.at(V4[1]).closed).toBe(false);
    });

    test('the first that connects wins: all others are closed when it is told, and nothing is left (V9)', {
      timeout: 120_000,
    }, async () => {
      using scene = new Scene(backend);
      const conduct = { '::1': 'drops', [V4[0]]: 'refuses', [V4[1]]: 'drops', [V4[2]]: 'serves' } as const;
      const host = await Host.begin(scene, conduct);
      const to = { host: NOBODY, port: host.port, lookup: host.lookup(), happyEyeballsDelay: 10 };
      const listener = host.at(V4[2]);
      const before = openSockets().length;
      for (let round = 0; round < 200; round++) {
        const open: number[] = [];
        const recorder = new Recorder({ connectionMade: () => void open.push(openSockets().length) });
        const connecting = scene.loop.createConnection(recorder, to);
        const [accepted, peer] = await scene.loop.sockAccept(listener);
        const transport = await connecting;
        expect([transport.getExtraInfo('sockname'), peerOf(transport)]).toEqual([peer, listener.getsockname()]);
        // Its own, and perhaps the accepted one.
        expect(open[0]).toBeLessThanOrEqual(before + 2);
        accepted.close();
        transport.abort();
        await until(() => recorder.lost);
        expect([recorder.told.filter((what) => what !== 'eof'), openSockets().length]).toEqual([
          ['made', 'lost'],
          before,
        ]);
      }
    });
  });

  describe('looks names up by a function', () => {
    const answering =
      (...answer: [Error | null, never, number?]): NonNullable<ConnectOptions['lookup']> =>
      (_name, _options, callback) =>
        callback(...answer);

    test.each([
      ['finds nothing', answering(null, [] as never), { code: 'ENOTFOUND', syscall: 'getaddrinfo' }],
      ['fails', answering(new Error('no'), undefined as never), new Error('no')],
      [
        'answers what is no address',
        answering(null, [{ address: 'x', family: 4 }] as never),
        { code: 'ERR_BAD_ADDRESS' },
      ],
      ['answers nothing at all', answering(null, undefined as never), { code: 'ERR_BAD_ADDRESS' }],
    ])('that %s', async (_, lookup, expected) => {
      using scene = new Scene(backend);
      expect(await rejection(scene.loop.createConnection({}, { host: NOBODY, port: 1, lookup }))).toMatchObject(
        expected,
      );
    });

    test('that throws', async () => {
      using scene = new Scene(backend);
      const lookup = () => {
        throw new Error('no');
      };
      const failed = rejection(scene.loop.createConnection({}, { host: NOBODY, port: 1, lookup }));
      expect(await failed).toEqual(new Error('no'));
    });

    test.each(['before', 'behind'])('that gives it up in its own call, %s its answer', async (when) => {
      using scene = new Scene(backend);
      const host = await Host.begin(scene, { [V4[0]]: 'serves', [V4[1]]: 'serves' });
      const before = openSockets();
      const controller = new AbortController();
      const lookup: ConnectOptions['lookup'] = (...args) => {
        if (when === 'before') controller.abort();
        host.lookup()(...args);
        if (when === 'behind') controller.abort();
      };
      const recorder = new Recorder();
      const to = { host: NOBODY, port: host.port, lookup, signal: controller.signal };
      expect(await rejection(scene.loop.createConnection(recorder, to))).toMatchObject({ code: 'ABORT_ERR' });
      await rounds();
      expect([recorder.told, openSockets()]).toEqual([[], before]);
    });

    test('that answers with one address, and that answers twice', async () => {
      using scene = new Scene(backend);
      const host = await Host.begin(scene, { '127.0.0.1': 'serves' });
      const to = { host: NOBODY, port: host.port };
      const one = answering(null, '127.0.0.1' as never, 4);
      expect(peerOf(await scene.loop.createConnection({}, { ...to, lookup: one }))).toMatchObject({ port: host.port });
      const before = openSockets().length;
      const twice: ConnectOptions['lookup'] = (...args) => {
        host.lookup()(...args);
        args[2](null, [{ address: '127.0.0.9', family: 4 }]);
        args[2](new Error('or not'), []);
      };
      const transport = await scene.loop.createConnection({}, { ...to, lookup: twice });
      expect([peerOf(transport), openSockets().length]).toMatchObject([{ address: '127.0.0.1' }, before + 1]);
    });
  });

  test('connects from the address that is asked for', async () => {
    using scene = new Scene(backend);
    const host = await Host.begin(scene, { '::1': 'serves', '127.0.0.1': 'serves' });
    const options = { host: NOBODY, port: host.port, lookup: host.lookup(), localAddress: '127.0.0.7' };
    const transport = await scene.loop.createConnection({}, options);
    expect(transport.getExtraInfo('sockname')).toMatchObject({ address: '127.0.0.7' });
    expect(host.asked).toEqual([{ all: true, family: 4 }]);
    const nowhere = scene.loop.createConnection({}, { ...options, localAddress: '192.0.2.1' });
    expect(await rejection(nowhere)).toMatchObject({ code: 'EADDRNOTAVAIL', syscall: 'bind' });
  });

  test('a socket that cannot be made is an attempt that failed, and the next one is made', async () => {
    const { code, stdout } = await runChild(`
      import { openSync, closeSync } from 'node:fs';
      import { Loop, Socket } from 'readyloop';
      const loop = new Loop({ backend: '${backend}' });
      const listener = new Socket('inet');
      listener.bind({ host: '127.0.0.1', port: 0 });
      listener.listen();
      const { port } = listener.getsockname();
      await loop.sockConnect(new Socket('inet'), { host: '127.0.0.1', port });
      const lookup = (_, __, answer) => answer(null, [{ address: '::1', family: 6 }, { address: '127.0.0.1', family: 4 }]);
      const taken = [];
      try { for (;;) taken.push(openSync('/dev/null')); } catch {}
      const failed = await loop.createConnection({}, { host: 'x', port, lookup }).catch((error) => error);
      console.log(failed.name, failed.errors.map(({ code, syscall }) => code + ' ' + syscall).join());
      closeSync(taken.pop());
      const transport = await loop.createConnection({}, { host: 'x', port, lookup });
      console.log(transport.getExtraInfo('peername').address);
      process.exit();
    `);
    expect([code, stdout]).toEqual([0, 'ConnectError EMFILE socket,EMFILE socket\n127.0.0.1\n']);
  });

  test('takes a socket that is connected already, and no other', async () => {
    using scene = new Scene(backend);
    const [sock, other] = scene.sockets();
    const recorder = new Recorder();
    const transport = await scene.loop.createConnection(recorder, { sock });
    expect([sock.closed, recorder.told]).toEqual([true, ['made']]);
    await scene.loop.sockSendall(other, Buffer.from('x'));
    await until(() => recorder.received.length === 1);
    transport.abort();
    const fresh = scene.keep(new Socket('inet'));
    const failed = await rejection(scene.loop.createConnection({}, { sock: fresh }));
    expect([failed, fresh.closed]).toMatchObject([{ code: 'ENOTCONN' }, false]);
  });

  test('a function that makes no protocol has it rejected with what it threw, and nothing is left (C28)', async () => {
    using scene = new Scene(backend);
    const [, port] = scene.listener();
    const before = openSockets().length;
    const factory = () => {
      throw new Error('no protocol');
    };
    const failed = await rejection(scene.loop.createConnection(factory, { host: '127.0.0.1', port }));
    await until(() => openSockets().length === before);
    expect([failed, openSockets().length]).toEqual([new Error('no protocol'), before]);
  });
});
