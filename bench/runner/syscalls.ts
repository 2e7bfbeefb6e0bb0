import { setTimeout as sleep } from 'node:timers/promises';
import { type Beside, generateHeld } from './generator.js';
import { type Pinning, ROOT } from './place.js';
import { end, findProgram, type Started, start } from './processes.js';
import type { Cell } from './registry.js';
import type { Listening } from './server.js';

const SECONDS = 0.4;
const ATTACH_MILLISECONDS = 5_000;
/** By then the server has closed the connections of the run before. */
const SETTLE_MILLISECONDS = 100;

/** Calls per request, by name of the call, most frequent first. */
export interface Syscalls {
  readonly perRequest: number;
  readonly calls: readonly { readonly name: string; readonly perRequest: number }[];
}

/** Why system calls cannot be counted here, or undefined. */
export function syscallsUnavailable(): string | undefined {
  return findProgram('strace') === undefined ? 'strace is not on the PATH' : undefined;
}

/**
 * Counts the server's system calls between the first request and the last answer, connecting and closing left out.
 * Tracing slows the server many times over: this is a pass of its own and times nothing.
 */
export async function countSyscalls(server: Listening, cell: Cell, pinning: Pinning | undefined): Promise<Syscalls> {
  const task = { address: server.address, cell, warmup: 0, seconds: SECONDS };
  const { shown, result } = await generateHeld(task, pinning, async () => {
    await sleep(SETTLE_MILLISECONDS);
    return attach(server.pid);
  });
  const calls = [...parseStrace(result)]
    .map(([name, count]) => ({ name, perRequest: count / shown.total }))
    .sort((a, b) => b.perRequest - a.perRequest);
  return { perRequest: calls.reduce((all, call) => all + call.perRequest, 0), calls };
}

/** Begins to count; `after` ends that and gives the table. */
async function attach(pid: number): Promise<Beside<string>> {
  const strace = await start(['strace', '-c', '-f', '-p', String(pid)], ROOT);
  await attached(strace);
  return {
    after: async () => {
      strace.child.kill('SIGINT'); // it detaches and prints its table
      await strace.ended;
      return strace.said();
    },
    abandon: () => end(strace),
  };
}

function attached(strace: Started): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(strace.said() || `strace ${why}`));
    const timer = setTimeout(() => fail('did not attach'), ATTACH_MILLISECONDS);
    strace.child.stderr.on('data', () => {
      if (/ attached/.test(strace.said())) resolve();
    });
    void strace.ended.then(() => fail('ended')).finally(() => clearTimeout(timer));
  });
}

/** Counts by name, from the table that `strace -c` prints. */
export function parseStrace(text: string): Map<string, number> {
  const row = /^\s*[\d.]+\s+[\d.]+\s+\d+\s+(\d+)\s+(?:\d+\s+)?([a-z]\w*)$/gm;
  const counts = new Map<string, number>();
  for (const [, count = '', name = ''] of text.matchAll(row)) {
    if (name !== 'total') counts.set(name, Number(count));
  }
  return counts;
}
