/** A server that answers each line in capitals: `node examples/line-server.js 7007`, then `nc 127.0.0.1 7007`. */
import { Loop } from 'readyloop';

const loop = new Loop();
const server = await loop.startServer(
  async (reader, writer) => {
    for await (const line of reader.lines()) {
      writer.write(`${line.toUpperCase()}\n`);
      await writer.drain();
    }
    writer.close();
  },
  { host: '127.0.0.1', port: Number(process.argv[2] ?? 0) },
);

const [socket] = server.sockets;
console.log(`listening on port ${socket.getsockname().port}`);
