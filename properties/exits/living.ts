import { parentPort, workerData } from 'node:worker_threads';
import { type Life, live } from './life.js';

/** Lives the life that it is given, as a program: a worker by its data, a process by its argument. */

const life: Life = workerData ?? JSON.parse(process.argv[2] as string);

live(life, () => {
  parentPort?.postMessage('the moment has come');
  while (life.moment !== 'while the loop waits') {
    // It is to be ended right here.
  }
});
