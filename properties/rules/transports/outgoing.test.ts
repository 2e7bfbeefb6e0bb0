import { describe, expect, test } from 'vitest';
import {
  type AnyProtocol,
  type ProtocolHandler,
  Socket,
  type StreamOptions,
  type Transport,
} from '../../../src/index.js';
import { backends, carried } from '../../support/backends.js';
import { bytes } from '../../support/bytes.js';
import { Peer } from '../../support/peer.js';
import { freshName } from '../../support/place.js';
import { Recorder } from '../../support/recorder.js';
import { rounds, Scene, until } from '../../support/scene.js';

/** A connection that was made here, whatever its protocol is, and the other side of it. */
async function connected(scene: Scene, protocol: AnyProtocol, options: StreamOptions = {}) {
  const [listener, connect] = listening(scene, options);
  const [transport, [accepted]] = await Promise.all([connect(protocol), scene.loop.sockAccept(listener)]);
  return { transport, peer: new Peer(scene, scene.own(accepted.detach())) };
}

/** A listener, and how it is connected to. */
function listening(scene: Scene, options: StreamOptions): [Socket, (protocol: AnyProtocol) => Promise<Transport>] {
  if (scene.over === 'tcp') {
    const [listener, port] = scene.listener();
    return [listener, (protocol) => scene.loop.createConnection(protocol, { host: '127.0.0.1', port, ...options })];
  }
  const path = `\0${freshName()}`;
  const listener = scene.keep(new Socket('unix'));
  listener.bind({ path });
  listener.listen();
  return [listener, (protocol) => scene.loop.createUnixConnection(protocol, { path, ...options })];
}

/** The same with a protocol that records, and does this beside. */
async function pair(scene: Scene, also: ProtocolHandler = {}, options: StreamOptions = {}) {
  const recorder = new Recorder(also);
  return { recorder, ...(await connected(scene, recorder, options)) };
}

/** What accepted connections promise, of those that are made by createConnection. */
describe.each(carried)('an outgoing connection over %s, on %s:', (over, backend) => {
  test('C29 a pause inside connectionMade holds, and what has come is told when it ends', async () => {
    using scene = new Scene(backend, { over });
    const { recorder, transport, peer } = await pair(scene, { connectionMade: (it) => it.pauseReading() });
    await peer.send('early');
    await rounds(20);
    expect(recorder.told).toEqual(['made']);
    transport.resumeReading();
    await until(() => recorder.received.length === 5);
    expect([recorder.told, String(recorder.received)]).toEqual([['made', 'data'], 'early']);
  });

  test('C30 close() loses nothing that was written, though there is input that nobody has read', async () => {
    using scene = new Scene(backend, { over });
    const { recorder, transport, peer } = await pair(scene, { connectionMade: (it) => it.pauseReading() });
    await peer.send(bytes(60_000));
    await rounds();
    transport.write(bytes(2_000_000));
    transport.close();
    const { bytes: read, ending } = await peer.receiveAll();
    peer.close();
    await until(() => recorder.lost);
    expect([read.equals(bytes(2_000_000)), ending]).toEqual([true, 'end']);
    expect([recorder.told, recorder.error]).toEqual([['made', 'lost'], null]);
  });

  test('C30 abort() drops what is unsent, and connectionLost(null) comes once, later', async () => {
    using scene = new Scene(backend, { over });
    const { recorder, transport, peer } = await pair(scene);
    transport.write(bytes(20_000_000));
    transport.abort();
    expect(recorder.lost).toBe(false);
    await until(() => recorder.lost);
    expect((await peer.receiveAll()).bytes.length).toBeLessThan(20_000_000);
    expect([recorder.told, recorder.error]).toEqual([['made', 'lost'], null]);
  });

  test('C31 pausing and resuming twice is as once', async () => {
    using scene = new Scene(backend, { over });
    const { recorder, transport, peer } = await pair(scene);
    for (const pause of [true, true, false, false, true]) pause ? transport.pauseReading() : transport.resumeReading();
    await peer.send('x');
    await rounds(20);
    expect(recorder.pieces).toEqual([]);
    transport.resumeReading();
    transport.resumeReading();
    await until(() => recorder.received.length === 1);
    expect(String(recorder.received)).toBe('x');
  });

  test("C32 a request, its end, and the whole answer behind the peer's end of reading (V8)", async () => {
    using scene = new Scene(backend, { over });
    const { recorder, transport, peer } = await pair(scene);
    transport.write('request');
    transport.writeEof();
    expect(String((await peer.receiveAll()).bytes)).toBe('request');
    await peer.send(bytes(500_000));
    peer.finish();
    await until(() => recorder.lost, 20_000);
    expect([recorder.told, recorder.error]).toEqual([['made', 'data', 'eof', 'lost'], null]);
    expect(recorder.received.equals(bytes(500_000))).toBe(true);
  });

  test('C32 eofReceived that returns true keeps the sending half open', async () => {
    using scene = new Scene(backend, { over });
    const { recorder, transport, peer } = await pair(scene, { eofReceived: () => true });
    peer.finish();
    await until(() => recorder.told.includes('eof'));
    transport.write('still');
    expect(String(await peer.receive(5))).toBe('still');
    transport.close();
    await until(() => recorder.lost);
    expect(recorder.told).toEqual(['made', 'eof', 'lost']);
  });

  test('C33 the marks of its options hold, and writing after writeEof is an error', async () => {
    using scene = new Scene(backend, { over });
    const told: string[] = [];
    const also = { pauseWriting: () => void told.push('pause'), resumeWriting: () => void told.push('resume') };
    const { transport, peer } = await pair(scene, also, { highWaterMark: 10, lowWaterMark: 5 });
    expect(transport.getWriteBufferLimits()).toEqual({ high: 10, low: 5 });
    transport.write(bytes(20_000_000));
    expect(told).toEqual([]);
    await until(() => told.length === 1);
    const all = peer.receive(20_000_000);
    await until(() => told.length === 2, 20_000);
    expect(told).toEqual(['pause', 'resume']);
    expect((await all).equals(bytes(20_000_000))).toBe(true);
    transport.writeEof();
    expect(() => transport.write('x')).toThrow(expect.objectContaining({ code: 'ERR_WRITE_AFTER_EOF' }));
  });

  test('C34 a method that throws costs its connection, and the exception handler is told', async () => {
    using scene = new Scene(backend, { over });
    const blamed: unknown[] = [];
    scene.loop.setExceptionHandler(({ exception }) => void blamed.push(exception));
    const error = new Error('no');
    const throwing = () => {
      throw error;
    };
    const { recorder, peer } = await pair(scene, { dataReceived: throwing });
    await peer.send('x');
    await until(() => recorder.lost);
    expect([recorder.error, blamed]).toEqual([error, [error]]);
  });

  test('C39 51 bytes go through a buffer of 50, then the end, then connectionLost(null)', async () => {
    using scene = new Scene(backend, { over });
    const told: unknown[] = [];
    const buffer = Buffer.alloc(50);
    const protocol = {
      getBuffer: () => buffer,
      bufferUpdated: (length: number) => void told.push(length),
      eofReceived: () => void told.push('eof'),
      connectionLost: (error: Error | null) => void told.push(error),
    };
    const { peer } = await connected(scene, protocol);
    await peer.send(bytes(51));
    peer.finish();
    await until(() => told.length === 4);
    expect(told).toEqual([50, 1, 'eof', null]);
  });
});

describe.each(backends)('an outgoing connection of TCP, on %s:', (backend) => {
  test('a reset tells with whom the connection was (L12)', async () => {
    using scene = new Scene(backend);
    const { recorder, peer, transport } = await pair(scene);
    const { address, port } = transport.getExtraInfo('peername') as { address: string; port: number };
    peer.reset();
    await until(() => recorder.lost);
    expect(recorder.error).toMatchObject({ code: 'ECONNRESET', syscall: 'recv', address, port });
  });
});
