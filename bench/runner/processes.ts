import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { accessSync, constants as files } from 'node:fs';
import { constants as system } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';

const running = new Set<ChildProcess>();
const KEPT_CHARACTERS = 16_000;

/** A process that was started here, what it says, and its end. */
export interface Started {
  readonly child: ChildProcessWithoutNullStreams;
  readonly pid: number;
  /** The end of what it wrote to stderr. */
  readonly said: () => string;
  /** Resolves once it has ended and all its output has been read; to its exit code, or to the name of a signal. */
  readonly ended: Promise<number | string>;
}

/** The lines that it prints, one after the other. */
export function lines({ child }: Started): AsyncIterator<string> {
  return createInterface({ input: child.stdout })[Symbol.asyncIterator]();
}

export async function start(command: readonly string[], cwd: string): Promise<Started> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { cwd, stdio: 'pipe' });
  running.add(child);
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-KEPT_CHARACTERS);
  });
  child.stdin.on('error', () => {}); // it ended first; `ended` tells
  const ended = new Promise<number | string>((resolve) => {
    child.once('exit', () => running.delete(child));
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (error) => {
      running.delete(child);
      reject(error);
    });
  });
  return { child, pid: child.pid ?? 0, said: () => said.trim(), ended };
}

/** Ends one process and waits for that. */
export async function end(started: Started): Promise<void> {
  if (running.has(started.child)) started.child.kill('SIGKILL');
  await started.ended;
}

/** Ends everything that still runs, by process id; for the last moment, so it waits for nothing. */
export function endAll(): void {
  for (const child of running) child.kill('SIGKILL');
}

/** However this process ends, whatever it started ends with it. */
export function endAllWithThisProcess(): void {
  process.once('exit', endAll);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => process.exit(128 + system.signals[signal]));
  }
}

/** The first program of that name on the PATH. */
export function findProgram(name: string): string | undefined {
  const places = (process.env.PATH ?? '').split(delimiter).filter((place) => place !== '');
  return places.map((place) => join(place, name)).find(executable);
}

function executable(path: string): boolean {
  try {
    accessSync(path, files.X_OK);
    return true;
  } catch {
    return false;
  }
}
