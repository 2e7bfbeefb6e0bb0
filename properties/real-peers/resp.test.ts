import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { backends } from '../support/backends.js';
import { bytes } from '../support/bytes.js';
import { root } from '../support/root.js';
import { installed, runWith, ServerProcess } from './programs.js';

const EXAMPLE = join(root, 'dist/examples/resp.js');

/** A request as clients write it. */
function request(...parts: readonly (string | Uint8Array)[]): Buffer {
  const pieces = parts.map((part) => {
    const bytes = Buffer.from(part as string);
    return Buffer.concat([Buffer.from(`$${bytes.length}\r\n`), bytes, Buffer.from('\r\n')]);
  });
  return Buffer.concat([Buffer.from(`*${parts.length}\r\n`), ...pieces]);
}

const bulk = (value: Uint8Array) => Buffer.concat([Buffer.from(`$${value.length}\r\n`), value, Buffer.from('\r\n')]);

describe.each(backends)('the RESP server of examples, on %s:', (backend) => {
  let server: ServerProcess;
  beforeEach(async () => {
    server = await ServerProcess.start([EXAMPLE], { BACKEND: backend });
  });
  afterEach(async () => {
    await server.terminate();
  });

  /** All that is replied to these bytes, sent in pieces of up to so many, and then the end. */
  async function replies(all: Buffer, piece = all.length): Promise<Buffer> {
    const client = connect({ port: server.port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    await once(client, 'connect');
    const received = buffer(client);
    for (let at = 0; at < all.length; at += piece) {
      client.write(all.subarray(at, at + piece));
      if (piece < 100) await new Promise(setImmediate);
    }
    client.end();
    return received;
  }

  test('each request of many at once is replied to, in order, in whatever pieces they come', async () => {
    const all = Buffer.concat([
      request('PING'),
      request('ping', 'hello'),
      request('SET', 'n', '41'),
      request('Incr', 'n'),
      request('GET', 'n'),
      request('DEL', 'n', 'n', 'x'),
      request('GET', 'n'),
      request('COMMAND', 'DOCS'),
      request('PING'),
    ]);
    const expected = '+PONG\r\n$5\r\nhello\r\n+OK\r\n:42\r\n$2\r\n42\r\n:1\r\n$-1\r\n*0\r\n+PONG\r\n';
    for (const piece of [all.length, 1, 7]) expect(String(await replies(all, piece))).toBe(expected);
  });

  test('keys and values are any bytes, the longest too', async () => {
    const key = Buffer.from([0, 0xff, 0x0d, 0x0a, 0x80]);
    const value = bytes(1024 * 1024);
    const all = Buffer.concat([request('SET', key, value), request('GET', key), request('INCR', key)]);
    const expected = [
      Buffer.from('+OK\r\n'),
      bulk(value),
      Buffer.from('-ERR value is not an integer or out of range\r\n'),
    ];
    expect((await replies(all)).equals(Buffer.concat(expected))).toBe(true);
    expect((await replies(all, 65_537)).equals(Buffer.concat(expected))).toBe(true);
  });

  test('what is no command is an error and no more; what is no request ends the connection', async () => {
    const odd = Buffer.concat([request('BREW'), request('GET'), request('toString'), request('PING')]);
    expect(String(await replies(odd))).toBe(
      '-ERR unknown command\r\n-ERR wrong number of arguments\r\n-ERR unknown command\r\n+PONG\r\n',
    );
    for (const wrong of ['hello\r\n', '*x\r\n', '*1\r\n+PING\r\n', '*1\r\n$99999999\r\n']) {
      const all = Buffer.concat([request('PING'), Buffer.from(wrong), request('PING')]);
      expect(String(await replies(all))).toMatch(/^\+PONG\r\n-ERR Protocol error: [^\n]*\r\n$/);
    }
  });

  test('a client that asks for much and reads late gets all of it', async () => {
    const value = bytes(1024 * 1024);
    const client = connect({ port: server.port, host: '127.0.0.1', allowHalfOpen: true });
    client.write(request('SET', 'big', value));
    for (let i = 0; i < 50; i++) client.write(request('GET', 'big'));
    client.end();
    await new Promise((resolve) => setTimeout(resolve, 200));
    const received = await buffer(client);
    expect(received.length).toBe('+OK\r\n'.length + 50 * bulk(value).length);
    expect(received.subarray(-bulk(value).length).equals(bulk(value))).toBe(true);
  });

  test('redis-cli sets and gets', async ({ skip }) => {
    skip(!installed('redis-cli'), 'redis-cli is not installed (Debian: redis-tools)');
    const commands =
      'SET greeting "hello \\x00\\xff"\nGET greeting\nINCR count\nINCR count\nDEL greeting count\nPING\n';
    const { stdout } = await runWith('redis-cli', ['-p', String(server.port)], Buffer.from(commands));
    expect(stdout.toString('latin1')).toBe('OK\nhello \0\xff\n1\n2\n2\nPONG\n');
  });

  test('redis-benchmark gets 100,000 replies, 16 requests at a time of each of 50 clients', async ({ skip }) => {
    skip(!installed('redis-benchmark'), 'redis-benchmark is not installed (Debian: redis-tools)');
    const options = ['-p', String(server.port), '-P', '16', '-c', '50', '-n', '100000', '--csv'];
    for (const command of [
      ['PING'],
      ['SET', 'key:__rand_int__', 'value'],
      ['GET', 'key:__rand_int__'],
      ['INCR', 'n'],
    ]) {
      const { code, stdout } = await runWith('redis-benchmark', [...options, '-r', '1000', ...command]);
      expect([code, String(stdout)]).toEqual([0, expect.stringMatching(new RegExp(`^"${command[0]}.*","\\d`, 'm'))]);
    }
  });
});
