import { Loop } from '../../index.js';
import { plural } from '../text.js';
import type { Backend } from './backend.js';
import { EchoServer } from './echo.js';
import { listenOn } from './listen.js';

const BACKLOG = 128;

/** Keeps an echo server up until Ctrl-C. True if nothing failed. */
export async function serve(backend: Backend, host: string, wanted: number): Promise<boolean> {
  const loop = new Loop({ backend });
  const { listener, port } = listenOn(host, wanted, BACKLOG);
  const server = new EchoServer(loop, listener);
  process.stdout.write(`Echoing on ${host}:${port}. Try: nc ${host} ${port}  (Ctrl-C ends it)\n`);
  const running = server.run();
  await new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
  server.stop();
  await running;
  listener.close();
  loop.close();
  const { accepted, bytes, failures } = server.tally;
  process.stdout.write(`\nEchoed ${plural(bytes, 'byte')} on ${plural(accepted, 'connection')}.\n`);
  for (const failure of failures) process.stderr.write(`${failure}\n`);
  return failures.length === 0;
}
