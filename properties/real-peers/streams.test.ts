import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buffer, text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from 'vitest';
import { backends } from '../support/backends.js';
import { bytes } from '../support/bytes.js';
import { root } from '../support/root.js';
import { ServerProcess } from './programs.js';

const CHAT = join(root, 'dist/examples/chat.js');
const PROXY = join(root, 'dist/examples/http-proxy.js');

const open = new Set<Socket>();
afterEach(() => {
  for (const socket of open) socket.destroy();
  open.clear();
});

function client(port: number, allowHalfOpen: boolean): Socket {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen });
  open.add(socket);
  socket.on('error', () => {});
  return socket;
}

/** Who talks, and hears the others, line by line. */
class Talker {
  readonly socket: Socket;
  readonly #lines: AsyncIterator<string>;

  constructor(port: number) {
    this.socket = client(port, false);
    this.#lines = createInterface({ input: this.socket })[Symbol.asyncIterator]();
  }

  /** One who has said his name, and is in the room. */
  static async named(port: number, name: string): Promise<Talker> {
    const talker = new Talker(port);
    talker.say(name);
    expect(await talker.hears(3)).toEqual(['Your name?', expect.stringMatching(/^Here are:/), `* ${name} has come`]);
    return talker;
  }

  say(line: string): void {
    this.socket.write(`${line}\n`);
  }

  async hears(count: number): Promise<string[]> {
    const heard: string[] = [];
    while (heard.length < count) {
      const { value, done } = await this.#lines.next();
      if (done) break;
      heard.push(value);
    }
    return heard;
  }
}

test('the server that docs/streams.md begins with runs, and answers in capitals', async () => {
  const server = await ServerProcess.start([join(root, 'examples/line-server.js')]);
  const socket = client(server.port, true);
  socket.end('one\ntwo');
  expect(await text(socket)).toBe('ONE\nTWO\n');
  await server.terminate();
});

describe.each(backends)('the room to talk in of the examples, on %s:', (backend) => {
  const start = () => ServerProcess.start([CHAT], { BACKEND: backend });

  test('what one says all hear, who comes and goes is told, and a name is of one', async () => {
    const server = await start();
    const ann = await Talker.named(server.port, 'ann');
    const bob = new Talker(server.port);
    bob.say('ann');
    bob.say('bob');
    expect(await bob.hears(4)).toEqual(['Your name?', 'Another one, please.', 'Here are: ann', '* bob has come']);
    ann.say('hello');
    expect(await bob.hears(1)).toEqual(['ann: hello']);
    expect(await ann.hears(2)).toEqual(['* bob has come', 'ann: hello']);
    bob.socket.end();
    expect(await ann.hears(1)).toEqual(['* bob has gone']);
    await server.terminate();
    expect(await ann.hears(2)).toEqual(['* good night']);
  });

  test('a line without an end is answered, and nobody else hears of it', async () => {
    const server = await start();
    const ann = await Talker.named(server.port, 'ann');
    const bob = await Talker.named(server.port, 'bob');
    bob.socket.write('x'.repeat(5000));
    expect(await bob.hears(2)).toEqual(['That is too long.']);
    expect(await ann.hears(2)).toEqual(['* bob has come', '* bob has gone']);
    await server.terminate();
  });

  test('one who does not read is put out, and the others go on', async () => {
    const server = await start();
    const ann = await Talker.named(server.port, 'ann');
    const deaf = client(server.port, false);
    deaf.write('deaf\n');
    await once(deaf, 'data');
    deaf.pause();
    expect(await ann.hears(1)).toEqual(['* deaf has come']);
    for (let heard = ''; heard !== '* deaf does not listen'; ) {
      ann.say('x'.repeat(900));
      [heard = ''] = await ann.hears(1);
      if (!heard.startsWith('ann: ')) expect(heard).toBe('* deaf does not listen');
    }
    await server.terminate();
  }, 30_000);
});

describe.each(backends)('the proxy for HTTP of the examples, on %s:', (backend) => {
  async function through(serve: (socket: Socket) => void, head: (port: number) => string) {
    const other = createServer({ allowHalfOpen: true }, (socket) => {
      open.add(socket);
      socket.on('error', () => {});
      serve(socket);
    });
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    const proxy = await ServerProcess.start([PROXY], { BACKEND: backend });
    const socket = client(proxy.port, true);
    socket.write(head((other.address() as { port: number }).port));
    const end = () => {
      other.close();
      return proxy.terminate();
    };
    return { socket, end };
  }
  const toPort = (port: number) => `CONNECT 127.0.0.1:${port} HTTP/1.1\r\nhost: x\r\n\r\n`;
  const answer = 'HTTP/1.1 200 Connection established\r\n\r\n';

  test('joins both sides, each way and each end by itself', async () => {
    const asked = bytes(2_000_000);
    const told = bytes(3_000_000);
    let heard: Buffer | undefined;
    const { socket, end } = await through((other) => {
      // An iteration over it would end its writing half, too.
      const parts: Buffer[] = [];
      other.on('data', (part) => parts.push(part));
      other.on('end', () => {
        heard = Buffer.concat(parts);
        other.end(told);
      });
    }, toPort);
    socket.end(asked);
    const answered = await buffer(socket);
    expect(heard?.equals(asked)).toBe(true);
    expect(String(answered.subarray(0, answer.length))).toBe(answer);
    expect(answered.subarray(answer.length).equals(told)).toBe(true);
    await end();
  });

  test('a side that breaks off breaks the other off', async () => {
    const { socket, end } = await through((other) => other.once('data', () => other.resetAndDestroy()), toPort);
    await once(socket, 'data');
    socket.write('x');
    const [error] = await once(socket, 'error');
    expect(error).toMatchObject({ code: 'ECONNRESET' });
    await end();
  });

  test.each([
    ['what it does not know', () => 'GET / HTTP/1.1\r\n\r\n', '405 Method Not Allowed'],
    ['a head without an end', () => 'x'.repeat(20_000), '400 Bad Request'],
    ['whom nobody knows', () => 'CONNECT 127.0.0.1:1 HTTP/1.1\r\n\r\n', '502 Bad Gateway'],
  ])('%s is refused', async (_, head, status) => {
    const { socket, end } = await through(() => {}, head);
    expect((await text(socket)).split('\r\n')[0]).toBe(`HTTP/1.1 ${status}`);
    await end();
  });
});
