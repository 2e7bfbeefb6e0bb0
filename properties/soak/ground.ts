import { getEventListeners } from 'node:events';
import { type Loop, type LoopMetrics, type LoopOptions, type Server, Socket } from '../../src/index.js';
import { LawBroken } from '../kernel-laws/law.js';
import type { Backend } from '../support/backends.js';
import { countedLoop } from '../support/native.js';
import { freshName } from '../support/place.js';
import { portOf } from '../support/port.js';
import { until } from '../support/scene.js';

/** How long what has to come may take, in milliseconds: more than a connection lingers, on a busy machine. */
export const WITHIN = 30_000;

/** What is zero in a loop whose users have all finished. */
const OVER = [
  'connections',
  'queuedBytes',
  'operations',
  'callbacks',
  'timers',
  'queuedCalls',
  'forbiddenEvents',
] as const;

/** What a loop holds while nobody uses it. */
export interface Resting {
  readonly pending: readonly string[];
  readonly registrations: number;
}

/** A loop with its servers, which many users share: each uses it, and leaves nothing behind. */
export class Ground {
  readonly backend: Backend;
  readonly loop: Loop;
  /** All that is begun here may be ended by this one, and never is: who has ended has to have let go of it. */
  readonly #lasting = new AbortController();
  readonly signal: AbortSignal = this.#lasting.signal;
  readonly #stats: ReturnType<typeof countedLoop>[1];
  readonly #servers: Server[] = [];
  /** What was thrown at the loop, and was not meant to be. */
  readonly strange: unknown[] = [];
  readonly unixName = freshName();

  private constructor(options: LoopOptions & { readonly backend: Backend }) {
    this.backend = options.backend;
    [this.loop, this.#stats] = countedLoop(options);
    this.loop.setExceptionHandler(({ exception }) => this.strange.push(exception));
  }

  static async make(options: LoopOptions & { readonly backend: Backend }): Promise<Ground> {
    const ground = new Ground(options);
    const place = { host: '127.0.0.1', port: 0 };
    ground.#servers.push(
      await ground.loop.createServer({ dataReceived: (data, transport) => transport.write(data) }, place),
      await ground.loop.startServer(async (reader, writer) => {
        for await (const line of reader.lines()) {
          writer.write(`${line}\n`);
          await writer.drain();
        }
        writer.close();
      }, place),
      await ground.loop.createUnixServer(
        { dataReceived: (data, transport) => transport.write(data) },
        { path: `\0${ground.unixName}` },
      ),
    );
    return ground;
  }

  /** The port of the server that sends back what comes, and of the one that sends back lines. */
  get echoPort(): number {
    return portOf(this.#servers[0] as Server);
  }

  get linesPort(): number {
    return portOf(this.#servers[1] as Server);
  }

  /** Waits until nobody uses it, and tells what it holds then. */
  async rest(): Promise<Resting> {
    const { loop } = this;
    const rests = (now: LoopMetrics) =>
      OVER.every((what) => now[what] === 0) && now.connectionsMade === now.connectionsLost;
    await until(() => rests(loop.metrics()), WITHIN);
    const now = loop.metrics();
    if (!rests(now)) {
      const left = OVER.filter((what) => now[what] !== 0).map((what) => `${what} ${now[what]}`);
      const told = `made ${now.connectionsMade}, lost ${now.connectionsLost}`;
      throw new LawBroken(
        'L15',
        `${this.backend} does not come to rest: ${left.join(', ')}, ${told}\n${loop.report()}`,
      );
    }
    if (this.strange.length > 0) throw this.strange[0];
    const listeners = getEventListeners(this.signal, 'abort').length;
    if (listeners > 0) throw new LawBroken('L15', `${listeners} listeners are left on a signal, ${this.backend}`);
    const pending = loop.report().pending.map(({ what, waitsFor }) => `${what}: ${waitsFor}`);
    return { pending, registrations: this.#stats().registrations };
  }

  /** Closes the loop, with its servers as they are, or closes them before. */
  async end(inOrder: boolean): Promise<void> {
    if (inOrder) {
      for (const server of this.#servers) server.close();
      await Promise.all(this.#servers.map((server) => server.waitClosed()));
    }
    this.loop.close();
  }
}

/** Sockets that are closed when it is over: `using sockets = new Sockets()`. */
export class Sockets implements Disposable {
  readonly #all: Socket[] = [];

  keep(socket: Socket): Socket {
    this.#all.push(socket);
    return socket;
  }

  pair(): [Socket, Socket] {
    const [a, b] = Socket.pair();
    return [this.keep(a), this.keep(b)];
  }

  bound(type: 'stream' | 'dgram'): Socket {
    const socket = this.keep(new Socket('inet', type));
    socket.bind({ host: '127.0.0.1', port: 0 });
    return socket;
  }

  [Symbol.dispose](): void {
    for (const socket of this.#all) socket.close();
  }
}
