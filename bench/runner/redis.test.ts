import { createServer, type Server } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { parse, verify } from './redis.js';

let server: Server | undefined;

afterEach(() => void server?.close());

/** A server that answers each PING with this. */
async function answering(answer: string): Promise<string> {
  server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('data', (data) => socket.write(answer.repeat(String(data).split('PING').length - 1)));
    socket.on('end', () => socket.end());
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

const cell = { mode: 'pipelined', size: 14, connections: 1, pipeline: 4, full: false };

test('what redis-benchmark prints is read by the names of its columns, and times are microseconds', () => {
  const head =
    '"test","rps","avg_latency_ms","min_latency_ms","p50_latency_ms","p95_latency_ms","p99_latency_ms","max_latency_ms"';
  expect(parse(`${head}\n"PING","330033.00","2.014","0.040","0.759","6.655","15.415","44.895"\n`)).toEqual({
    rps: 330_033,
    p50: expect.closeTo(759),
    p99: expect.closeTo(15_415),
    max: expect.closeTo(44_895),
  });
  expect(parse('Could not connect to Redis at 127.0.0.1:1: Connection refused')).toBeUndefined();
});

test('a server that answers wrongly is found out', async () => {
  const task = { cell, warmup: 0, seconds: 0.05, verify: true };
  await expect(verify({ ...task, address: await answering('+PUNG\r\n') })).rejects.toThrow('was "+PUNG');
  await expect(verify({ ...task, address: await answering('+PONG\r\n+PONG\r\n') })).rejects.toThrow('4 PINGs');
});
