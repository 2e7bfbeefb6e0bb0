import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Loop, type Server, Socket, type Transport } from '../../../src/index.js';
import { runWith } from '../../real-peers/programs.js';
import { backends } from '../../support/backends.js';
import { freshName } from '../../support/place.js';
import { root } from '../../support/root.js';
import { rejection, rounds, Scene, until } from '../../support/scene.js';
import { Serving } from '../../support/serving.js';

const CLIENT = join(root, 'properties/rules/transports/unix_client.py');

const echo = { dataReceived: (data: Buffer, transport: Transport) => transport.write(data) };

describe.each(backends)('servers of unix sockets, on %s:', (backend) => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'readyloop-unix-'));
    path = join(folder, 'socket');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** A socket at the path whose file nobody removes. */
  function another(scene: Scene, type: 'stream' | 'dgram' = 'stream'): Socket {
    const socket = scene.keep(new Socket('unix', type));
    socket.bind({ path });
    return socket;
  }

  const ends: Readonly<Record<string, (scene: Scene, server: Server, abort: () => void) => void>> = {
    'server.close()': (_, server) => server.close(),
    'server.abortClients()': (_, server) => server.abortClients(),
    'its signal': (_scene, _server, abort) => abort(),
    'closing its socket': (_, { sockets }) => sockets[0]?.close(),
    'closing the loop': ({ loop }) => loop.close(),
  };

  test.each(Object.entries(ends))('C36 the path is there while it listens, and is removed by %s', async (_, end) => {
    using scene = new Scene(backend);
    const { signal, abort } = aborting();
    const server = await scene.loop.createUnixServer({}, { path, signal });
    expect([lstatSync(path).isSocket(), server.sockets[0]?.getsockname()]).toEqual([true, { path, family: 'unix' }]);
    end(scene, server, abort);
    expect(existsSync(path)).toBe(false);
    await server.waitClosed();
  });

  test.each(Object.entries(ends))("C36 a path that is another server's by then is left alone by %s", async (_, end) => {
    using scene = new Scene(backend);
    const { signal, abort } = aborting();
    const server = await scene.loop.createUnixServer({}, { path, signal });
    unlinkSync(path);
    another(scene).listen();
    end(scene, server, abort);
    expect(lstatSync(path).isSocket()).toBe(true);
    await server.waitClosed();
  });

  test('C36 so is what is no socket, and a path that is gone is nothing', async () => {
    using scene = new Scene(backend);
    const server = await scene.loop.createUnixServer({}, { path });
    unlinkSync(path);
    writeFileSync(path, 'notes');
    server.close();
    expect(readFileSync(path, 'utf8')).toBe('notes');
    unlinkSync(path);
    const other = await scene.loop.createUnixServer({}, { path });
    unlinkSync(path);
    other.close();
    await other.waitClosed();
  });

  test('C36 a socket that is detached keeps its path: it is found by it still', async () => {
    using scene = new Scene(backend);
    const server = await scene.loop.createUnixServer({}, { path });
    const handed = scene.keep(Socket.fromFd(server.sockets[0]?.detach() as number));
    expect([server.isServing, existsSync(path)]).toEqual([false, true]);
    const next = scene.keep(new Socket('unix'));
    await scene.loop.sockConnect(next, { path });
    await scene.loop.sockAccept(handed).then(([socket]) => scene.keep(socket));
  });

  test('C36 a path that is told from the folder of the process is found from another one', async () => {
    using scene = new Scene(backend);
    const before = process.cwd();
    try {
      process.chdir(folder);
      const server = await scene.loop.createUnixServer({}, { path: 'socket' });
      process.chdir(before);
      expect(existsSync(path)).toBe(true);
      server.close();
      expect(existsSync(path)).toBe(false);
    } finally {
      process.chdir(before);
    }
  });

  test('C36 a file that a dead server has left is replaced', async () => {
    using scene = new Scene(backend);
    another(scene).close();
    expect(lstatSync(path).isSocket()).toBe(true);
    const server = await scene.loop.createUnixServer(echo, { path });
    using client = new Socket('unix');
    await scene.loop.sockConnect(client, { path });
    await scene.loop.sockSendall(client, Buffer.from('there'));
    expect(String(await scene.loop.sockRecv(client, 10))).toBe('there');
    server.abortClients();
    expect(existsSync(path)).toBe(false);
  });

  test('C36 one that somebody listens at is EADDRINUSE with the path, and he is not disturbed', async () => {
    using scene = new Scene(backend);
    const first = await Serving.at(scene, path);
    const inUse = { code: 'EADDRINUSE', errno: expect.any(Number), syscall: 'bind', address: path };
    expect(await rejection(scene.loop.createUnixServer({}, { path }))).toMatchObject(inUse);
    await rounds(20);
    expect([first.recorders, existsSync(path)]).toEqual([[], true]);
    first.server.close();
    // Neither who does not listen yet, nor one of another type, is dead.
    for (const type of ['stream', 'dgram'] as const) {
      using socket = another(scene, type);
      expect(await rejection(scene.loop.createUnixServer({}, { path }))).toMatchObject(inUse);
      expect(socket.getsockname()).toMatchObject({ path });
      unlinkSync(path);
    }
  });

  test('C36 what is no socket is EADDRINUSE, and is left alone, also where it leads to one', async () => {
    using scene = new Scene(backend);
    writeFileSync(path, 'notes');
    expect(await rejection(scene.loop.createUnixServer({}, { path }))).toMatchObject({ code: 'EADDRINUSE' });
    expect(readFileSync(path, 'utf8')).toBe('notes');
    unlinkSync(path);
    another(scene).close();
    const link = join(folder, 'link');
    symlinkSync(path, link);
    expect(await rejection(scene.loop.createUnixServer({}, { path: link }))).toMatchObject({ code: 'EADDRINUSE' });
    expect([lstatSync(link).isSymbolicLink(), lstatSync(path).isSocket()]).toEqual([true, true]);
  });

  test('C36 while it is found out whether somebody listens, an abort and the end of the loop are heard', async () => {
    using scene = new Scene(backend);
    another(scene).close();
    const { signal, abort } = aborting();
    const aborted = scene.loop.createUnixServer({}, { path, signal });
    abort();
    expect(await rejection(aborted)).toMatchObject({ code: 'ABORT_ERR' });
    const loop = new Loop({ backend });
    const closed = loop.createUnixServer({}, { path });
    loop.close();
    expect(await rejection(closed)).toMatchObject({ code: 'ERR_LOOP_CLOSED' });
    expect(lstatSync(path).isSocket()).toBe(true);
  });

  test('a path that cannot be is an error of the kernel, with the path', async () => {
    using scene = new Scene(backend);
    const missing = join(folder, 'nothing', 'socket');
    expect(await rejection(scene.loop.createUnixServer({}, { path: missing }))).toMatchObject({
      code: 'ENOENT',
      syscall: 'bind',
      address: missing,
    });
  });

  test('its file has the mode that was asked for, or that of the umask', async () => {
    using scene = new Scene(backend);
    const before = process.umask(0o077);
    try {
      for (const [mode, expected] of [[0o666, 0o666] as const, [0o600, 0o600] as const, [undefined, 0o700] as const]) {
        const server = await scene.loop.createUnixServer({}, { path, mode });
        expect(lstatSync(path).mode & 0o777).toBe(expected);
        server.close();
      }
    } finally {
      process.umask(before);
    }
    for (const [wrong, code] of [
      [{ path, mode: 0o1000 }, 'ERR_OUT_OF_RANGE'],
      [{ path, mode: '600' }, 'ERR_INVALID_ARG_TYPE'],
      [{ path: '\0x', mode: 0o600 }, 'ERR_INVALID_ARG_VALUE'],
      [{ path: '' }, 'ERR_BAD_ADDRESS'],
      [{ mode: 0o600 }, 'ERR_BAD_ADDRESS'],
      [{ path, noDelay: true }, 'ERR_UNKNOWN_OPTION'],
    ] as const) {
      expect(await rejection(scene.loop.createUnixServer({}, wrong as never))).toMatchObject({ code });
    }
  });

  test('peer and own address are told, and who the peer was', async () => {
    using scene = new Scene(backend);
    const serving = await Serving.at(scene, path);
    const named = scene.keep(new Socket('unix'));
    named.bind({ path: `\0${freshName()}` });
    for (const client of [scene.keep(new Socket('unix')), named]) {
      const index = serving.recorders.length;
      await scene.loop.sockConnect(client, { path });
      await until(() => serving.recorders[index]?.told[0] === 'made');
      const { transport } = serving.recorders[index] as (typeof serving.recorders)[number];
      expect(transport.getExtraInfo('peername')).toEqual(client.getsockname());
      expect(transport.getExtraInfo('sockname')).toEqual({ path, family: 'unix' });
      const self = { pid: process.pid, uid: process.getuid?.(), gid: process.getgid?.() };
      expect(transport.getExtraInfo('peercred')).toEqual(self);
      transport.abort();
      await until(() => serving.recorders[index]?.lost === true);
      expect(transport.getExtraInfo('peercred')).toBeUndefined();
    }
  });

  test.each([
    ['plain', Buffer.from('\0NAME')],
    ['with NULs within, and at its end', Buffer.from('\0NAME\0\0x\0')],
    ['of bytes that are no text', Buffer.concat([Buffer.from('\0NAME'), Buffer.from([0xff, 0xfe, 0x80])])],
    ['as long as can be', Buffer.concat([Buffer.from('\0NAME'), Buffer.alloc(108 - 'NAME'.length - 1, 'x')])],
  ])(
    'C40 an abstract name %s is exact: Python finds it, and finds none that is longer or shorter',
    async (_, pattern) => {
      using scene = new Scene(backend);
      const name = Buffer.from(String(pattern.toString('latin1')).replace('NAME', fourBytes()), 'latin1');
      const server = await scene.loop.createUnixServer(echo, { path: name });
      const python = async (to: Uint8Array) => {
        const { stdout } = await runWith('python3', [CLIENT, Buffer.from(to).toString('hex')]);
        return String(stdout).trim();
      };
      expect(Buffer.from(await python(name), 'hex').toString()).toBe('from Python');
      expect(await python(name.subarray(0, -1))).toBe('ECONNREFUSED');
      if (name.length < 108) {
        expect(await python(Buffer.concat([name, Buffer.alloc(1)]))).toBe('ECONNREFUSED');
        expect(await python(Buffer.concat([name, Buffer.alloc(108 - name.length)]))).toBe('ECONNREFUSED');
      }
      const told = server.sockets[0]?.getsockname() as { path: string | Buffer };
      expect(Buffer.from(told.path as string).equals(name)).toBe(true);
      server.close();
      expect(await python(name)).toBe('ECONNREFUSED');
    },
  );
});

function aborting(): { signal: AbortSignal; abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}

let count = 0;

/** Four characters that no other server of this process, or of others at the same time, has in its name. */
function fourBytes(): string {
  return ((process.pid * 64 + count++) % 36 ** 4).toString(36).padStart(4, '0');
}
