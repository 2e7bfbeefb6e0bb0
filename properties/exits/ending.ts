import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import * as fc from 'fast-check';
import { backends } from '../support/backends.js';
import { type Outcome, runProgram } from '../support/child.js';
import { root } from '../support/root.js';
import { type End, EXIT_CODE, isPossible, type Life, MOMENTS, PENDING, THROWN } from './life.js';

/** The program that lives a life: what is built of `living.ts`. */
const LIVING = join(root, 'dist/properties/exits/living.js');

/** A process that hangs is ended after this long, in milliseconds. */
const LIMIT = 60_000;

/** The code that an end leaves: that of `process.exit`, and those that Node gives for the others. */
export const CODES = { terminate: 1, exit: EXIT_CODE, throw: 1, return: 0 } satisfies Record<End, number>;

export const ENDS = Object.keys(CODES) as End[];

/** Any life that can be lived in a worker. */
export const lives: fc.Arbitrary<Life> = fc
  .record({
    backend: fc.constantFrom(...backends),
    pending: fc.subarray(PENDING),
    moment: fc.constantFrom(...MOMENTS),
    end: fc.constantFrom(...ENDS),
  })
  .filter(isPossible);

/**
 * Lives a life in a worker, to its end; the worker's exit code. Rejected with any error but the one that is thrown to end it.
 *
 * @param after how many milliseconds after the worker was made it is ended; without that, when its moment has come
 */
export function liveInWorker(life: Life, after?: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(LIVING, { workerData: life });
    const terminate = () => worker.terminate();
    if (after === undefined) {
      worker.on('message', terminate);
    } else {
      setTimeout(terminate, after);
    }
    worker.on('error', (error: Error) => error.message === THROWN || reject(error));
    worker.on('exit', resolve);
  });
}

/** Lives a life in a process, to its end. */
export function liveInProcess(life: Life): Promise<Outcome> {
  return runProgram(process.execPath, [LIVING, JSON.stringify(life)], {}, LIMIT);
}

/**
 * What this process has that a loop could leave behind: threads, sockets, pipes, pollers. Files are Node's: it leaves open
 * those modules that a worker was loading when it was terminated.
 */
export function count(): { fds: number; threads: number } {
  const open = readdirSync('/proc/self/fd').filter((fd) => /^(socket|pipe|anon_inode):/.test(linkOf(fd)));
  return { fds: open.length, threads: readdirSync('/proc/self/task').filter(goesOn).length };
}

function linkOf(fd: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return ''; // that of the listing itself
  }
}

/** A flag of the kernel's: the thread is on its way out (PF_EXITING). */
const EXITING = 0x4;

/**
 * Whether a thread has not ended. The kernel says of a thread that it has ended, and lets those go on who join it, before it
 * gives back its memory, for which it may have to wait, and takes it off the list: a worker whose end was told of is listed
 * for as long. See proc_pid_stat(5), field 9.
 */
function goesOn(thread: string): boolean {
  try {
    const stat = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8');
    const [, , , , , , flags] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(flags) & EXITING) === 0;
  } catch {
    return false; // it was taken off the list meanwhile
  }
}
