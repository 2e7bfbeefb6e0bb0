import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { type Pinning, pinned, ROOT } from './place.js';
import { end, findProgram, lines, type Started, start } from './processes.js';
import type { Server } from './registry.js';

const LINE_MILLISECONDS = 10_000;

/** A server that listens. */
export interface Listening {
  readonly process: Started;
  /** The process that serves, which may be one that the other has started. */
  readonly pid: number;
  readonly address: string;
  /** The next line that it prints; '' if that takes too long, or if it has ended. */
  readonly line: () => Promise<string>;
}

/** The first path, or program, that this server would need and that is not there. */
export function missing({ program, script, needs = [] }: Server): string | undefined {
  const paths = [program, ...(script === undefined ? [] : [script])];
  return paths.find((path) => !existsSync(fromRoot(path))) ?? needs.find((name) => findProgram(name) === undefined);
}

/** Starts a server and waits for its port. */
export async function listen({ program, script, args = [] }: Server, pinning: Pinning | undefined): Promise<Listening> {
  const command = [fromRoot(program), ...(script === undefined ? [] : [fromRoot(script)]), ...args];
  const process = await start(pinned(command, pinning, 'server'), ROOT);
  const line = reader(process);
  const first = await line();
  const [, port, pid = process.pid] = /^(\d+)(?: (\d+))?$/.exec(first) ?? [];
  if (port === undefined) {
    await end(process);
    throw new Error(
      `the server did not start: ${complaint(process.said()) || `its first line was "${first}", not a port`}`,
    );
  }
  return { process, pid: Number(pid), address: `127.0.0.1:${port}`, line };
}

/** Of what a server wrote to stderr the line that names the error; without one, all of it. */
function complaint(said: string): string {
  return /^\w*Error\b.*$/m.exec(said)?.[0] ?? said;
}

function reader(process: Started): Listening['line'] {
  const output = lines(process);
  return () =>
    new Promise((resolve) => {
      const timer = setTimeout(() => resolve(''), LINE_MILLISECONDS);
      void output.next().then(({ done, value }) => {
        clearTimeout(timer);
        resolve(done === true ? '' : value);
      });
    });
}

function fromRoot(path: string): string {
  return isAbsolute(path) ? path : join(ROOT, path);
}
