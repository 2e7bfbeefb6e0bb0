import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { constants, Socket } from '../../src/index.js';
import { backends } from '../support/backends.js';
import { runProgram } from '../support/child.js';
import * as probe from '../support/probe.js';
import { rounds, Scene } from '../support/scene.js';
import { TraceFile } from '../support/trace-file.js';

const MSG_OOB = 1;
const [SO_SNDBUFFORCE, SO_RCVBUFFORCE] = [32, 33];
const { native } = probe;

/** A connection, and the descriptor of its other end. */
function connected(scene: Scene): [Socket, number] {
  const [a, peer] = scene.tcpPair();
  return [Socket.fromFd(scene.own(probe.dup(a))), peer];
}

/** What a receive brings, once it has had to wait: then the loop is told of what comes. */
async function waited(scene: Scene, socket: Socket, send: () => void, most = 100): Promise<string> {
  const receiving = scene.loop.sockRecv(socket, most);
  // Who explains comes behind what was asked for before, on any thread.
  expect(scene.loop.explain(socket).pending).toMatchObject([{ flow: 'waiting' }]);
  send();
  return String(await receiving);
}

/** Sends several pieces as one segment, each with its flags. */
function corked(peer: number, pieces: readonly (readonly [string, number?])[]): void {
  const { IPPROTO_TCP, TCP_CORK } = constants;
  native.setNumber(peer, IPPROTO_TCP, TCP_CORK, 1);
  for (const [text, flags = 0] of pieces) expect(native.send(peer, Buffer.from(text), flags)).toBe(text.length);
  native.setNumber(peer, IPPROTO_TCP, TCP_CORK, 0);
}

/** Two unix sockets between which messages of megabytes go. */
function roomy(scene: Scene, type: 'dgram' | 'seqpacket'): [Socket, Socket] {
  const [a, b] = scene.keepAll(Socket.pair(type));
  for (const socket of [a, b]) {
    for (const option of [SO_SNDBUFFORCE, SO_RCVBUFFORCE]) socket.setsockopt(constants.SOL_SOCKET, option, 8 << 20);
  }
  return [a, b];
}

/** A message whose every byte tells its place. */
function message(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; at++) bytes[at] = (at * 7 + (at >> 8)) & 255;
  return bytes;
}

describe.each(backends)('what ends a receive, on %s:', (backend) => {
  test('L11: an urgent byte comes in line, and what is behind its mark comes too (O4)', async () => {
    using scene = new Scene(backend);
    const [socket, peer] = connected(scene);
    expect(await waited(scene, socket, () => native.write(peer, Buffer.from('-')))).toBe('-');
    corked(peer, [['abc'], ['d', MSG_OOB], ['ef']]);
    const parts = [];
    for (let length = 0; length < 6; length += (parts.at(-1) as string).length) {
      parts.push(String(await scene.loop.sockRecv(socket, 100)));
    }
    expect(parts.join('')).toBe('abcdef');
  });

  test('L11: so it does if the poller tells of the bytes before the mark alone, or of the mark before them (O4)', async () => {
    using scene = new Scene(backend);
    const [socket, peer] = connected(scene);
    for (let round = 0; round < 50; round++) {
      const first = await waited(scene, socket, () => native.write(peer, Buffer.from('a')), 1);
      native.send(peer, Buffer.from('b'), MSG_OOB);
      native.write(peer, Buffer.from('c'));
      native.send(peer, Buffer.from('de'), MSG_OOB);
      let rest = '';
      while (rest.length < 4) rest += String(await scene.loop.sockRecv(socket, 3));
      expect(first + rest).toBe('abcde');
    }
  });

  test('L11: urgent bytes come in line that were sent before anybody received, on either end (O4)', async () => {
    using scene = new Scene(backend);
    const [listener, port] = scene.listener();
    const caller = scene.keep(new Socket('inet', 'stream'));
    await scene.loop.sockConnect(caller, { host: '127.0.0.1', port });
    const [accepted] = await scene.loop.sockAccept(listener);
    const taken = scene.keep(accepted);
    const ends = [[caller, taken], [taken, caller], scene.keepAll(Socket.pair())] as const;
    for (const [from, to] of ends) {
      for (const text of 'abcd') expect(native.send(from.fileno(), Buffer.from(text), MSG_OOB)).toBe(1);
      let text = '';
      while (text.length < 4) text += String(await scene.loop.sockRecv(to, 2));
      expect(text).toBe('abcd');
    }
  });

  test('L17: once all was read since, a short read saves the second one again', async () => {
    using trace = new TraceFile();
    {
      using scene = new Scene(backend, { trace: trace.path });
      const [socket, peer] = connected(scene);
      expect(await waited(scene, socket, () => corked(peer, [['abc'], ['d', MSG_OOB], ['ef']]))).toBe('abc');
      expect(String(await scene.loop.sockRecv(socket, 100))).toBe('def');
      for (const text of 'gh')
        expect(await waited(scene, socket, () => native.write(peer, Buffer.from(text)))).toBe(text);
    }
    // The first and the fourth would block; before `h` there is none that would.
    expect((await trace.calls()).filter((call) => call === 'recv')).toHaveLength(6);
  });

  test("L11: two hundred of an FTP client's urgent ABORs are answered", { timeout: 40_000 }, async () => {
    using scene = new Scene(backend);
    const [listener, port] = scene.listener();
    const script = fileURLToPath(new URL('ftp_client.py', import.meta.url));
    const client = runProgram('python3', [script, String(port), '200'], {}, 30_000);
    const [connection] = await scene.loop.sockAccept(listener);
    scene.keep(connection);
    await scene.loop.sockSendall(connection, Buffer.from('220 ready\r\n'));
    let [line, answered] = ['', 0];
    for (let part = await scene.loop.sockRecv(connection, 512); part.length > 0; ) {
      line += String(part);
      for (let end = line.indexOf('\r\n'); end >= 0; end = line.indexOf('\r\n')) {
        if (line.startsWith('ABOR')) answered++;
        line = line.slice(end + 2);
        await scene.loop.sockSendall(connection, Buffer.from('226 done\r\n'));
      }
      part = await scene.loop.sockRecv(connection, 512);
    }
    expect(await client).toMatchObject({ hung: false, code: 0, stdout: '200 answered\n' });
    expect(answered).toBe(200);
  });

  test('L11: bytes of a unix stream come whole, whatever descriptors travel with them and cut the reads (O4)', async () => {
    using scene = new Scene(backend);
    const [a, peer] = scene.socketPair();
    const socket = Socket.fromFd(scene.own(probe.dup(a)));
    expect(await waited(scene, socket, () => native.write(peer, Buffer.from('-')))).toBe('-');
    for (const byte of Buffer.from('abc')) expect(native.sendDescriptor(peer, byte, peer)).toBe(1);
    native.send(peer, Buffer.from('d'), MSG_OOB);
    native.write(peer, Buffer.from('ef'));
    let text = '';
    while (text.length < 6) text += String(await scene.loop.sockRecv(socket, 100));
    expect(text).toBe('abcdef');
  });

  test.each(['dgram', 'seqpacket'] as const)(
    'L11: a long %s message is cut by n alone, and that is told',
    async (type) => {
      using scene = new Scene(backend);
      const [a, b] = roomy(scene, type);
      const { loop } = scene;
      for (const length of [300_000, 1_300_000]) {
        const sent = message(length);
        const sending = [1, 2, 3].reduce<Promise<void>>(
          (before) => before.then(() => loop.sockSendall(a, sent)),
          Promise.resolve(),
        );
        const whole = await loop.sockRecv(b, 2 << 20);
        expect([whole.equals(sent), b.truncated]).toEqual([true, false]);
        const into = Buffer.alloc(length - 1);
        expect([await loop.sockRecvInto(b, into), b.truncated]).toEqual([length - 1, true]);
        expect(into.equals(sent.subarray(0, length - 1))).toBe(true);
        const [cut] = await loop.sockRecvfrom(b, 290_000);
        expect([cut.equals(sent.subarray(0, 290_000)), b.truncated]).toEqual([true, true]);
        await sending;
      }
    },
  );

  test('L11: messages of one batch have room each', async () => {
    using scene = new Scene(backend);
    const pairs = Array.from({ length: 3 }, () => roomy(scene, 'dgram'));
    const receiving = pairs.map(([, b]) => scene.loop.sockRecv(b, 2 << 20));
    await rounds();
    const sent = message(1_300_000);
    for (const [a] of pairs) expect(native.send(a.fileno(), sent, 0)).toBe(sent.length);
    const received = await Promise.all(receiving);
    expect(received.map((bytes) => bytes.equals(sent))).toEqual([true, true, true]);
  });

  test.each(['inet', 'inet6'] as const)('L11: a cut %s datagram is told by each kind of receive', async (family) => {
    using scene = new Scene(backend);
    const [a, b] = [1, 2].map(() => scene.keep(new Socket(family, 'dgram'))) as [Socket, Socket];
    b.bind({ host: family === 'inet' ? '127.0.0.1' : '::1', port: 0 });
    const { loop } = scene;
    for (let i = 0; i < 5; i++) await loop.sockSendto(a, Buffer.from('four'), b.getsockname());
    expect([String(await loop.sockRecv(b, 4)), b.truncated]).toEqual(['four', false]);
    expect([String(await loop.sockRecv(b, 3)), b.truncated]).toEqual(['fou', true]);
    expect([await loop.sockRecvInto(b, Buffer.alloc(2)), b.truncated]).toEqual([2, true]);
    expect([String((await loop.sockRecvfrom(b, 1))[0]), b.truncated]).toEqual(['f', true]);
    expect([String((await loop.sockRecvfrom(b, 1 << 30))[0]), b.truncated]).toEqual(['four', false]);
  });

  test('L11: a short message comes although the largest n is asked for that there is', async () => {
    using scene = new Scene(backend);
    const [a, b] = roomy(scene, 'dgram');
    await scene.loop.sockSendall(a, Buffer.from('x'));
    expect(String(await scene.loop.sockRecv(b, 0x7ffff000))).toBe('x');
  });
});
