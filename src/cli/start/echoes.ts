import type { Loop } from '../../index.js';
import { type EchoServer, OperationsEcho } from './echo.js';
import { TransportsEcho } from './transports-echo.js';
import type { Way } from './way.js';

/** An echo server that listens. */
export async function echoOn(loop: Loop, way: Way, host: string, port: number, backlog: number): Promise<EchoServer> {
  return way === 'operations'
    ? new OperationsEcho(loop, host, port, backlog)
    : TransportsEcho.listen(loop, host, port, backlog);
}
