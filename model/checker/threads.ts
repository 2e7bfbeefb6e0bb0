import { Worker } from 'node:worker_threads';

/** Jobs that threads of one program share: each gets the next one when it is through with the last. */
export interface Shared<Job, Message> {
  /** What the threads run; a job comes to it as a message. */
  readonly program: URL;
  readonly setup?: unknown;
  readonly threads: number;
  /** In the order in which they are begun. */
  readonly jobs: readonly Job[];
  /** Called with all that a thread says; answers true if its job is done with this. */
  readonly onMessage: (message: Message) => boolean;
}

/** Resolves when every job is done. */
export async function share<Job, Message>({ program, setup, threads, jobs, onMessage }: Shared<Job, Message>) {
  const waiting = [...jobs];
  const workers: Worker[] = [];
  const serve = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(program, { workerData: setup });
      workers.push(worker);
      const next = (): void => {
        if (waiting.length > 0) worker.postMessage(waiting.shift());
        else void worker.terminate();
      };
      worker.on('message', (message: Message) => {
        if (onMessage(message)) next();
      });
      worker.on('error', reject);
      worker.on('exit', () => resolve());
      next();
    });
  try {
    await Promise.all(Array.from({ length: Math.min(threads, jobs.length) }, serve));
  } finally {
    // A job that fails takes the whole work with it: the other threads would work for nobody.
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
