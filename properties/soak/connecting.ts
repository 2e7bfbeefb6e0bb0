import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../src/cli/start/random.js';
import type { ProtocolHandler, Transport } from '../../src/index.js';
import { LawBroken } from '../kernel-laws/law.js';
import { brokenOrder } from '../support/order.js';
import { freshName } from '../support/place.js';
import * as probe from '../support/probe.js';
import { type Ground, Sockets, WITHIN } from './ground.js';
import { between, type Counted, size, type Tally } from './tally.js';
import { expectCode, type User } from './user.js';

/** The protocol of a client of an echo, which ends its connection when all has come back. */
class Client {
  readonly told: string[] = [];
  /** Settles when the connection is over, with what it was lost by. */
  readonly over: Promise<Error | null>;
  readonly #stream: Counted;
  #resolve: (error: Error | null) => void = () => {};

  constructor(tally: Tally) {
    this.#stream = tally.stream('echoed');
    this.over = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  handler(ending: 'close' | 'writeEof'): ProtocolHandler {
    return {
      connectionMade: () => this.told.push('made'),
      dataReceived: (data, transport) => {
        if (this.told.at(-1) !== 'data') this.told.push('data');
        this.#stream.take(data);
        if (this.#stream.missing === 0) transport[ending]();
      },
      eofReceived: () => {
        this.told.push('eof');
        return false;
      },
      connectionLost: (error) => {
        this.told.push('lost');
        this.#resolve(error);
      },
    };
  }

  buffered(): object {
    const memory = new Uint8Array(8_192);
    const { dataReceived, ...others } = this.handler('close') as Required<ProtocolHandler>;
    return {
      ...others,
      getBuffer: () => memory,
      bufferUpdated: (count: number, transport: Transport) =>
        dataReceived(Buffer.from(memory.subarray(0, count)), transport),
    };
  }

  /** Sends something, and waits until it has come back and the connection is over. */
  async converse(transport: Transport, random: Random): Promise<void> {
    const pieces = Array.from({ length: between(random, 1, 6) }, () => this.#stream.give(size(random)));
    if (random.fraction() < 0.5) transport.writelines(pieces);
    else for (const piece of pieces) transport.write(piece);
    const error = await this.over;
    if (error !== null) throw error;
    this.#stream.demandAll('and then it was over');
    const broken = brokenOrder(this.told);
    if (broken !== null) throw new LawBroken('L12', broken);
  }
}

const to = ({ echoPort, signal }: Ground) => ({ host: '127.0.0.1', port: echoPort, signal, timeout: WITHIN });

export const connecting: Record<string, User> = {
  async 'transports that are closed'(ground, random, tally) {
    const client = new Client(tally);
    await client.converse(await ground.loop.createConnection(client.handler('close'), to(ground)), random);
  },

  async 'transports that are half-closed'(ground, random, tally) {
    const client = new Client(tally);
    await client.converse(await ground.loop.createConnection(client.handler('writeEof'), to(ground)), random);
  },

  async 'transports with memory of their own, by name'(ground, random, tally) {
    const client = new Client(tally);
    const options = { ...to(ground), host: 'localhost', family: 'inet' as const };
    await client.converse(await ground.loop.createConnection(client.buffered(), options), random);
  },

  async 'transports that pause'(ground, random, tally) {
    const client = new Client(tally);
    const transport = await ground.loop.createConnection(client.handler('close'), to(ground));
    transport.pauseReading();
    ground.loop.callLater(between(random, 0, 10), () => transport.resumeReading());
    await client.converse(transport, random);
  },

  async 'transports over unix sockets, whose server ends'({ loop, signal }, random, tally) {
    const path = `\0${freshName()}`;
    const server = await loop.createUnixServer({ dataReceived: (data, transport) => transport.write(data) }, { path });
    const client = new Client(tally);
    await client.converse(await loop.createUnixConnection(client.handler('writeEof'), { path, signal }), random);
    server.close();
    await server.waitClosed();
  },

  async 'a socket that becomes a transport'({ loop, unixName, signal }, random, tally) {
    using sockets = new Sockets();
    const [a, b] = sockets.pair();
    const client = new Client(tally);
    await loop.connectAcceptedSocket({ dataReceived: (data, other) => other.write(data) }, a);
    await client.converse(await loop.connectAcceptedSocket(client.handler('close'), b), random);
    await loop.writable(sockets.pair()[0], { signal });
    if (unixName.length === 0) throw new LawBroken('C36', 'a server has no name');
  },

  async 'transports that are aborted'(ground, random) {
    let over: () => void = () => {};
    const lost = new Promise<void>((resolve) => {
      over = resolve;
    });
    const transport = await ground.loop.createConnection({ connectionLost: over }, to(ground));
    transport.write(Buffer.alloc(size(random)));
    if (random.fraction() < 0.5) await sleep(between(random, 0, 5));
    transport.abort({ reset: random.fraction() < 0.5 });
    await lost;
  },

  async 'clients that reset'({ echoPort }, random) {
    const clients = Array.from({ length: between(random, 1, 10) }, () => probe.connectTcp(echoPort));
    for (const fd of clients) probe.write(fd, Buffer.alloc(between(random, 1, 4_000)));
    if (random.fraction() < 0.5) await sleep(between(random, 0, 5));
    clients.forEach(probe.reset);
  },

  async 'clients that leave without a word'({ echoPort }, random) {
    const clients = Array.from({ length: between(random, 1, 10) }, () => probe.connectTcp(echoPort));
    await sleep(between(random, 0, 5));
    clients.forEach(probe.close);
  },

  async 'streams of lines'({ loop, linesPort, signal }, random) {
    const [reader, writer] = await loop.openConnection({ host: '127.0.0.1', port: linesPort, signal });
    for (let i = between(random, 1, 20); i > 0; i--) {
      const line = `${'x'.repeat(between(random, 0, 2_000))}${i}`;
      writer.write(`${line}\n`);
      await writer.drain();
      const back = await reader.readline({ encoding: 'utf8', keepSeparator: false, signal });
      if (back !== line) throw new LawBroken('L11', `${back.length} characters came, and not those ${line.length}`);
    }
    writer.writeEof();
    if ((await reader.read()).length > 0) throw new LawBroken('L11', 'something came behind the last line');
    writer.close();
    await writer.waitClosed();
  },

  async 'streams of bytes'({ loop, unixName, signal }, random, tally) {
    const [reader, writer] = await loop.openUnixConnection({ path: `\0${unixName}`, signal });
    const stream = tally.stream('echoed to a stream');
    for (let i = between(random, 1, 6); i > 0; i--) {
      const data = stream.give(size(random));
      writer.write(data);
      stream.take(await reader.readexactly(data.length, { signal, timeout: WITHIN }));
    }
    await expectCode(reader.read(1, { timeout: between(random, 0, 5) }), 'ERR_TIMEOUT');
    writer.close();
    await writer.waitClosed();
  },

  async 'connects that are refused'({ loop, signal }, random) {
    const fd = probe.boundTcp();
    const place = { host: '127.0.0.1', port: probe.portOf(fd) };
    using sockets = new Sockets();
    const { sockConnect, createConnection, openConnection } = {
      sockConnect: () => loop.sockConnect(sockets.bound('stream'), place, { signal }),
      createConnection: () => loop.createConnection({}, { ...place, signal }),
      openConnection: () => loop.openConnection({ ...place, signal }),
    };
    for (const connect of [sockConnect, createConnection, openConnection]) {
      if (random.fraction() < 0.7) await expectCode(connect(), 'ECONNREFUSED');
    }
    probe.close(fd);
  },

  async 'connects that are called off'({ loop }, random) {
    const options = { host: 'nobody', port: 1, lookup: () => {} };
    const controller = new AbortController();
    const aborted = loop.createConnection({}, { ...options, signal: controller.signal });
    const late = loop.createConnection({}, { ...options, timeout: between(random, 1, 10) });
    loop.callSoon(() => controller.abort());
    await Promise.all([expectCode(aborted, 'ABORT_ERR'), expectCode(late, 'ERR_CONNECT_TIMEOUT')]);
  },
};
