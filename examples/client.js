/** Connects to a host, sends it what comes on the standard input, and prints what it answers, as nc does. */
import { Loop } from 'readyloop';

const [host = 'localhost', port = '7007'] = process.argv.slice(2);
const loop = new Loop();
const transport = await loop.createConnection(
  {
    dataReceived(data) {
      process.stdout.write(data);
    },
    connectionLost(error) {
      if (error !== null) console.error(error.message);
      process.stdin.destroy();
    },
    // Nothing more is read as long as the peer does not take what there is.
    pauseWriting: () => process.stdin.pause(),
    resumeWriting: () => process.stdin.resume(),
  },
  { host, port: Number(port), timeout: 10_000 },
);

process.stdin.on('data', (data) => transport.write(data));
process.stdin.on('end', () => transport.writeEof());
