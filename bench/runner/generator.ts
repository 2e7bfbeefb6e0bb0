import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Pinning, pinned, ROOT } from './place.js';
import { end, findProgram, lines, type Started, start } from './processes.js';
import type { Cell } from './registry.js';

const CRATE = join(ROOT, 'bench/load');
const PROGRAM = join(CRATE, 'target/release/load');

/** What the load generator prints: times in microseconds, `cpu` its own share of a core. */
export interface Shown {
  readonly seconds: number;
  readonly requests: number;
  readonly rps: number;
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
  /** The longest wait, also one that had no end yet. */
  readonly max: number;
  /** Answers of the connection that got the fewest, and of the one that got the most, as shares of the mean. */
  readonly slowest: number;
  readonly fastest: number;
  /** The most answers that others got while one connection waited for one. */
  readonly overtaken: number;
  readonly cpu: number;
  /** The generator had nothing left to give: the server may be faster than this shows. */
  readonly saturated: boolean;
  readonly watched: readonly { readonly path: string; readonly start: string; readonly end: string }[];
  /** All requests of the run, also those outside the window. */
  readonly total: number;
  /** Bytes that were checked, in a verifying run. */
  readonly verified: number | null;
}

/** What the generator is told beside the cell. */
export interface Task {
  readonly address: string;
  readonly cell: Cell;
  readonly warmup: number;
  readonly seconds: number;
  readonly verify?: boolean;
  readonly watch?: readonly string[];
  readonly hold?: boolean;
}

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

function startGenerator(task: Task, pinning: Pinning | undefined): Promise<Started> {
  const { cell } = task;
  const options: readonly (readonly [string, number])[] = [
    ['--connections', cell.connections],
    ['--size', cell.size],
    ['--pipeline', cell.pipeline],
    ['--warmup', task.warmup],
    ['--seconds', task.seconds],
  ];
  const command = [
    PROGRAM,
    task.address,
    ...options.flatMap(([name, value]) => [name, String(value)]),
    ...(task.watch ?? []).flatMap((path) => ['--watch', path]),
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
