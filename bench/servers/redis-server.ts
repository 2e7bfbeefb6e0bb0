/**
 * Starts Redis' own server, which keeps nothing on disk; the argument is its program. Prints its port and its process id, and ends
 * it when standard input ends, or with this process.
 */
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

const [program = 'redis-server'] = process.argv.slice(2);

/** One that is free at this moment: Redis takes no 0. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0));
    });
  });
}

const port = await freePort();
const options = [
  '--port',
  String(port),
  '--bind',
  '127.0.0.1',
  '--save',
  '',
  '--appendonly',
  'no',
  '--daemonize',
  'no',
];
// It does not watch its standard input: the kernel ends it with this process, whatever that ends by.
const redis = spawn('setpriv', ['--pdeathsig', 'KILL', program, ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
redis.once('error', ({ message }) => {
  console.error(`Error: ${message}`);
  process.exit(1);
});
redis.once('exit', (code) => process.exit(code ?? 1));
createInterface({ input: redis.stdout }).on('line', (line) => {
  if (/ready to accept connections/i.test(line)) console.log(`${port} ${redis.pid}`);
});
process.stdin.resume().on('end', () => {
  redis.removeAllListeners('exit').once('exit', () => process.exit());
  redis.kill('SIGKILL');
});
