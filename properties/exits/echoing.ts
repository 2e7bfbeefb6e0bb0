import { workerData } from 'node:worker_threads';
import { Loop, Socket } from '../../src/index.js';

/** A worker that sends back whatever comes on the descriptor that it is given. */

const loop = new Loop();
const socket = Socket.fromFd(workerData as number);
for (;;) {
  const data = await loop.sockRecv(socket, 65536);
  if (data.length === 0) break;
  await loop.sockSendall(socket, data);
}
