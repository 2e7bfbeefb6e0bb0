import { createInterface } from 'node:readline';
import { Cluster } from '../../examples/cluster.js';

/**
 * A process with the cluster of the examples: it prints its port, ends the worker whose number is told on its standard input, and
 * says when another one has taken its place; it closes the cluster when its standard input ends. Its argument is how many workers.
 */
const WORKERS = Number(process.argv[2]);

const cluster = new Cluster(0);
await cluster.start(WORKERS);
console.log(cluster.port);
for await (const line of createInterface({ input: process.stdin })) {
  const worker = [...cluster.workers].find(({ threadId }) => threadId === Number(line));
  await worker?.terminate();
  while (cluster.workers.size < WORKERS) await new Promise(setImmediate);
  console.log(`${line} has ended`);
}
await cluster.close();
console.log('closed');
