import type { ProtocolHandler, Server, ServerOptions, Transport } from '../../src/index.js';
import { Peer } from './peer.js';
import { portOf } from './port.js';
import { Recorder } from './recorder.js';
import { type Scene, until } from './scene.js';

type Options = Omit<Partial<ServerOptions>, 'host' | 'port'>;

/** A server on a free port of the loopback address, whose protocols are `Recorder`s in the order in which they were made. */
export class Serving {
  readonly server: Server;
  readonly port: number;
  readonly recorders: readonly Recorder[];
  readonly #scene: Scene;

  private constructor(scene: Scene, server: Server, recorders: readonly Recorder[]) {
    this.#scene = scene;
    this.server = server;
    this.port = portOf(server);
    this.recorders = recorders;
  }

  /** @param also what each protocol does beside recording */
  static async begin(
    scene: Scene,
    also: ProtocolHandler | ((index: number) => ProtocolHandler) = {},
    options: Options = {},
  ): Promise<Serving> {
    const recorders: Recorder[] = [];
    const factory = () => {
      const recorder = new Recorder(typeof also === 'function' ? also(recorders.length) : also);
      recorders.push(recorder);
      return recorder;
    };
    return new Serving(scene, await listen(scene, factory, options), recorders);
  }

  connect(): Peer {
    return Peer.connect(this.#scene, this.port);
  }

  /** A connection whose two sides are there. */
  async pair(): Promise<{ peer: Peer; recorder: Recorder; transport: Transport }> {
    const index = this.recorders.length;
    const peer = this.connect();
    await until(() => this.recorders[index]?.told[0] === 'made');
    const recorder = this.recorders[index] as Recorder;
    return { peer, recorder, transport: recorder.transport };
  }
}

/** The same server for any handler, or factory of handlers. */
export function listen(
  scene: Scene,
  handler: Parameters<Scene['loop']['createServer']>[0],
  options: Options = {},
): Promise<Server> {
  return scene.loop.createServer(handler, { host: '127.0.0.1', port: 0, ...options });
}
