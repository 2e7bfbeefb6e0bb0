import { once } from 'node:events';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';

const PACKAGE = createRequire(import.meta.url).resolve('readyloop');

/** A worker that stays until it is told to end. */
export interface Staying {
  /** What its script said first. */
  readonly said: unknown;
  /** What it says next. */
  next(): Promise<unknown>;
  /** Tells it something. */
  tell(what: unknown): void;
  /** Has it end by itself; its exit code. */
  end(): Promise<number>;
  terminate(): Promise<number>;
}

/** Runs a script in a worker, with the built package's Loop and Socket, `workerData`, `say`, `onTold` and `closeSync`. */
export async function workerThat(script: string, workerData?: unknown): Promise<Staying> {
  const worker = new Worker(
    `(async () => {
      const { Loop, Socket } = await import(${JSON.stringify(PACKAGE)});
      const { closeSync } = require('node:fs');
      const { parentPort, workerData } = require('node:worker_threads');
      const say = (what) => parentPort.postMessage(what);
      let onTold = () => {};
      const codeOf = (promise) => promise.then(() => 'done', ({ code }) => code);
      parentPort.on('message', (what) => (what === 'end' ? parentPort.close() : onTold(what)));
      ${script}
    })()`,
    { eval: true, workerData },
  );
  const next = async () => (await once(worker, 'message'))[0];
  return {
    said: await next(),
    next,
    tell: (what) => worker.postMessage(what),
    async end() {
      const ended = once(worker, 'exit');
      worker.postMessage('end');
      return (await ended)[0];
    },
    terminate: () => worker.terminate(),
  };
}
