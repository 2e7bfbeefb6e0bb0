import type { Server, StreamHandler, StreamReader, StreamWriter } from '../../src/index.js';
import { Peer } from './peer.js';
import { freshName, placeOf } from './place.js';
import type { Scene } from './scene.js';

type Options = Omit<Parameters<Scene['loop']['startServer']>[1], 'host' | 'port'>;

/** A server of streams on a free port of the loopback address, or at an abstract name. */
export function startServer(scene: Scene, serve: StreamHandler, options: Options = {}): Promise<Server> {
  const { loop } = scene;
  if (scene.over === 'tcp') return loop.startServer(serve, { host: '127.0.0.1', port: 0, ...options });
  const { noDelay: _, reuseAddress: __, reusePort: ___, ipv6Only: ____, ...others } = options;
  return loop.startUnixServer(serve, { path: `\0${freshName()}`, ...others });
}

/** A stream to a server of this machine. */
export function open(scene: Scene, server: Server, options: Options = {}): Promise<[StreamReader, StreamWriter]> {
  const place = placeOf(server);
  const { limit, highWaterMark, lowWaterMark } = options;
  const others = { limit, highWaterMark, lowWaterMark };
  return typeof place === 'number'
    ? scene.loop.openConnection({ host: '127.0.0.1', port: place, ...others })
    : scene.loop.openUnixConnection({ path: `\0${place}`, ...others });
}

/** A stream of a server, and its peer that speaks by bare system calls. */
export interface Served {
  readonly server: Server;
  readonly peer: Peer;
  readonly reader: StreamReader;
  readonly writer: StreamWriter;
}

export async function served(scene: Scene, options: Options = {}): Promise<Served> {
  let accept: (both: [StreamReader, StreamWriter]) => void = () => {};
  const accepted = new Promise<[StreamReader, StreamWriter]>((resolve) => {
    accept = resolve;
  });
  const server = await startServer(scene, (...both) => accept(both), options);
  const peer = Peer.connect(scene, placeOf(server));
  const [reader, writer] = await accepted;
  return { server, peer, reader, writer };
}
