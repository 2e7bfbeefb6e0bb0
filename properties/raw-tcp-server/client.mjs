/**
 * The client of test_raw_tcp_server: connects, waits, sends it all, half-closes, and wants it all back.
 * It is a process of its own on node:net, so that nothing of it runs on a loop under test.
 */
import { connect } from 'node:net';

const BYTES = 1_024_000;
const PAUSE = 500;

const data = Buffer.from(Uint8Array.from({ length: BYTES }, (_, i) => i ^ (i >> 8) ^ (i >> 16)));
const received = [];
const socket = connect({ host: '127.0.0.1', port: Number(process.argv[2]) });
socket.on('connect', () => setTimeout(() => socket.end(data), PAUSE));
socket.on('data', (part) => received.push(part));
socket.on('end', () => {
  const back = Buffer.concat(received);
  console.log(back.equals(data) ? `${BYTES} bytes came back` : `${back.length} bytes came back, and not the same`);
});
socket.on('error', (error) => console.log(`the client failed: ${error.code}`));
