import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Pinning, pinned, ROOT } from './place.js';
import { end, findProgram, lines, type Started, start } from './processes.js';
import { benchmark, verify } from './redis.js';
import { driverOf } from './registry.js';
import type { Shown, Task } from './task.js';

const CRATE = join(ROOT, 'bench/load');
const PROGRAM = join(CRATE, 'target/release/load');

/** Builds the load generator and the servers in Rust, where that has not been done; a fresh build costs some 20 s. */
export async function buildGenerator(tell: (text: string) => void): Promise<void> {
  const cargo = findProgram('cargo');
  const there = existsSync(PROGRAM);
  if (cargo === undefined) {
    if (there) return;
    throw new Error(
      'the load generator is written in Rust and cargo is not on the PATH: get it from https://rustup.rs',
    );
  }
  if (!there) tell('building the load generator (cargo build --release in bench/load)');
  const build = await start([cargo, 'build', '--release', ...(there ? ['--quiet'] : [])], CRATE);
  if (!there) build.child.stderr.on('data', (text: string) => process.stderr.write(text));
  if ((await build.ended) !== 0) throw new Error(`the load generator was not built:\n${build.said()}`);
}

/** One run of the load generator from beginning to end. */
export async function generate(task: Task, pinning: Pinning | undefined): Promise<Shown> {
  if (isByRedis(task)) return task.verify ? verify(task) : benchmark(task, pinning);
  const process = await startGenerator(task, pinning);
  try {
    return await outcome(process, lines(process));
  } finally {
    await end(process);
  }
}

/** Something that goes on beside a run, from before its first request until after its last answer. */
export interface Beside<T> {
  after(): Promise<T>;
  /** The run came to nothing, or `after` is over. */
  abandon(): Promise<void>;
}

/** A run that begins once `before` has, and that stays connected until what goes on beside it is over. */
export async function generateHeld<T>(
  task: Task,
  pinning: Pinning | undefined,
  before: () => Promise<Beside<T>>,
): Promise<{ shown: Shown; result: T }> {
  if (isByRedis(task)) return benchmarkHeld(task, pinning, before);
  const process = await startGenerator({ ...task, hold: true }, pinning);
  let beside: Beside<T> | undefined;
  try {
    const output = lines(process);
    await nextLine(process, output);
    beside = await before();
    process.child.stdin.write('\n');
    const shown = await outcome(process, output);
    return { shown, result: await beside.after() };
  } finally {
    await beside?.abandon();
    await end(process);
  }
}

function isByRedis({ cell }: Task): boolean {
  return driverOf(cell) === 'redis-benchmark';
}

/** redis-benchmark connects when it begins: that goes on beside it, too. */
async function benchmarkHeld<T>(
  task: Task,
  pinning: Pinning | undefined,
  before: () => Promise<Beside<T>>,
): Promise<{ shown: Shown; result: T }> {
  const beside = await before();
  try {
    const shown = await benchmark(task, pinning);
    return { shown, result: await beside.after() };
  } finally {
    await beside.abandon();
  }
}

function startGenerator(task: Task, pinning: Pinning | undefined): Promise<Started> {
  const { cell } = task;
  const driver = driverOf(cell);
  const isChurn = driver === 'churn';
  const options: readonly (readonly [string, number])[] = [
    ['--connections', cell.connections],
    ...(isChurn ? [] : [['--size', cell.size] as const, ['--pipeline', cell.pipeline] as const]),
    ['--warmup', task.warmup],
    ['--seconds', task.seconds],
  ];
  const command = [
    PROGRAM,
    task.address,
    ...options.flatMap(([name, value]) => [name, String(value)]),
    ...(task.watch ?? []).flatMap((path) => ['--watch', path]),
    ...(isChurn ? ['--churn'] : []),
    ...(driver === 'udp' ? ['--udp'] : []),
    ...(task.verify ? ['--verify'] : []),
    ...(task.hold ? ['--hold'] : []),
  ];
  return start(pinned(command, pinning, 'generator'), ROOT);
}

async function nextLine(process: Started, output: AsyncIterator<string>): Promise<string> {
  const { done, value } = await output.next();
  if (done !== true) return value;
  const code = await process.ended;
  throw new Error(process.said() || `the load generator ended with ${code} and said nothing`);
}

async function outcome(process: Started, output: AsyncIterator<string>): Promise<Shown> {
  return JSON.parse(await nextLine(process, output)) as Shown;
}
