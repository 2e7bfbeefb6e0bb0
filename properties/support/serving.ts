import type { ProtocolHandler, Server, ServerOptions, Transport } from '../../src/index.js';
import { Peer } from './peer.js';
import { freshName, type Place, placeOf } from './place.js';
import { Recorder } from './recorder.js';
import { type Scene, until } from './scene.js';

type Options = Omit<Partial<ServerOptions>, 'host' | 'port'>;

/** What protocols do beside recording: all the same, or each by its number. */
type Also = ProtocolHandler | ((index: number) => ProtocolHandler);

/** A server on a free port of the loopback address, or at an abstract name, whose protocols are `Recorder`s in the order in which they were made. */
export class Serving {
  readonly server: Server;
  readonly place: Place;
  readonly recorders: readonly Recorder[];
  readonly #scene: Scene;

  private constructor(scene: Scene, server: Server, recorders: readonly Recorder[]) {
    this.#scene = scene;
    this.server = server;
    this.place = placeOf(server);
    this.recorders = recorders;
  }

  /** @param also what each protocol does beside recording */
  static async begin(scene: Scene, also: Also = {}, options: Options = {}): Promise<Serving> {
    return Serving.#begin(scene, also, (factory) => listen(scene, factory, options));
  }

  /** The same at a path. */
  static at(scene: Scene, path: string, also: Also = {}): Promise<Serving> {
    return Serving.#begin(scene, also, (factory) => scene.loop.createUnixServer(factory, { path }));
  }

  static async #begin(scene: Scene, also: Also, begin: (factory: () => Recorder) => Promise<Server>): Promise<Serving> {
    const recorders: Recorder[] = [];
    const factory = () => {
      const recorder = new Recorder(typeof also === 'function' ? also(recorders.length) : also);
      recorders.push(recorder);
      return recorder;
    };
    return new Serving(scene, await begin(factory), recorders);
  }

  get port(): number {
    if (typeof this.place === 'string') throw new Error('the server listens on no port');
    return this.place;
  }

  connect(): Peer {
    return Peer.connect(this.#scene, this.place);
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
  return scene.over === 'unix'
    ? scene.loop.createUnixServer(handler, { path: `\0${freshName()}`, ...options })
    : scene.loop.createServer(handler, { host: '127.0.0.1', port: 0, ...options });
}
