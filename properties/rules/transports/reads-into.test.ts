import { describe, expect, test } from 'vitest';
import type { BufferedProtocolHandler, ProtocolHandler, Transport } from '../../../src/index.js';
import { type Backend, backends } from '../../support/backends.js';
import { bytes } from '../../support/bytes.js';
import { transfer } from '../../support/lent.js';
import { Peer } from '../../support/peer.js';
import { portOf } from '../../support/port.js';
import { Recorder } from '../../support/recorder.js';
import { rounds, Scene, until } from '../../support/scene.js';
import { listen } from '../../support/serving.js';

/** A connection whose bytes go into memory of its own, and what has come into it. */
interface Filled {
  readonly peer: Peer;
  readonly transport: Transport;
  readonly memory: Buffer;
  readonly told: string[];
  readonly text: () => string;
  readonly error: () => unknown;
}

/** So many connections to one server; `told` is called when one is told of bytes. */
async function filled(
  scene: Scene,
  memories: readonly Buffer[],
  told: (index: number, all: readonly Filled[]) => void = () => {},
): Promise<readonly Filled[]> {
  const all: Filled[] = [];
  const made: Transport[] = [];
  const server = await listen(scene, () => {
    const index = made.length;
    const memory = memories[index] as Buffer;
    const pieces: string[] = [];
    const log: string[] = [];
    let lost: unknown;
    return {
      connectionMade(transport) {
        made.push(transport);
        all.push({
          peer: peers[index] as Peer,
          transport,
          memory,
          told: log,
          text: () => pieces.join(''),
          error: () => lost,
        });
      },
      getBuffer: () => memory,
      bufferUpdated(count) {
        log.push(`${count} bytes`);
        pieces.push(memory.toString('latin1', 0, count));
        told(index, all);
      },
      connectionLost(error) {
        log.push('lost');
        lost = error;
      },
    } satisfies BufferedProtocolHandler;
  });
  const peers: Peer[] = [];
  for (const at of memories.keys()) {
    peers.push(Peer.connect(scene, portOf(server)));
    await until(() => all.length > at);
  }
  await rounds();
  return all;
}

const memories = (count: number, size = 50) => Array.from({ length: count }, () => Buffer.alloc(size));

/** Sends the same to all of them so that one batch brings it. */
function sendTogether(scene: Scene, all: readonly Filled[], text: string): void {
  scene.inOneBatch(() => {
    for (const { peer } of all) void peer.send(text);
  });
}

test('the kernel writes right into the memory: on mio it is there before anybody is told', async () => {
  const seen = async (backend: Backend) => {
    using scene = new Scene(backend);
    let others: string | undefined;
    const all = await filled(scene, memories(2), (index, both) => {
      others ??= both[1 - index]?.memory.toString('latin1', 0, 3);
    });
    sendTogether(scene, all, 'abc');
    await until(() => all.every(({ text }) => text() === 'abc'));
    return others;
  };
  expect(await seen('mio')).toBe('abc');
  expect(await seen('tokio')).toBe('\0\0\0');
});

describe.each(backends)('memory that is read into ahead, on %s:', (backend) => {
  test('it is asked for before there are bytes: after connectionMade, bufferUpdated and a resume', async () => {
    using scene = new Scene(backend);
    const log: string[] = [];
    const memory = Buffer.alloc(50);
    let transport: Transport | undefined;
    const server = await listen(scene, {
      connectionMade(made) {
        transport = made;
        log.push('made');
      },
      getBuffer() {
        log.push('asked');
        return memory;
      },
      bufferUpdated(_count, { pauseReading }) {
        log.push('told');
        pauseReading.call(transport);
      },
    });
    const peer = Peer.connect(scene, portOf(server));
    await until(() => log.length === 2);
    await peer.send('x');
    await until(() => log.length === 3);
    await rounds();
    expect(log).toEqual(['made', 'asked', 'told']);
    transport?.resumeReading();
    expect(log.length).toBe(3);
    await until(() => log.length === 4);
    expect(log.slice(3)).toEqual(['asked']);
    await peer.send('x');
    await until(() => log.length === 5);
    expect(log).toEqual(['made', 'asked', 'told', 'asked', 'told']);
  });

  test('what was read into it is kept for who paused meanwhile, and told once (C31)', async () => {
    using scene = new Scene(backend);
    const all = await filled(scene, memories(2), (index, both) => both[1 - index]?.transport.pauseReading());
    sendTogether(scene, all, 'kept');
    await until(() => all.some(({ told }) => told.length > 0));
    await rounds();
    const [paused] = all.filter(({ transport }) => !transport.isReading());
    expect(paused?.told).toEqual([]);
    paused?.memory.fill(0);
    paused?.transport.resumeReading();
    await until(() => paused?.told.length === 1);
    expect(paused?.text()).toBe('kept');
    await paused?.peer.send('more');
    await until(() => paused?.told.length === 2);
    expect(paused?.text()).toBe('keptmore');
  });

  test.each(['a Buffer', 'memory of its own'])(
    'what was read into it goes to who takes over, as %s (V3)',
    async (how) => {
      using scene = new Scene(backend);
      const next = new Recorder();
      const other = Buffer.alloc(50);
      const pieces: string[] = [];
      const buffered: BufferedProtocolHandler = {
        getBuffer: () => other,
        bufferUpdated: (count) => pieces.push(other.toString('latin1', 0, count)),
      };
      const protocol: ProtocolHandler | BufferedProtocolHandler = how === 'a Buffer' ? next : buffered;
      const text = () => (how === 'a Buffer' ? String(next.received) : pieces.join(''));
      let moved: number | undefined;
      const all = await filled(scene, memories(2), (index, both) => {
        if (moved !== undefined) return;
        moved = 1 - index;
        both[moved]?.transport.setProtocol(protocol as ProtocolHandler);
      });
      sendTogether(scene, all, 'unread');
      await until(() => text() === 'unread');
      const { peer, memory, told } = all[moved as number] as Filled;
      memory.fill('?');
      for (const more of [', then', ' more']) {
        const before = text();
        await peer.send(more);
        await until(() => text() === before + more);
      }
      expect(told).toEqual([]);
      expect(memory.toString('latin1')).toBe('?'.repeat(50));
    },
  );

  test('memory of the one before that is gone ends it, or the bytes come: never others', async () => {
    using scene = new Scene(backend);
    const next = new Recorder();
    const buffers = [Buffer.from(new ArrayBuffer(50)), Buffer.from(new ArrayBuffer(50))];
    let moved: number | undefined;
    const all = await filled(scene, buffers, (index, both) => {
      if (moved !== undefined) return;
      moved = 1 - index;
      both[moved]?.transport.setProtocol(next);
      transfer(both[moved]?.memory as Buffer);
    });
    sendTogether(scene, all, 'unread');
    await until(() => next.lost || next.received.length > 0);
    if (next.received.length > 0) expect(String(next.received)).toBe('unread');
    else expect(next.error).toMatchObject({ code: 'ERR_BUFFER_DETACHED' });
  });

  test('of one that has nothing to be told nothing more is written into it, once another takes over', async () => {
    using scene = new Scene(backend);
    const [one] = await filled(scene, memories(1));
    const next = new Recorder();
    one?.transport.setProtocol(next);
    await one?.peer.send('for the next');
    await until(() => String(next.received) === 'for the next');
    expect(one?.memory.every((byte) => byte === 0)).toBe(true);
  });

  test('what is on its way when another takes over, and gives memory, is not looked for in that', async () => {
    using scene = new Scene(backend);
    const pieces: string[] = [];
    const [first, second] = [Buffer.alloc(50), Buffer.alloc(50, '?')];
    const server = await listen(scene, {
      connectionMade: (transport) => {
        // Its bytes are there, and read when this returns.
        scene.loop.callSoon(() => {
          transport.setProtocol({
            getBuffer: () => second,
            bufferUpdated: (count) => pieces.push(second.toString('latin1', 0, count)),
          });
          transport.pauseReading();
          transport.resumeReading();
        });
      },
      getBuffer: () => first,
      bufferUpdated: (count) => pieces.push(`${first.toString('latin1', 0, count)} for the first`),
    });
    await Peer.connect(scene, portOf(server)).send('bytes');
    await until(() => pieces.length > 0);
    expect(pieces).toEqual(['bytes']);
  });

  test('bytes that are in it already are not written over by those of one that gives the same', async () => {
    using scene = new Scene(backend);
    const [one, other] = await filled(scene, memories(2));
    const memory = one?.memory as Buffer;
    const pieces: string[] = [];
    other?.transport.setProtocol({
      getBuffer: () => memory,
      bufferUpdated: (count) => pieces.push(memory.toString('latin1', 0, count)),
    });
    await rounds();
    scene.inOneBatch(() => {
      void other?.peer.send('other');
      void one?.peer.send('one');
    });
    await until(() => pieces.length > 0 && one?.told.length === 1);
    expect([pieces.join(''), one?.text()]).toEqual(['other', 'one']);
  });

  test('after a close nothing is written into it', async () => {
    using scene = new Scene(backend);
    const [one] = await filled(scene, memories(1));
    one?.transport.close();
    await one?.peer.send('late');
    await rounds(20);
    expect(one?.memory.every((byte) => byte === 0)).toBe(true);
    one?.peer.finish();
    await until(() => one?.told.includes('lost') === true);
    expect(one?.error()).toBeNull();
  });

  test.each(['getBuffer', 'bufferUpdated'])('a close in %s, then the end', async (where) => {
    using scene = new Scene(backend);
    const log: string[] = [];
    const memory = Buffer.alloc(50);
    const server = await listen(scene, {
      getBuffer(_hint, transport) {
        log.push('asked');
        if (where === 'getBuffer') transport.close();
        return memory;
      },
      bufferUpdated(_count, transport) {
        log.push('told');
        transport.close();
      },
      connectionLost: (error) => log.push(`lost ${error}`),
    });
    const peer = Peer.connect(scene, portOf(server));
    await peer.send('abc');
    peer.finish();
    await until(() => log.some((line) => line.startsWith('lost')));
    expect(log).toEqual(where === 'getBuffer' ? ['asked', 'lost null'] : ['asked', 'told', 'lost null']);
  });

  test.each(['the same buffer', 'parts that overlap'])(
    'connections that give %s each get their own bytes',
    async (how) => {
      using scene = new Scene(backend);
      const common = Buffer.alloc(100);
      const part = (at: number) => (how === 'the same buffer' ? common : common.subarray(10 * at, 60 + 10 * at));
      const all = await filled(
        scene,
        Array.from({ length: 4 }, (_, at) => part(at)),
      );
      for (let round = 0; round < 5; round++) {
        const before = all.map(({ text }) => text());
        scene.inOneBatch(() => {
          for (const [at, { peer }] of all.entries()) void peer.send(String(at).repeat(20));
        });
        await until(() => all.every(({ text }, at) => text().length === (before[at] as string).length + 20));
      }
      expect(all.map(({ text }) => text())).toEqual(all.map((_, at) => String(at).repeat(100)));
    },
  );

  test("a stream through memory that is another each time, which is the protocol's once it was told", async () => {
    using scene = new Scene(backend);
    const parts: Uint8Array[] = [];
    let memory = new Uint8Array(0);
    let lost = false;
    const server = await listen(scene, {
      getBuffer: (hint) => {
        memory = new Uint8Array(1 + ((parts.length * 7919) % hint));
        return memory;
      },
      bufferUpdated: (count, transport) => {
        if (parts.push(memory.subarray(0, count)) % 3 > 0) return;
        transport.pauseReading();
        setImmediate(() => transport.resumeReading());
      },
      connectionLost: () => {
        lost = true;
      },
    });
    const peer = Peer.connect(scene, portOf(server));
    await peer.send(bytes(3_000_000));
    peer.finish();
    await until(() => lost, 20_000);
    expect(Buffer.concat(parts).equals(bytes(3_000_000))).toBe(true);
  });
});
