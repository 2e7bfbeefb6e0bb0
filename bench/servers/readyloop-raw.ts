/**
 * Raw echo over readyloop: accept; then receive, send, receive again. The argument is the loop's backend. Prints its
 * port; ends when standard input does.
 */
import { constants, Loop, type LoopOptions, Socket } from '../../src/index.js';

const RECEIVE_BYTES = 102_400;

const loop = new Loop({ backend: process.argv[2] as NonNullable<LoopOptions['backend']> });
const listener = new Socket('inet', 'stream');
listener.bind({ host: '127.0.0.1', port: 0 });
listener.listen();
const name = listener.getsockname();
if ('port' in name) console.log(name.port);
process.stdin.resume().on('end', () => process.exit());

async function echo(connection: Socket): Promise<void> {
  using _ = connection;
  connection.setsockopt(constants.IPPROTO_TCP, constants.TCP_NODELAY, 1);
  for (;;) {
    const data = await loop.sockRecv(connection, RECEIVE_BYTES);
    if (data.length === 0) return;
    await loop.sockSendall(connection, data);
  }
}

for (;;) {
  const [connection] = await loop.sockAccept(listener);
  echo(connection).catch(() => {}); // a peer that resets is no failure of the server
}
