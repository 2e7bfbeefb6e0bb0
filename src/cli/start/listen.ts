import { constants, Socket } from '../../index.js';

/** A TCP listener, and the port it really has. */
export function listenOn(host: string, port: number, backlog: number): { listener: Socket; port: number } {
  const listener = new Socket('inet', 'stream');
  listener.setsockopt(constants.SOL_SOCKET, constants.SO_REUSEADDR, 1);
  listener.bind({ host, port });
  listener.listen(backlog);
  const bound = listener.getsockname();
  if (bound.family === 'unix') throw new TypeError('an inet socket has an inet address');
  return { listener, port: bound.port };
}
