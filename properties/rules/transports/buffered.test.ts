import { describe, expect, test } from 'vitest';
import { validateTrace } from '../../../model/checker/trace/validate.js';
import { BufferedProtocol, type Transport } from '../../../src/index.js';
import { type Backend, type Carrier, carried } from '../../support/backends.js';
import { bytes, resizable } from '../../support/bytes.js';
import { transfer } from '../../support/lent.js';
import { Peer } from '../../support/peer.js';
import { placeOf } from '../../support/place.js';
import { rounds, Scene, until } from '../../support/scene.js';
import { listen } from '../../support/serving.js';
import { TraceFile } from '../../support/trace-file.js';

/** A protocol that has a buffer of its own, and keeps what came into it. */
class Filling extends BufferedProtocol {
  readonly told: string[] = [];
  readonly pieces: Buffer[] = [];
  readonly memory: Uint8Array;
  error: (Error & { code?: string }) | null | undefined;
  transport: Transport | undefined;

  constructor(size: number) {
    super();
    this.memory = new Uint8Array(size);
  }

  override connectionMade(transport: Transport): void {
    this.transport = transport;
    this.told.push('made');
  }

  override getBuffer(_hint: number, _transport: Transport): Uint8Array {
    return this.memory;
  }

  override bufferUpdated(count: number, _transport: Transport): void {
    this.told.push(`${count} bytes`);
    this.pieces.push(Buffer.from(this.memory.subarray(0, count)));
  }

  override eofReceived(_transport: Transport): boolean | undefined {
    this.told.push('eof');
    return undefined;
  }

  override connectionLost(error: Error | null, _transport: Transport): void {
    this.error = error;
    this.told.push('lost');
  }
}

async function filled(scene: Scene, protocol: Filling): Promise<Peer> {
  const server = await listen(scene, () => protocol);
  return Peer.connect(scene, placeOf(server));
}

/** What becomes of bytes for a buffer that is gone: on mio none is taken; on tokio they were, and cannot be put back. */
async function broken(over: Carrier, backend: Backend, spoil: (memory: Uint8Array) => void, memory?: Uint8Array) {
  using scene = new Scene(backend, { over });
  scene.loop.setExceptionHandler(() => {});
  const protocol = new Filling(50);
  if (memory !== undefined) Object.defineProperty(protocol, 'memory', { value: memory });
  const peer = await filled(scene, protocol);
  await until(() => protocol.told.length === 1);
  await rounds();
  spoil(protocol.memory);
  await peer.send('x');
  await until(() => protocol.error !== undefined);
  return protocol;
}

describe.each(carried)('a protocol with a buffer of its own over %s, on %s:', (over, backend) => {
  test('that a buffer is given, and how large it is, stands in the trace, which validates', async () => {
    using trace = new TraceFile();
    {
      using scene = new Scene(backend, { over, trace: trace.path });
      const protocol = new Filling(50);
      const peer = await filled(scene, protocol);
      await until(() => protocol.told.length === 1);
      await rounds();
      await peer.send(bytes(120));
      await until(() => protocol.pieces.reduce((sum, piece) => sum + piece.length, 0) === 120);
    }
    expect((await validateTrace(trace.path)).firstWrong).toBeUndefined();
  });

  test('C39 51 bytes into a buffer of 50, then the end: all of them, eof, connectionLost(null)', async () => {
    using scene = new Scene(backend, { over });
    const protocol = new Filling(50);
    const peer = await filled(scene, protocol);
    await peer.send(bytes(51));
    peer.finish();
    await until(() => protocol.error !== undefined);
    expect(protocol.told).toEqual(['made', '50 bytes', '1 bytes', 'eof', 'lost']);
    expect(protocol.error).toBeNull();
    expect(Buffer.concat(protocol.pieces).equals(bytes(51))).toBe(true);
  });

  test.each([1, 49, 50, 51, 100, 65_536, 100_000])('C39 a stream through a buffer of %d bytes', async (size) => {
    using scene = new Scene(backend, { over });
    const length = Math.min(2_000 * size, 1_000_000) + 1;
    const protocol = new Filling(size);
    const peer = await filled(scene, protocol);
    await peer.send(bytes(length));
    peer.finish();
    await until(() => protocol.error !== undefined, 20_000);
    expect(protocol.told.slice(-2)).toEqual(['eof', 'lost']);
    expect(Buffer.concat(protocol.pieces).equals(bytes(length))).toBe(true);
    expect(protocol.pieces.every((piece) => piece.length <= size)).toBe(true);
  });

  test('C39 a pause holds here, too', async () => {
    using scene = new Scene(backend, { over });
    const protocol = new Filling(50);
    const peer = await filled(scene, protocol);
    await until(() => protocol.transport !== undefined);
    protocol.transport?.pauseReading();
    await peer.send(bytes(120));
    await rounds(20);
    expect(protocol.told).toEqual(['made']);
    protocol.transport?.resumeReading();
    await until(() => protocol.told.length === 4);
    expect(protocol.told).toEqual(['made', '50 bytes', '50 bytes', '20 bytes']);
    expect(Buffer.concat(protocol.pieces).equals(bytes(120))).toBe(true);
  });

  test('C39 one that pauses when it is asked for more memory loses nothing of what had come', async () => {
    using scene = new Scene(backend, { over });
    const protocol = new Filling(50);
    let asked = 0;
    protocol.getBuffer = (_hint, transport) => {
      if (++asked === 2) transport.pauseReading();
      return protocol.memory;
    };
    const peer = await filled(scene, protocol);
    await until(() => asked === 1);
    await peer.send(bytes(120));
    await until(() => asked === 2);
    await rounds();
    expect(protocol.told).toEqual(['made', '50 bytes']);
    protocol.transport?.resumeReading();
    await until(() => protocol.told.length === 4);
    expect(Buffer.concat(protocol.pieces).equals(bytes(120))).toBe(true);
  });

  test('C39 a buffer that is transferred ends the connection (ERR_BUFFER_DETACHED), and is left alone', async () => {
    const protocol = await broken(over, backend, transfer);
    expect(protocol.error).toMatchObject({ code: 'ERR_BUFFER_DETACHED' });
    expect(protocol.told).toEqual(['made', 'lost']);
  });

  test('C39 so does one that shrinks', async () => {
    const memory = resizable(50);
    const protocol = await broken(over, backend, () => memory.resize(5), new Uint8Array(memory, 0, 50));
    expect(protocol.error).toMatchObject({ code: 'ERR_BUFFER_DETACHED' });
  });

  test('C39 a getBuffer that throws, or gives no room, costs its connection (C34)', async () => {
    using scene = new Scene(backend, { over });
    scene.loop.setExceptionHandler(() => {});
    const fault = new Error('no room');
    const answers: readonly (() => Uint8Array)[] = [
      () => {
        throw fault;
      },
      () => new Uint8Array(0),
      () => 'text' as never,
    ];
    for (const getBuffer of answers) {
      const protocol = new Filling(50);
      protocol.getBuffer = getBuffer;
      const peer = await filled(scene, protocol);
      await peer.send('x');
      await until(() => protocol.error !== undefined);
      expect(protocol.error).toBeInstanceOf(Error);
      expect(protocol.told).toEqual(['made', 'lost']);
    }
  });
});
