import type { Backend } from './backend.js';
import type { ClientDone, Tally, Totals } from './messages.js';
import { Patience } from './patience.js';
import { Client, Server } from './processes.js';
import type { Way } from './way.js';

export interface DriveOptions {
  /** Of the server's loop. */
  readonly backend: Backend;
  readonly way: Way;
  readonly seed: number;
  readonly connections: number;
  /** Where the server's loop records its trace. */
  readonly trace: string;
  /** How long nothing may move. */
  readonly limit: number;
  readonly env: NodeJS.ProcessEnv;
  readonly onProgress: (totals: Totals) => void;
}

/** What both sides say at the end; null for a side that never got there. */
export interface Drive {
  readonly client: ClientDone | null;
  readonly tally: Tally | null;
  /** What the client last told, also if it never got to its end. */
  readonly totals: Totals;
  /** What went wrong, and what was pending where something hung; a line each. */
  readonly problems: readonly string[];
}

/** Runs the echo server in one process and its client in another, until both are through or nothing moves any more. */
export async function drive(options: DriveOptions): Promise<Drive> {
  const { backend, way, connections, trace, env } = options;
  const server = new Server(backend, way, trace, connections, env);
  const problems: string[] = [];
  let totals: Totals = { opened: 0, finished: 0, requests: 0, bytes: 0 };
  const onProgress = (now: Totals): void => {
    totals = now;
    options.onProgress(now);
  };
  const attempt = async <T>(what: () => Promise<T>): Promise<T | null> => {
    try {
      return await what();
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
      return null;
    }
  };
  try {
    const client = await attempt(() => converse(server, { ...options, onProgress }, problems));
    const tally = await attempt(() => end(server, client?.failures.length === 0, options.limit, problems));
    problems.push(...(client?.failures ?? []), ...(tally?.failures ?? []));
    return { client, tally, totals: client ?? totals, problems };
  } finally {
    server.kill();
  }
}

/** In good order if all went well; a server that hung still completes its trace when it is told to drop everything. */
async function end(server: Server, well: boolean, limit: number, problems: string[]): Promise<Tally | null> {
  const patience = new Patience(limit);
  if (well) {
    const tally = await patience.wait(server.stop());
    if (tally !== null) return tally;
    problems.push(`the server did not stop within ${limit} s`, ...(await told('server', server.pending())));
  }
  const tally = await patience.wait(server.abandon());
  if (tally === null) problems.push(`the server did not end within ${limit} s of SIGTERM`);
  return tally;
}

async function converse(server: Server, options: DriveOptions, problems: string[]): Promise<ClientDone | null> {
  const { seed, connections, limit, onProgress } = options;
  const patience = new Patience(limit);
  const port = await patience.wait(server.port());
  if (port === null) {
    problems.push(`the server did not listen within ${limit} s`);
    return null;
  }
  const client = new Client({ host: '127.0.0.1', port, seed, connections });
  client.onProgress((totals) => {
    patience.seen(totals.opened, totals.requests, totals.bytes, totals.finished);
    onProgress(totals);
  });
  try {
    const done = await patience.wait(client.done());
    if (done === null) {
      problems.push(`nothing moved for ${limit} s`);
      problems.push(...(await told('client', client.pending())), ...(await told('server', server.pending())));
    }
    return done;
  } finally {
    client.kill();
  }
}

/** What a side waits for, if it can still tell. */
async function told(side: string, pending: Promise<readonly string[]>): Promise<string[]> {
  const lines = await new Patience(1).wait(pending.catch(() => null));
  return lines ? shortened(lines) : [`the ${side} does not answer when asked what it waits for`];
}

function shortened(lines: readonly string[]): string[] {
  const SHOWN = 8;
  return lines.length <= SHOWN ? [...lines] : [...lines.slice(0, SHOWN), `... and ${lines.length - SHOWN} more`];
}
