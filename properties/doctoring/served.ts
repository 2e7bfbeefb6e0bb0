import { once } from 'node:events';
import { connect, type Socket as Peer } from 'node:net';
import { Loop, type ProtocolHandler, type Server, Socket, type Transport } from '../../src/index.js';
import type { Backend } from '../support/backends.js';
import * as probe from '../support/probe.js';
import { rounds, until } from '../support/scene.js';

/** How often each part is done. */
const TIMES = 2;

/** More than a connection takes at once. */
const MUCH = 400_000;

const HOST = '127.0.0.1';

/** A run of connections and listeners that the loop reads, writes and accepts on by itself, and that end in all their ways. */
export async function serve(backend: Backend, trace: string): Promise<void> {
  const loop = new Loop({ backend, trace });
  loop.setExceptionHandler(() => {});
  try {
    for (let time = 0; time < TIMES; time++) {
      await echo(loop);
      await paused(loop);
      await slow(loop);
      await ended(loop);
      await limited(loop);
      await broken(loop);
    }
    await leaveOpen(loop);
  } finally {
    loop.close();
  }
  await rounds();
}

/** A protocol that does as it is told, and knows what it was told. */
class Heard implements ProtocolHandler {
  transport!: Transport;
  bytes = 0;
  isEnded = false;
  isLost = false;
  pauses = 0;
  resumes = 0;

  constructor(
    readonly onData: (transport: Transport, data: Buffer) => void = () => {},
    readonly staysOpen = false,
  ) {}

  connectionMade(transport: Transport): void {
    this.transport = transport;
  }

  dataReceived(data: Buffer, transport: Transport): void {
    this.bytes += data.length;
    this.onData(transport, data);
  }

  eofReceived(): boolean {
    this.isEnded = true;
    return this.staysOpen;
  }

  connectionLost(): void {
    this.isLost = true;
  }

  pauseWriting(): void {
    this.pauses++;
  }

  resumeWriting(): void {
    this.resumes++;
  }
}

/** A server of which each connection has the protocol that `make` makes, in their order, and who connects to it. */
async function listening(loop: Loop, make: () => Heard, maxConnections?: number) {
  const all: Heard[] = [];
  const protocol = () => {
    const heard = make();
    all.push(heard);
    return heard;
  };
  const server = await loop.createServer(protocol, { host: HOST, port: 0, ...(maxConnections && { maxConnections }) });
  const connected = async (): Promise<Peer> => {
    const peer = connect({ host: HOST, port: portOf(server), allowHalfOpen: true });
    peer.on('error', () => {});
    await once(peer, 'connect');
    return peer;
  };
  const heard = async (at: number): Promise<Heard> => {
    await until(() => all[at]?.transport !== undefined);
    return all[at] as Heard;
  };
  return { server, connected, heard };
}

function portOf(server: Server): number {
  const address = server.sockets[0]?.getsockname();
  return address !== undefined && 'port' in address ? address.port : 0;
}

/** There and back, several times, and the peer's end. */
async function echo(loop: Loop): Promise<void> {
  const { server, connected, heard } = await listening(
    loop,
    () => new Heard((transport, data) => transport.write(data)),
  );
  const peer = await connected();
  for (const text of ['hello', 'again']) {
    peer.write(text);
    await once(peer, 'data');
  }
  peer.end();
  await once(peer.resume(), 'end');
  await until(() => server.connections.size === 0);
  await heard(0);
  server.close();
}

/** Reading is paused with a read under way, goes on, and the end comes behind what was kept. */
async function paused(loop: Loop): Promise<void> {
  const pauses = (transport: Transport, data: Buffer) => {
    if (data[0] !== 0x21) transport.pauseReading();
  };
  const { server, connected, heard } = await listening(loop, () => new Heard(pauses));
  const peer = await connected();
  const one = await heard(0);
  for (const [text, bytes] of [
    ['first', 5],
    ['second', 11],
  ] as const) {
    peer.write(text);
    await until(() => one.bytes === bytes);
    one.transport.resumeReading();
    one.transport.pauseReading();
    await rounds(2);
    one.transport.resumeReading();
  }
  one.transport.pauseReading();
  peer.end('!');
  await rounds(4);
  one.transport.resumeReading();
  await until(() => one.isLost);
  peer.destroy();
  server.close();
}

/** A peer that reads late has writing paused and resumed, and the end that was written comes behind everything. */
async function slow(loop: Loop): Promise<void> {
  const { server, connected, heard } = await listening(loop, () => new Heard(undefined, true));
  const peer = await connected();
  const one = await heard(0);
  const { transport } = one;
  probe.shrinkBuffers(transport.getExtraInfo('socket').fileno());
  for (let time = 1; time <= 2; time++) {
    transport.write(Buffer.alloc(MUCH));
    transport.write('small');
    await until(() => one.pauses === time);
    peer.resume();
    await until(() => one.resumes === time);
    peer.pause();
    await rounds(2);
  }
  transport.writeEof();
  await once(peer.resume(), 'end');
  peer.end();
  await until(() => one.isEnded);
  transport.close();
  await until(() => one.isLost);
  server.close();
}

/** Closed with the peer still there, aborted, reset by the peer, and thrown. */
async function ended(loop: Loop): Promise<void> {
  const { server, connected, heard } = await listening(
    loop,
    () =>
      new Heard((_, data) => {
        if (data[0] === 0x21) throw new Error('from a protocol');
      }),
  );
  const ways = [
    async (one: Heard, peer: Peer) => {
      one.transport.close();
      // Nobody knows how much was discarded: of what comes now, a trace that was tampered with would be valid.
      await once(peer.resume(), 'end');
      peer.end();
    },
    async (one: Heard) => {
      one.transport.abort();
    },
    async (one: Heard) => {
      one.transport.abort({ reset: true });
    },
    async (_: Heard, peer: Peer) => {
      peer.resetAndDestroy();
    },
    async (_: Heard, peer: Peer) => {
      peer.write('!');
    },
  ];
  for (const [at, way] of ways.entries()) {
    const peer = await connected();
    const one = await heard(at);
    peer.write('bytes');
    await until(() => one.bytes === 5);
    await way(one, peer);
    await until(() => one.isLost);
    peer.destroy();
  }
  server.close();
}

/** As many connections as there may be, one more when one has left; and accepting that is paused. */
async function limited(loop: Loop): Promise<void> {
  const { server, connected, heard } = await listening(loop, () => new Heard(), 1);
  const first = await connected();
  await heard(0);
  const second = await connected();
  await rounds(2);
  first.end();
  const one = await heard(1);
  server.pauseAccepting();
  second.end();
  await until(() => one.isLost);
  server.resumeAccepting();
  const third = await connected();
  await heard(2);
  server.closeClients();
  third.end();
  await server.waitClosed();
  for (const peer of [first, second, third]) peer.destroy();
}

/** A connection that its user brings, and whose peer takes nothing more while there is something to be read. */
async function broken(loop: Loop): Promise<void> {
  const [ours, theirs] = Socket.pair();
  const one = new Heard();
  const transport = await loop.connectAcceptedSocket(one, ours);
  transport.pauseReading();
  await loop.sockSendall(theirs, Buffer.from('before'));
  await rounds(2);
  theirs.close();
  transport.write('to nobody');
  await until(() => one.isLost || one.bytes > 0 || one.transport.isClosing());
  transport.resumeReading();
  await until(() => one.isLost);
}

/** What the end of the loop finds open. */
async function leaveOpen(loop: Loop): Promise<void> {
  const [ours] = Socket.pair();
  await loop.connectAcceptedSocket(new Heard(), ours);
  const { connected, heard } = await listening(loop, () => new Heard());
  const peers = [await connected(), await connected()];
  await heard(1);
  for (const peer of peers) peer.unref().on('close', () => {});
}
