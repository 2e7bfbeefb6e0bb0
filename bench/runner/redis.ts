/** The load of mode `pipelined`: redis-benchmark, which nobody here wrote. */
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { type Pinning, pinned, ROOT } from './place.js';
import { processTicks, TICKS_PER_SECOND } from './proc.js';
import { end, start } from './processes.js';
import type { Shown, Task } from './task.js';

/** How many requests tell about how fast a server is. */
const PROBE = 20_000;
const WATCH_MILLISECONDS = 20;
/** From here on the generator itself may be what limits the rate. */
const SATURATED = 0.95;

const PING = '*1\r\n$4\r\nPING\r\n';
const PONG = '+PONG\r\n';

/**
 * One run. redis-benchmark sends a number of requests, not for a time: how many come to that is asked of a warm-up, or of a short run.
 * It does not count by connections, so nobody knows how even they fared.
 */
export async function benchmark(task: Task, pinning: Pinning | undefined): Promise<Shown> {
  const probe = await run(task, pinning, PROBE);
  const warm = task.warmup > 0 ? await run(task, pinning, Math.ceil(probe.rps * task.warmup)) : probe;
  const shown = await run(task, pinning, Math.max(PROBE, Math.ceil(warm.rps * task.seconds)));
  const total = probe.total + shown.total + (warm === probe ? 0 : warm.total);
  return { ...shown, total };
}

/** Sends PINGs cut in two anywhere, and compares every byte of the answers; how many bytes those were. */
export async function verify({ address, cell, seconds }: Task): Promise<Shown> {
  const [host = '', port] = address.split(':');
  const begun = performance.now();
  let verified = 0;
  for (let cut = 1; performance.now() - begun < seconds * 1000; cut++) {
    const client = connect({ host, port: Number(port), allowHalfOpen: true, noDelay: true });
    const received = buffer(client);
    const asked = PING.repeat(cell.pipeline);
    client.write(asked.slice(0, cut % asked.length));
    client.end(asked.slice(cut % asked.length));
    const answer = String(await received);
    if (answer !== PONG.repeat(cell.pipeline))
      throw new Error(`the answer to ${cell.pipeline} PINGs was ${JSON.stringify(answer)}`);
    verified += answer.length;
  }
  const requests = verified / PONG.length;
  const took = (performance.now() - begun) / 1000;
  return { ...NOTHING, seconds: took, requests, rps: requests / took, total: requests, verified };
}

const NOTHING = { p50: 0, p99: 0, max: 0, cpu: 0, saturated: false, watched: [], verified: null } as const;

async function run(
  { address, cell, watch = [] }: Task,
  pinning: Pinning | undefined,
  requests: number,
): Promise<Shown> {
  const [host = '', port = ''] = address.split(':');
  const options = { '-h': host, '-p': port, '-P': cell.pipeline, '-c': cell.connections, '-n': requests };
  const args = Object.entries(options).flatMap(([name, value]) => [name, String(value)]);
  const command = ['redis-benchmark', ...args, '--csv', '--precision', '3', 'PING'];
  const read = () => watch.map((path) => readFileSync(path, 'utf8'));
  const begin = read();
  const begun = performance.now();
  const process = await start(pinned(command, pinning, 'generator'), ROOT);
  try {
    let ticks = { user: 0, system: 0 };
    const look = setInterval(() => {
      try {
        ticks = processTicks(readFileSync(`/proc/${process.pid}/stat`, 'utf8'));
      } catch {} // it has ended
    }, WATCH_MILLISECONDS);
    let said = '';
    process.child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    const code = await process.ended;
    clearInterval(look);
    const [took, after] = [(performance.now() - begun) / 1000, read()];
    const shown = parse(said);
    if (shown === undefined) throw new Error(`redis-benchmark ended with ${code}: ${process.said() || said}`);
    const cpu = (ticks.user + ticks.system) / TICKS_PER_SECOND / took;
    const watched = watch.map((path, index) => ({ path, start: begin[index] ?? '', end: after[index] ?? '' }));
    return {
      ...NOTHING,
      ...shown,
      seconds: took,
      requests,
      total: requests,
      cpu,
      saturated: cpu >= SATURATED,
      watched,
    };
  } finally {
    await end(process);
  }
}

/** What `--csv` prints: times are milliseconds there. */
export function parse(text: string): Pick<Shown, 'rps' | 'p50' | 'p99' | 'max'> | undefined {
  const rows = text.split('\n').map((row) => [...row.matchAll(/"([^"]*)"/g)].map(([, cell]) => cell ?? ''));
  const at = rows.findIndex((row) => row[0] === 'test');
  const [head = [], row = []] = at < 0 ? [] : rows.slice(at);
  const named = (name: string) => Number(row[head.indexOf(name)]);
  const rps = named('rps');
  const micros = (name: string) => named(name) * 1000;
  return rps > 0
    ? { rps, p50: micros('p50_latency_ms'), p99: micros('p99_latency_ms'), max: micros('max_latency_ms') }
    : undefined;
}
