import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildGenerator, generate, generateHeld } from './runner/generator.js';
import { type Measurement, measureCell } from './runner/measure.js';
import { findPinning, ROOT } from './runner/place.js';
import { TICKS_PER_SECOND } from './runner/proc.js';
import { end, endAll, start } from './runner/processes.js';
import { type Cell, driverOf, modes, type Peer, peers, type Server, subject } from './runner/registry.js';
import { listen, missing } from './runner/server.js';

const BUILD_MILLISECONDS = 300_000;
const cell: Cell = { mode: 'raw', size: 102_400, connections: 8, pipeline: 1, full: false };

const servers = [subject, ...peers].flatMap(({ name, servers }) =>
  Object.entries(servers).map(([mode, server]) => [name, mode, server] as const),
);
const serverOf = (wanted: string) => servers.find(([name, mode]) => name === wanted && mode === 'raw')?.[2] as Server;
const net = serverOf('net');
const mio = serverOf('mio');

beforeAll(() => buildGenerator(() => {}), BUILD_MILLISECONDS);
afterAll(endAll);

describe('a verifying run', () => {
  test.for(servers)('gets every byte back from %s, %s, and then its end', async ([name, mode, server], { skip }) => {
    skip(missing(server) !== undefined, 'not installed');
    skip(name === 'rloop' && mode === 'stream', 'its streams are not always told that a client has finished (0.5.0)');
    const listening = await listen(server, undefined);
    try {
      const { alone = false, cells = [] } = modes.find(({ name }) => name === mode) ?? {};
      const own = {
        mode,
        size: Math.min(cell.size, cells.at(-1)?.size ?? cell.size),
        connections: alone ? 1 : cell.connections,
      };
      for (const pipeline of alone ? [1] : [1, 4]) {
        const asked = { ...cell, ...own, pipeline };
        const task = { address: listening.address, cell: asked, warmup: 0, seconds: 0.1, verify: true };
        const shown = await generate(task, undefined);
        expect(shown.total).toBeGreaterThanOrEqual(asked.connections);
        const { size } = asked;
        expect(shown.verified).toBe(
          shown.total * { echo: size, udp: size, churn: 1, 'redis-benchmark': 7 }[driverOf(asked)],
        );
      }
    } finally {
      await end(listening.process);
    }
  });
});

describe('the load generator', () => {
  const small: Cell = { ...cell, size: 1_000, connections: 2 };
  const servers: readonly (readonly [string, (socket: Socket) => void, RegExp])[] = [
    [
      'changes a byte',
      (socket) => socket.on('data', (data) => socket.write(data.map((byte, at) => (at === 77 ? byte ^ 1 : byte)))),
      /byte 77 came back as 0x\w\w, sent was 0x\w\w/,
    ],
    [
      'sends too much',
      (socket) => socket.on('data', (data) => socket.write(`${data}x`)),
      /1 bytes that nobody asked for/,
    ],
    ['hangs up', (socket) => socket.once('data', () => socket.end()), /closed it with 1 requests unanswered/],
    ['never answers', (socket) => socket.resume(), /nothing came back for 5 s: 2 of 2 connections wait/],
    [
      'adds a byte at the end',
      (socket) => socket.on('data', (data) => socket.write(data)).on('end', () => socket.end('x')),
      /1 bytes that nobody asked for/,
    ],
    ['swaps connections', swapping(), /connection [01]: byte 0 came back/],
  ];

  test.each(servers)('notices a server that %s', async (_, serve, message) => {
    const server = createServer({ allowHalfOpen: true }, (socket) => serve(socket.on('error', () => {})));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const task = { address, cell: small, warmup: 0, seconds: 0.1, verify: true };
    await expect(generate(task, undefined)).rejects.toThrow(message);
    server.close();
  });

  test('says so when nobody listens', async () => {
    const task = { address: '127.0.0.1:1', cell: small, warmup: 0, seconds: 0.1 };
    await expect(generate(task, undefined)).rejects.toThrow('connection 0: connect: Connection refused');
  });
});

describe('the load generator tells unfair from fair', () => {
  const two: Cell = { ...cell, size: 100, connections: 2 };
  const task = { cell: two, warmup: 0.1, seconds: 0.5 };

  test('a connection that gets an answer for each ten of another', async () => {
    const shown = await served(favouring(10), (address) => generate({ ...task, address }, undefined));
    expect(shown.slowest).toBeCloseTo(2 / 11, 1);
    expect(shown.fastest).toBeCloseTo(20 / 11, 1);
    expect(shown.overtaken).toBeGreaterThanOrEqual(9);
    expect(shown.overtaken).toBeLessThan(30);
  });

  test('one that gets none while another gets any', async () => {
    const shown = await served(favouring(Number.POSITIVE_INFINITY), (address) =>
      generate({ ...task, address }, undefined),
    );
    expect(shown).toMatchObject({ slowest: 0, fastest: 2, overtaken: shown.requests });
    expect(shown.max).toBeGreaterThanOrEqual(shown.seconds * 1e6);
    expect(shown.p999).toBeLessThan(shown.max / 2);
  });

  test('a connection that is accepted late, which is no less well served for that', async () => {
    let connections = 0;
    let answers = 0;
    let before: number | undefined;
    const late = (socket: Socket) => {
      const held = connections++ > 0;
      const answer = (data: Buffer) => {
        answers++;
        socket.write(data);
      };
      socket.on('data', (data) => {
        if (!held || before !== undefined) return answer(data);
        setTimeout(() => {
          before = answers;
          answer(data);
        }, 200);
      });
    };
    const shown = await served(late, (address) => generate({ ...task, warmup: 0, address }, undefined));
    expect(before).toBe(1);
    expect(shown.slowest).toBeGreaterThan(0.8);
  });

  test('two that are served alike', async () => {
    const echo = (socket: Socket) => socket.on('data', (data) => socket.write(data));
    const shown = await served(echo, (address) => generate({ ...task, address }, undefined));
    expect(shown.slowest).toBeGreaterThan(0.8);
    expect(shown.fastest).toBeLessThan(1.2);
    expect(shown.overtaken).toBeLessThan(8);
  });
});

/** Does something with the address of a server that lives as long. */
async function served<T>(serve: (socket: Socket) => void, use: (address: string) => Promise<T>): Promise<T> {
  const server = createServer((socket) => serve(socket.on('error', () => {})));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await use(`127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.close();
  }
}

/**
 * Answers the first of two connections at once and the second after so many more answers to the first, or once the first
 * asks for nothing any more. Each gets its first answer without that.
 */
function favouring(times: number): (socket: Socket) => void {
  const SILENCE_MILLISECONDS = 1_000;
  let connections = 0;
  let waiting: (() => void) | undefined;
  let answers = 0;
  const release = () => {
    waiting?.();
    waiting = undefined;
    answers = 0;
  };
  const silence = setTimeout(release, SILENCE_MILLISECONDS).unref();
  return (socket) => {
    const favoured = connections++ === 0;
    let greeted = false;
    socket.on('data', (data) => {
      const answer = () => socket.write(data);
      if (!favoured && greeted) {
        waiting = answer;
      } else {
        answer();
      }
      greeted = true;
      if (!favoured) return;
      silence.refresh();
      if (++answers >= times) release();
    });
  };
}

test('a held run begins after what goes on beside it, and stays connected until that is over', async () => {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket.on('close', () => open.delete(socket)).on('error', () => {}));
    socket.on('data', (data) => socket.write(data));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const received = () => [...open].reduce((all, socket) => all + socket.bytesRead, 0);
  const { shown, result } = await generateHeld({ address, cell, warmup: 0, seconds: 0.1 }, undefined, async () => {
    await expect.poll(() => open.size).toBe(cell.connections);
    expect(received()).toBe(0);
    return { after: async () => ({ open: open.size, bytes: received() }), abandon: async () => {} };
  });
  expect(result).toEqual({ open: cell.connections, bytes: shown.total * cell.size });
  server.close();
});

/** Answers each of two connections with what the other one sent. */
function swapping(): (socket: Socket) => void {
  const both: Socket[] = [];
  return (socket) => {
    const other = () => both[1 - both.indexOf(socket)];
    both.push(socket);
    socket.on('data', (data) => other()?.write(data));
  };
}

/** Of a server's CPU, the share of the thread that runs JavaScript, at least: all that is taken is known to two ticks. */
function share({ user, system, javascript, requests }: Measurement): number | undefined {
  return javascript && javascript / (user + system + (2 * 1e6) / TICKS_PER_SECOND / requests);
}

describe('a cell', () => {
  const passes = { heartbeat: false, syscalls: false };
  const plan = { rounds: 2, warmup: 0, seconds: 0.2, pinning: findPinning(false), ...passes };
  const nobody: Peer = { name: 'nobody', about: '', servers: {} };

  test('is measured in rounds, each server on its own', async () => {
    const steps: string[] = [];
    const candidates = [net, mio].map((server, index) => ({ peer: { ...nobody, name: `peer ${index}` }, server }));
    const series = await measureCell(cell, candidates, plan, (step) => steps.push(step));
    expect(steps.slice(2)).toEqual([
      'peer 0: round 1/2',
      'peer 1: round 1/2',
      'peer 0: round 2/2',
      'peer 1: round 2/2',
    ]);
    for (const { rounds, failure, verifiedBytes } of series) {
      expect(failure).toBeUndefined();
      expect(verifiedBytes).toBeGreaterThan(0);
      expect(rounds.every(({ slowest = 0, fastest = 0 }) => slowest > 0 && slowest <= 1 && fastest >= 1)).toBe(true);
      expect(rounds.every((round) => round.rps > 0 && round.user + round.system > 0 && round.p50 <= round.p99)).toBe(
        true,
      );
    }
  });

  test('tells what the thread of JavaScript took, which is a part of all, and nothing where there is none', async () => {
    const candidates = ['tokio', 'net', 'mio'].map((name) => ({ peer: { ...nobody, name }, server: serverOf(name) }));
    const series = await measureCell({ ...cell, size: 1_024 }, candidates, { ...plan, rounds: 1 }, () => {});
    const [tokio, callbacks, bare] = series.map(({ rounds: [round] }) => share(round as Measurement));
    for (const some of [tokio, callbacks]) {
      expect(some).toBeGreaterThan(0);
      expect(some).toBeLessThanOrEqual(1);
    }
    expect(bare).toBeUndefined();
  });

  test("tells what a server leaves of Node's loop, once for a cell, and nothing where there is no JavaScript", async () => {
    const candidates = [subject.name, 'net', 'mio'].map((name) => ({
      peer: { ...nobody, name },
      server: serverOf(name),
    }));
    const steps: string[] = [];
    const small = { ...cell, size: 1_024 };
    const series = await measureCell(small, candidates, { ...plan, heartbeat: true }, (step) => steps.push(step));
    expect(steps.filter((step) => step.endsWith('heartbeat'))).toEqual([
      `${subject.name}: heartbeat`,
      'net: heartbeat',
    ]);
    for (const { heartbeat } of series.slice(0, 2)) {
      expect(heartbeat?.timerMedian).toBeGreaterThanOrEqual(4);
      expect(heartbeat?.timer).toBeGreaterThanOrEqual(heartbeat?.timerMedian as number);
      expect(heartbeat?.between).toBeGreaterThan(0);
    }
    expect(series[2]).not.toHaveProperty('heartbeat');
    for (const { skipped, failure } of series)
      expect({ skipped, failure }).toEqual({ skipped: [], failure: undefined });
  });

  test("keeps the rounds of a server that does not watch Node's loop, and says so", async () => {
    const deaf = `require('net').createServer((s) => s.pipe(s)).listen(0, function () { console.log(this.address().port) });
      process.stdin.on('data', () => console.log('what?')).on('end', () => process.exit());`;
    const server: Server = { program: process.execPath, args: ['-e', deaf], javascript: true };
    const wanted = { ...plan, rounds: 1, heartbeat: true };
    const [series] = await measureCell(cell, [{ peer: nobody, server }], wanted, () => {});
    expect(series?.rounds).toHaveLength(1);
    expect(series?.failure).toBeUndefined();
    expect(series?.skipped).toEqual([
      { what: 'heartbeat', why: 'the server does not watch Node\'s loop: it says "what?"' },
    ]);
  });

  test('goes on without a server that does not start, and says what that one said', async () => {
    const broken: Server = { program: process.execPath, script: 'bench/load/Cargo.toml' };
    const candidates = [broken, net].map((server, index) => ({ peer: { ...nobody, name: `peer ${index}` }, server }));
    const [first, second] = await measureCell(cell, candidates, { ...plan, rounds: 1 }, () => {});
    expect(first).toMatchObject({
      rounds: [],
      failure: expect.stringMatching(/^verifying: the server did not start: .*Error/s),
    });
    expect(second?.rounds).toHaveLength(1);
  });
});

/** A process that has ended but that nobody has asked about yet is a zombie: Z. */
function runs(pid: string): boolean {
  const path = `/proc/${pid}/stat`;
  return existsSync(path) && !/\) [ZX] /.test(readFileSync(path, 'utf8'));
}

describe('processes', () => {
  test.for(servers)('%s, %s, ends when whoever started it is gone', async ([, , server], { skip }) => {
    skip(missing(server) !== undefined, 'not installed');
    const { process } = await listen(server, undefined);
    process.child.stdin.end();
    expect(await process.ended).toBe(0);
  });

  test('what still runs is ended by its id', async () => {
    const { process } = await listen(net, undefined);
    endAll();
    expect(await process.ended).toBe('SIGKILL');
  });

  test('an interrupted benchmark leaves nothing behind', async () => {
    const bench = await start([process.execPath, 'dist/bench/main.js', '--cells', '1024x1', '--peers', 'net'], ROOT);
    const children = () => readFileSync(`/proc/${bench.pid}/task/${bench.pid}/children`, 'utf8').trim().split(' ');
    // The servers, and the load generator of the first round.
    const underWay = () => bench.said().includes('round 1') && children().length >= 2;
    await expect.poll(underWay, { timeout: 20_000 }).toBe(true);
    const started = children();
    bench.child.kill('SIGINT');
    expect(await bench.ended).toBe(130);
    await expect.poll(() => started.filter(runs)).toEqual([]);
  });
});
