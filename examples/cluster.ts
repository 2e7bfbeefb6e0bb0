/**
 * A server on every core: `node dist/examples/cluster.js 7007`, then `nc 127.0.0.1 7007` in several terminals. Each worker has a
 * loop of its own, and all of them listen at one port (SO_REUSEPORT): the kernel shares connections out. A worker that ends loses
 * its own connections and nobody else's, and another one takes its place.
 */
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isMainThread, parentPort, threadId, Worker, workerData } from 'node:worker_threads';
import { constants, Loop, Socket } from 'readyloop';

const HOST = '127.0.0.1';

/** What a worker does: it says who it is, and sends back what it gets. */
async function serve(port: number): Promise<void> {
  const loop = new Loop();
  const server = await loop.createServer(
    {
      connectionMade: (transport) => transport.write(`worker ${threadId}\n`),
      dataReceived: (data, transport) => transport.write(data),
    },
    { host: HOST, port, reusePort: true },
  );
  parentPort?.postMessage('listening');
  parentPort?.once('message', async () => {
    server.closeClients();
    await server.waitClosed();
    loop.close();
  });
}

export class Cluster {
  /** Those that listen. */
  readonly workers = new Set<Worker>();
  /** Has the port, and never listens: so it is the workers' for as long as this lives, whoever of them does. */
  readonly #reserved = new Socket('inet');
  #isClosed = false;

  /** @param port 0 for any that is free */
  constructor(port: number) {
    this.#reserved.setsockopt(constants.SOL_SOCKET, constants.SO_REUSEPORT, true);
    this.#reserved.bind({ host: HOST, port });
  }

  get port(): number {
    const name = this.#reserved.getsockname();
    return 'port' in name ? name.port : 0;
  }

  /** @returns when as many workers listen */
  async start(count: number): Promise<void> {
    await Promise.all(Array.from({ length: count }, () => this.#begin()));
  }

  /** @returns when each worker has sent what there was to be sent */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(
      [...this.workers].map(async (worker) => {
        worker.postMessage('close');
        await once(worker, 'exit');
      }),
    );
    this.#reserved.close();
  }

  async #begin(): Promise<void> {
    const worker = new Worker(fileURLToPath(import.meta.url), { workerData: this.port });
    worker.on('error', (error) => console.error(error));
    await once(worker, 'message');
    this.workers.add(worker);
    worker.once('exit', () => {
      this.workers.delete(worker);
      if (!this.#isClosed) void this.#begin();
    });
    if (this.#isClosed) await worker.terminate();
  }
}

if (!isMainThread) {
  await serve(workerData);
} else if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const cluster = new Cluster(Number(process.argv[2] ?? 0));
  await cluster.start(availableParallelism());
  console.log(`${cluster.workers.size} workers listening on port ${cluster.port}`);
  process.once('SIGTERM', () => cluster.close());
}
