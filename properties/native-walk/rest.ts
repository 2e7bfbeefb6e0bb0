import { readdirSync, readFileSync } from 'node:fs';
import type { NativeLoop } from '../../src/native/index.js';
import { native as probe } from '../support/probe.js';
import { rounds, sleep } from '../support/scene.js';
import type { Walker } from './walker.js';

/** The thread of an engine that has one of its own (native/engine/src/remote/thread.rs). */
const IO_THREAD = 'readyloop-io';

/** How long a loop that has come to rest takes no turn. */
const WHILE_MS = 15;
/** How long it may take to come to rest. */
const LIMIT_MS = 3000;
/** Who spins is running all of the time that others leave; who looks on, or tidies up, only for a part of it. */
const IDLE = 0.2;

/** Waits until a loop that nobody asks for anything lets turns and CPU time stand still for a while. False if it never does. */
export async function comesToRest(walker: Walker): Promise<boolean> {
  for (const end = performance.now() + LIMIT_MS; performance.now() < end; ) {
    const first = await walker.turn();
    // Its own poll is to come.
    await rounds(1);
    const [polls, running, start] = [pollsOf(walker.native), nanosRunning(), performance.now()];
    await sleep(WHILE_MS);
    const [ran, time] = [nanosRunning() - running, (performance.now() - start) * 1e6];
    // The one in which it is asked again is not of its own accord.
    const others = pollsOf(walker.native) - polls + ((await walker.turn()) - first - 1);
    if (others === 0 && ran < IDLE * time) return true;
  }
  return false;
}

/** Turns of the engine, on whichever thread. */
function pollsOf(loop: NativeLoop): number {
  return (loop.stats() as { turns: number }).turns;
}

/** CPU time of this thread, and of I/O threads. */
function nanosRunning(): number {
  const tasks = readdirSync('/proc/self/task').map(Number);
  const apart = tasks.filter((tid) => isOfEngine(tid));
  return [0, ...apart].map((tid) => Math.max(0, probe.threadNanos(tid))).reduce((sum, nanos) => sum + nanos);
}

function isOfEngine(tid: number): boolean {
  try {
    return readFileSync(`/proc/self/task/${tid}/comm`, 'utf8').trim() === IO_THREAD;
  } catch {
    // It has ended meanwhile.
    return false;
  }
}
