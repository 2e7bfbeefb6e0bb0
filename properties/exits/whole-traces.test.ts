import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { validateTrace } from '../../model/checker/trace/validate.js';
import { Loop, Socket } from '../../src/index.js';
import { backends } from '../support/backends.js';
import { root } from '../support/root.js';
import { TraceFile } from '../support/trace-file.js';

/** So many operations are pending that their last records do not fit into one batch. */
const MANY = 3000;

const WORKERS = 10;

test.each(backends)('a trace is whole when close returns, however much was pending, on %s', async (backend) => {
  using file = new TraceFile();
  const loop = new Loop({ backend, trace: file.path });
  using listener = new Socket('inet');
  listener.bind({ host: '127.0.0.1', port: 0 });
  listener.listen();
  const ends = Array.from({ length: MANY }, () =>
    loop.sockAccept(listener).catch(({ code }: { code: string }) => code),
  );
  await sleep(20);
  loop.close();
  const bytes = readFileSync(file.path);
  expect(new Set(await Promise.all(ends))).toEqual(new Set(['ERR_LOOP_CLOSED']));
  const pieces = (async function* () {
    yield bytes;
  })();
  expect((await validateTrace(pieces)).firstWrong).toBeUndefined();
});

/** A worker that does nothing but call callbacks, so that its end comes between a callback's beginning and its call. */
const BUSY = `
const { workerData, parentPort } = require('node:worker_threads');
import(workerData.library).then(({ Loop, Socket }) => {
  const loop = new Loop({ backend: workerData.backend, trace: workerData.trace });
  for (let i = 0; i < 20; i++) loop.addWriter(Socket.pair()[0], () => {});
  parentPort.postMessage('up');
});
`;

test.each(backends)('the trace of a worker that is terminated anywhere is valid, on %s', async (backend) => {
  for (let i = 0; i < WORKERS; i++) {
    using file = new TraceFile();
    const worker = new Worker(BUSY, {
      eval: true,
      workerData: { backend, trace: file.path, library: `${root}/dist/src/index.js` },
    });
    await new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
    await sleep(3 + (i % 5));
    await worker.terminate();
    expect((await validateTrace(file.path)).firstWrong).toBeUndefined();
  }
});
