/**
 * A small server of the protocol that Redis speaks: `node dist/examples/resp.js 6379`, then `redis-cli set greeting hello`.
 * Requests come in any pieces, and many at once; each reply is a write of its own, and those of a batch leave together.
 */
import { pathToFileURL } from 'node:url';
import { Loop } from 'readyloop';

const [CR = 0, ZERO = 0, NINE = 0, ARRAY = 0, BULK = 0] = Buffer.from('\r09*$');
/** Of the bytes of an argument, and of arguments. */
const MOST = 1024 * 1024;

const line = (text: string) => Buffer.from(`${text}\r\n`);
const bulk = (bytes?: Buffer) =>
  bytes === undefined ? line('$-1') : Buffer.concat([line(`$${bytes.length}`), bytes, line('')]);
const keyOf = (bytes: Buffer) => bytes.toString('latin1');
const PONG = line('+PONG');

const values = new Map<string, Buffer>();

function increment(key: string): Buffer {
  const value = values.get(key)?.toString('latin1') ?? '0';
  const next = Number(value) + 1;
  if (!/^-?\d+$/.test(value) || !Number.isSafeInteger(next))
    return line('-ERR value is not an integer or out of range');
  values.set(key, Buffer.from(`${next}`));
  return line(`:${next}`);
}

/** Each by its name: how many arguments there are at least, and what is replied to them. Their bytes are not for keeping. */
const commands: (readonly [name: string, least: number, reply: (...args: Buffer[]) => Buffer])[] = [
  ['PING', 0, (text) => (text === undefined ? PONG : bulk(text))],
  ['SET', 2, (key, value) => values.set(keyOf(key), Buffer.copyBytesFrom(value)) && line('+OK')],
  ['GET', 1, (key) => bulk(values.get(keyOf(key)))],
  ['INCR', 1, (key) => increment(keyOf(key))],
  ['DEL', 1, (...keys) => line(`:${keys.filter((key) => values.delete(keyOf(key))).length}`)],
  ['COMMAND', 0, () => line('*0')],
];
const UNKNOWN: (typeof commands)[number] = ['', 0, () => line('-ERR unknown command')];

/** Byte by byte, in either case: to make text of each name would cost more than all else. */
function commandAt(bytes: Buffer, from: number, length: number): typeof UNKNOWN {
  next: for (const command of commands) {
    const [name] = command;
    if (name.length !== length) continue;
    for (let at = 0; at < length; at++) {
      if (name.charCodeAt(at) !== ((bytes[from + at] as number) & ~0x20)) continue next;
    }
    return command;
  }
  return UNKNOWN;
}

/** The requests of one client. */
export class Requests {
  #bytes: Buffer = Buffer.alloc(0);
  /** Where the next byte is read; behind all of them if some are still to come. */
  #at = 0;

  /**
   * Replies to each request that is whole by now.
   *
   * @param to a transport of readyloop, or a socket of node:net
   * @returns false if what came is no request; then that was the last reply
   */
  receive(data: Buffer, to: { write(reply: Buffer): unknown }): boolean {
    this.#bytes = this.#bytes.length === 0 ? data : Buffer.concat([this.#bytes, data]);
    this.#at = 0;
    let begin = 0;
    try {
      for (let reply = this.#next(); reply !== undefined; reply = this.#next()) {
        to.write(reply);
        begin = this.#at;
      }
    } catch (error) {
      to.write(line(`-ERR Protocol error: ${(error as Error).message}`));
      return false;
    }
    this.#bytes = this.#bytes.subarray(begin);
    return true;
  }

  /** The reply to the next request; undefined if some of that is still to come. */
  #next(): Buffer | undefined {
    let command = UNKNOWN;
    const args: Buffer[] = [];
    const count = this.#number(ARRAY);
    for (let index = 0; index < count; index++) {
      const length = this.#number(BULK);
      const from = this.#at;
      this.#at += length + 2;
      if (this.#at > this.#bytes.length) return undefined;
      if (index === 0) command = commandAt(this.#bytes, from, length);
      else args.push(this.#bytes.subarray(from, from + length));
    }
    if (this.#at > this.#bytes.length) return undefined;
    const [, least, reply] = command;
    return args.length < least ? line('-ERR wrong number of arguments') : reply(...args);
  }

  /** The number in a line that begins with this mark. */
  #number(mark: number): number {
    const bytes = this.#bytes;
    if (this.#at < bytes.length && bytes[this.#at] !== mark) throw new Error(`expected ${String.fromCharCode(mark)}`);
    let number = 0;
    for (let at = this.#at + 1; at < bytes.length - 1; at++) {
      const byte = bytes[at] as number;
      if (byte === CR) {
        this.#at = at + 2;
        return number;
      }
      number = number * 10 + byte - ZERO;
      if (byte < ZERO || byte > NINE || number > MOST) throw new Error('invalid length');
    }
    this.#at = Number.POSITIVE_INFINITY;
    return 0;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const loop = new Loop({ backend: process.env.BACKEND === 'tokio' ? 'tokio' : 'mio' });
  const server = await loop.createServer<Requests>(
    {
      connectionMade(transport) {
        transport.data = new Requests();
      },
      dataReceived(data, transport) {
        if (!transport.data.receive(data, transport)) transport.close();
      },
      // A client that asks faster than it reads is not heard until it has read.
      pauseWriting: (transport) => transport.pauseReading(),
      resumeWriting: (transport) => transport.resumeReading(),
    },
    { host: '127.0.0.1', port: Number(process.argv[2] ?? 0) },
  );
  const [name] = server.sockets.map((socket) => socket.getsockname());
  if (name !== undefined && 'port' in name) console.log(`listening on port ${name.port}`);
}
