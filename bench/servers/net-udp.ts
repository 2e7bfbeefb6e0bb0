/** Datagrams of node:dgram: each goes back to where it came from. Prints its port; then obeys its standard input. */
import { createSocket } from 'node:dgram';
import { Heartbeat, obey } from './heartbeat.js';

const heartbeat = new Heartbeat();
const socket = createSocket('udp4');
socket.on('message', (data, { address, port }) => {
  socket.send(data, port, address);
  heartbeat.echoed(data.length);
});
socket.bind(0, '127.0.0.1', () => console.log(socket.address().port));
obey(heartbeat);
