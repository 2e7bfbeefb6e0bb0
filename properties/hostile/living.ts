import { parentPort, workerData } from 'node:worker_threads';
import { EXIT_CODE } from '../exits/life.js';
import type { Backend } from '../support/backends.js';
import { play } from './play.js';
import { loopOf, type WAYS } from './stage.js';

/** A worker that ends at a moment of a run; nothing of it may be left. */
export interface Ending {
  readonly backend: Backend;
  readonly names: readonly string[];
  readonly capacity: number;
  readonly at: number;
  readonly way: (typeof WAYS)[number];
  readonly end: 'exit' | 'terminate';
}

const { backend, names, capacity, at, way, end } = workerData as Ending;

function strike(): void {
  if (end === 'exit') process.exit(EXIT_CODE);
  parentPort?.postMessage('the moment has come');
  for (;;) {
    // It is to be ended right here.
  }
}

await play(loopOf(backend, capacity), names, { at, way, strike });
