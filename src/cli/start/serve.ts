import { Loop } from '../../index.js';
import { plural } from '../text.js';
import type { Backend } from './backend.js';
import { echoOn } from './echoes.js';
import type { Way } from './way.js';

const BACKLOG = 128;

/** Keeps an echo server up until Ctrl-C. True if nothing failed. */
export async function serve(backend: Backend, way: Way, host: string, wanted: number): Promise<boolean> {
  const loop = new Loop({ backend });
  const server = await echoOn(loop, way, host, wanted, BACKLOG);
  process.stdout.write(`Echoing on ${host}:${server.port}. Try: nc ${host} ${server.port}  (Ctrl-C ends it)\n`);
  await new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
  server.stop();
  loop.close();
  const { accepted, bytes, failures } = server.tally;
  process.stdout.write(`\nEchoed ${plural(bytes, 'byte')} on ${plural(accepted, 'connection')}.\n`);
  for (const failure of failures) process.stderr.write(`${failure}\n`);
  return failures.length === 0;
}
