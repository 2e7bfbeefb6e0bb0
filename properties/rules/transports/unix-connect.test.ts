import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Socket, type Transport } from '../../../src/index.js';
import { backends } from '../../support/backends.js';
import { bytes } from '../../support/bytes.js';
import { freshName } from '../../support/place.js';
import * as probe from '../../support/probe.js';
import { expectWhole, Recorder } from '../../support/recorder.js';
import { root } from '../../support/root.js';
import { rejection, rounds, Scene, sleep, until } from '../../support/scene.js';
import { Serving } from '../../support/serving.js';

const SERVER = join(root, 'properties/rules/transports/unix_server.py');

/** How many descriptors this process has. */
const openDescriptors = () => readdirSync('/proc/self/fd').length;

/** A listener at an abstract name whose queue is full; the name, and a place for one more when it accepts. */
function full(scene: Scene): { path: string; accept: () => void } {
  const name = freshName();
  const listener = scene.own(probe.listenUnix(name, 0));
  for (let fd = probe.connectUnix(name); fd !== null; fd = probe.connectUnix(name)) scene.own(fd);
  return { path: `\0${name}`, accept: () => void scene.own(probe.acceptSoon(listener)) };
}

describe.each(backends)('connecting to unix sockets, on %s:', (backend) => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'readyloop-unix-'));
    path = join(folder, 'socket');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('C29 a transport of a path: what is written goes and comes, half by half, and the loss is told', async () => {
    using scene = new Scene(backend);
    const serving = await Serving.at(scene, path, {
      dataReceived: (data, transport) => transport.write(data),
      eofReceived: (transport) => transport.writeEof() ?? true,
    });
    const recorder = new Recorder();
    const transport = await scene.loop.createUnixConnection(recorder, { path });
    expect([recorder.told, recorder.transport]).toEqual([['made'], transport]);
    expect(transport.getExtraInfo('peername')).toEqual({ path, family: 'unix' });
    expect(transport.getExtraInfo('sockname')).toEqual({ path: '', family: 'unix' });
    expect(transport.getExtraInfo('peercred')).toMatchObject({ pid: process.pid });
    transport.write(bytes(1_000_000));
    transport.writeEof();
    await until(() => recorder.lost);
    expect([recorder.received.equals(bytes(1_000_000)), recorder.error]).toEqual([true, null]);
    expectWhole(recorder);
    serving.server.abortClients();
  });

  test('C24 why it fails is told with the path', async () => {
    using scene = new Scene(backend);
    const before = openDescriptors();
    const connect = () => rejection(scene.loop.createUnixConnection({}, { path }));
    expect(await connect()).toMatchObject({ code: 'ENOENT', syscall: 'connect', address: path });
    const dead = new Socket('unix');
    dead.bind({ path });
    dead.close();
    expect(await connect()).toMatchObject({ code: 'ECONNREFUSED', syscall: 'connect', address: path });
    const name = `\0${freshName()}`;
    const refused = await rejection(scene.loop.createUnixConnection({}, { path: name }));
    expect(refused).toMatchObject({ code: 'ECONNREFUSED', address: name });
    expect(refused.message).toBe(`connect ECONNREFUSED @${name.slice(1)}: connection refused`);
    expect(openDescriptors()).toBeLessThanOrEqual(before);
  });

  test('a full queue is waited for', async () => {
    using scene = new Scene(backend);
    const { path, accept } = full(scene);
    const connecting = scene.loop.createUnixConnection({}, { path });
    await sleep(60);
    accept();
    const transport = await connecting;
    expect(transport.isClosing()).toBe(false);
  });

  const ends: Readonly<Record<string, [code: string, (scene: Scene, path: string) => Promise<unknown>]>> = {
    'a timeout': ['ERR_CONNECT_TIMEOUT', (scene, path) => scene.loop.createUnixConnection({}, { path, timeout: 30 })],
    'its signal': [
      'ABORT_ERR',
      (scene, path) => scene.loop.createUnixConnection({}, { path, signal: AbortSignal.timeout(30) }),
    ],
    'a signal that was aborted before': [
      'ABORT_ERR',
      (scene, path) => scene.loop.createUnixConnection({}, { path, signal: AbortSignal.abort() }),
    ],
    'the end of the loop': [
      'ERR_LOOP_CLOSED',
      (scene, path) => {
        setTimeout(() => scene.loop.close(), 30);
        return scene.loop.createUnixConnection({}, { path });
      },
    ],
  };

  test.each(Object.entries(ends))(
    'C23 one that waits is ended by %s: once, its socket closed by then',
    async (_, [code, connect]) => {
      using scene = new Scene(backend);
      const { path } = full(scene);
      const before = openDescriptors();
      const outcomes: unknown[] = [];
      await connect(scene, path).then(
        (made) => outcomes.push(made),
        (error) => outcomes.push([error.code, openDescriptors() <= before]),
      );
      await rounds(10);
      expect(outcomes).toEqual([[code, true]]);
    },
  );

  test('what makes no protocol costs the connection, and is told to who asked', async () => {
    using scene = new Scene(backend);
    const serving = await Serving.at(scene, path);
    const fault = new Error('no protocol today');
    const failing = scene.loop.createUnixConnection(
      () => {
        throw fault;
      },
      { path },
    );
    expect(await rejection(failing)).toBe(fault);
    await until(() => serving.recorders[0]?.lost === true);
    expect(serving.recorders[0]?.lost).toBe(true);
  });

  test('C40 the abstract name of a server in Python is found, with the NUL that it ends in', async () => {
    using scene = new Scene(backend);
    const name = Buffer.from(`\0${freshName()}\0`);
    const python = spawn('python3', [SERVER, name.toString('hex')], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(python.stdout, 'data');
    const shorter = scene.loop.createUnixConnection({}, { path: name.subarray(0, -1) });
    expect(await rejection(shorter)).toMatchObject({ code: 'ECONNREFUSED' });
    const parts: Buffer[] = [];
    const ended = new Promise<void>((resolve) => {
      const protocol = {
        connectionMade(transport: Transport) {
          transport.write('to Python');
          transport.writeEof();
        },
        dataReceived: (data: Buffer) => void parts.push(data),
        connectionLost: () => resolve(),
      };
      void scene.loop.createUnixConnection(protocol, { path: name });
    });
    await ended;
    expect(String(Buffer.concat(parts))).toBe('to Python');
    if (python.exitCode === null) await once(python, 'exit');
  });

  test('options that are none are refused', async () => {
    using scene = new Scene(backend);
    for (const [wrong, code] of [
      [{}, 'ERR_BAD_ADDRESS'],
      [{ path: '' }, 'ERR_BAD_ADDRESS'],
      [{ path, timeout: -1 }, 'ERR_OUT_OF_RANGE'],
      [{ path, timeout: '1' }, 'ERR_INVALID_ARG_TYPE'],
      [{ path, signal: {} }, 'ERR_INVALID_ARG_TYPE'],
      [{ path, noDelay: true }, 'ERR_UNKNOWN_OPTION'],
    ] as const) {
      expect(await rejection(scene.loop.createUnixConnection({}, wrong as never))).toMatchObject({ code });
    }
  });
});
