import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { Socket } from '../../src/index.js';
import { type Backend, backends } from '../support/backends.js';
import * as probe from '../support/probe.js';
import { Scene } from '../support/scene.js';

/** So many at once, and how often each is to be served. */
const MANY = 512;
const TIMES = 12;

/** The most that one turn serves of a kind (native/engine/src/slots/budget.rs). */
const TURN = 512;

/** Who was served, in order, and how many between two of Node's own callbacks. */
class Service {
  readonly order: number[] = [];
  readonly #counts: number[];
  #sinceNode = 0;
  #most = 0;
  #nodeRuns = true;

  constructor(
    readonly many: number,
    readonly times: number,
  ) {
    this.#counts = Array.from({ length: many }, () => 0);
    const node = () => {
      this.#most = Math.max(this.#most, this.#sinceNode);
      this.#sinceNode = 0;
      if (this.#nodeRuns) setImmediate(node);
    };
    setImmediate(node);
  }

  /** One was served. Whether it goes on. */
  note(who: number): boolean {
    this.order.push(who);
    this.#sinceNode++;
    this.#counts[who] = (this.#counts[who] as number) + 1;
    return (this.#counts[who] as number) < this.times;
  }

  /** Waits until each was served as often as it is to be. */
  async done(): Promise<void> {
    while (this.#counts.some((count) => count < this.times)) await new Promise(setImmediate);
    await new Promise(setImmediate);
    this.#nodeRuns = false;
  }

  get mostBetweenImmediates(): number {
    return Math.max(this.#most, this.#sinceNode);
  }

  /** The most that one was served between two services of another. */
  get mostOvertaken(): number {
    const places = Array.from({ length: this.many }, (): number[] => []);
    for (const [place, who] of this.order.entries()) places[who]?.push(place);
    let most = 0;
    for (const own of places) {
      for (let time = 1; time < own.length; time++) {
        const between = new Map<number, number>();
        for (const who of this.order.slice((own[time - 1] as number) + 1, own[time])) {
          const count = (between.get(who) ?? 0) + 1;
          between.set(who, count);
          most = Math.max(most, count);
        }
      }
    }
    return most;
  }
}

function pairs(scene: Scene, count = MANY): [Socket, Socket][] {
  return Array.from({ length: count }, () => scene.keepAll(Socket.pair()));
}

/** Begins something with each, in one turn. */
function inATurn<T>(scene: Scene, all: readonly T[], begin: (one: T, who: number) => Promise<void>): void {
  scene.loop.callSoon(() => {
    for (const [who, one] of all.entries()) void begin(one, who);
  });
}

/**
 * Everybody's service was in turn, and Node had its own: between two of its callbacks there is one turn, with what its calls
 * begin before they poll, which is of the turn before.
 */
async function expectFair(service: Service): Promise<void> {
  await service.done();
  expect(service.mostOvertaken).toBeLessThanOrEqual(2);
  expect(service.mostBetweenImmediates).toBeLessThanOrEqual(2 * Math.min(service.many, TURN));
}

describe.each(backends)('turns are fair, on %s:', (backend: Backend) => {
  test('L19 of many that always have data, each is served in turn, and Node has its own', async () => {
    using scene = new Scene(backend);
    const connections = pairs(scene);
    for (const [, peer] of connections) probe.write(peer.fileno(), new Uint8Array(4 * TIMES));
    const service = new Service(MANY, TIMES);
    const receive = async (socket: Socket, who: number): Promise<void> => {
      do await scene.loop.sockRecv(socket, 4);
      while (service.note(who));
    };
    inATurn(scene, connections, ([socket], who) => receive(socket, who));
    await expectFair(service);
  });

  test('L19 the same where one turn has no room for all of them', async () => {
    using scene = new Scene(backend);
    const many = 64;
    const connections = pairs(scene, many);
    const full = Buffer.alloc(100_000);
    const service = new Service(many, TIMES);
    const serve = async ([socket, peer]: readonly [Socket, Socket], who: number): Promise<void> => {
      do {
        for (let got = 0; got < full.length; ) got += (await scene.loop.sockRecv(socket, full.length)).length;
        probe.write(peer.fileno(), full);
      } while (service.note(who));
    };
    for (const [, peer] of connections) expect(probe.write(peer.fileno(), full)).toBe(full.length);
    inATurn(scene, connections, serve);
    await expectFair(service);
  });

  test('L19 of many that can always send', async () => {
    using scene = new Scene(backend);
    const service = new Service(MANY, TIMES);
    const byte = new Uint8Array(1);
    const send = async (socket: Socket, who: number): Promise<void> => {
      do await scene.loop.sockSendall(socket, byte);
      while (service.note(who));
    };
    inATurn(scene, pairs(scene), ([socket], who) => send(socket, who));
    await expectFair(service);
  });

  test('L19 of listeners whose queues are full', async () => {
    using scene = new Scene(backend);
    const many = 40;
    const listeners = Array.from({ length: many }, () => scene.listener());
    for (const [, port] of listeners) for (let time = 0; time < TIMES; time++) scene.connect(port);
    const service = new Service(many, TIMES);
    const accept = async (listener: Socket, who: number): Promise<void> => {
      do {
        const [connection] = await scene.loop.sockAccept(listener);
        connection.close();
      } while (service.note(who));
    };
    inATurn(scene, listeners, ([listener], who) => accept(listener, who));
    await expectFair(service);
  });

  test('L19 of callbacks of descriptors that are always ready', async () => {
    using scene = new Scene(backend);
    const service = new Service(2 * MANY, TIMES);
    for (const [index, [socket, peer]] of pairs(scene).entries()) {
      probe.write(peer.fileno(), new Uint8Array(1));
      const goOn = (who: number, stop: () => boolean) => () => service.note(who) || stop();
      scene.loop.addReader(
        socket,
        goOn(2 * index, () => scene.loop.removeReader(socket)),
      );
      scene.loop.addWriter(
        socket,
        goOn(2 * index + 1, () => scene.loop.removeWriter(socket)),
      );
    }
    await expectFair(service);
  });

  test('L19 of operations that fail, begun anew without end', async () => {
    using scene = new Scene(backend);
    const service = new Service(1, 40 * TIMES);
    const fail = async (): Promise<void> => {
      do {
        const [socket, peer] = Socket.pair();
        const receiving = scene.loop.sockRecv(socket, 1).catch(() => {});
        socket.close();
        peer.close();
        await receiving;
      } while (service.note(0));
    };
    inATurn(scene, [0], fail);
    await expectFair(service);
  });

  test('L14 L19 what a turn leaves over is taken up, whatever Node does beside it', async () => {
    using scene = new Scene(backend);
    const many = 700;
    const service = new Service(many, 8 * TIMES);
    const connections = pairs(scene, many);
    const beside = scene.keepAll(Socket.pair());
    const server = createServer((peer) => {
      peer.on('error', () => {}); // the client goes while something is on its way
      peer.on('data', () => {
        if (probe.write(beside[1].fileno(), new Uint8Array(1)) === 1) scene.loop.sockRecv(beside[0], 1).catch(() => {});
        peer.write('x');
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const client = connect((server.address() as AddressInfo).port, '127.0.0.1', () => client.write('x'));
    client.on('data', () => client.write('x'));
    for (const [, peer] of connections) probe.write(peer.fileno(), new Uint8Array(8 * TIMES));
    inATurn(scene, connections, async ([socket], who) => {
      do await scene.loop.sockRecv(socket, 1);
      while (service.note(who));
    });
    await service.done();
    client.destroy();
    server.close();
  });

  test('L19 an endless chain of calls runs once a turn, beside sockets that always have data', async () => {
    using scene = new Scene(backend);
    const [socket, peer] = scene.keepAll(Socket.pair());
    probe.write(peer.fileno(), new Uint8Array(TIMES));
    const log: string[] = [];
    const chain = () => {
      log.push('call');
      scene.loop.callSoon(chain).unref();
    };
    chain();
    scene.loop.addReader(socket, () => {
      log.push('reader');
      probe.read(socket.fileno(), 1);
    });
    const immediate = () => {
      log.push('node');
      if (log.filter((what) => what === 'reader').length < TIMES) setImmediate(immediate);
    };
    setImmediate(immediate);
    while (log.filter((what) => what === 'reader').length < TIMES) await new Promise(setImmediate);
    const rounds = log
      .join(' ')
      .split('node')
      .map((round) => round.trim().split(' ').filter(Boolean));
    for (const round of rounds) {
      expect(round.filter((what) => what === 'call').length).toBeLessThanOrEqual(2);
      expect(round.filter((what) => what === 'reader').length).toBeLessThanOrEqual(2);
    }
  });
});
