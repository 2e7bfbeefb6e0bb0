/**
 * Echo by node:net, a line at a time: `readline` has node:readline find the lines, `split` a few lines of code that a program would
 * have for it. Prints its port; then obeys its standard input.
 */
import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { Heartbeat, obey } from './heartbeat.js';

/** More than the connections of any cell, which come all at once: one that is turned away is tried again a second later. */
const BACKLOG = 1024;
const NEWLINE = 10;

const heartbeat = new Heartbeat();

function byReadline(socket: Socket): void {
  createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY }).on('line', (line) => {
    socket.write(`${line}\n`);
    heartbeat.echoed(line.length + 1);
  });
}

function bySplitting(socket: Socket): void {
  let rest: Buffer[] = [];
  socket.on('data', (data: Buffer) => {
    let from = 0;
    for (let end = data.indexOf(NEWLINE); end !== -1; end = data.indexOf(NEWLINE, from)) {
      const part = data.subarray(from, end + 1);
      const line = rest.length === 0 ? part : Buffer.concat([...rest, part]);
      rest = [];
      from = end + 1;
      socket.write(line);
      heartbeat.echoed(line.length);
    }
    if (from < data.length) rest.push(data.subarray(from));
  });
}

const serve = process.argv[2] === 'readline' ? byReadline : bySplitting;
const server = createServer((socket) => {
  socket.setNoDelay(true);
  serve(socket);
  socket.on('error', () => socket.destroy()); // a peer that resets is no failure of the server
});
server.listen(0, '127.0.0.1', BACKLOG, () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') console.log(address.port);
});
obey(heartbeat);
