import { getEventListeners } from 'node:events';
import { Loop, Socket, type Transport } from '../../src/index.js';
import { addon, type NativeLoop } from '../../src/native/index.js';
import type { Backend } from '../support/backends.js';
import * as probe from '../support/probe.js';

/** More bytes than the kernel takes at once. */
export const MUCH = 4_000_000;

/** How the loop is ended, and from where. */
export const STRIKES = ['close', 'stop'] as const;
export const WAYS = ['callback', 'microtask', 'abort listener'] as const;

/** What happens to a loop: the `at`-th time that the program hears anything of it, it is ended. */
export interface Blow {
  readonly at: number;
  readonly way: (typeof WAYS)[number];
  strike(loop: Loop): void;
}

export type Native = new (options: object, ...callbacks: never[]) => NativeLoop;

/** Has the next loops made with another class in the place of the native one. */
export function withNative<T>(change: (Native: Native) => Native, make: () => T): T {
  const exports = addon() as unknown as { NativeLoop: Native };
  const { NativeLoop } = exports;
  exports.NativeLoop = change(NativeLoop);
  try {
    return make();
  } finally {
    exports.NativeLoop = NativeLoop;
  }
}

/** A loop whose batches hold few records, so that what comes together goes over several. */
export function loopOf(backend: Backend, batchCapacity: number): Loop {
  const small = (Native: Native) =>
    class extends Native {
      constructor(options: object, ...callbacks: never[]) {
        super({ ...options, batchCapacity }, ...callbacks);
      }
    };
  return withNative(small, () => new Loop({ backend }));
}

/** A loop, what is pending on it, and what the program has heard: each thing that it hears is a moment. */
export class Stage {
  readonly loop: Loop;
  readonly #blow: Blow | null;
  readonly #controller = new AbortController();
  /** All operations have it; to end the loop from its listener it is aborted. */
  readonly signal: AbortSignal = this.#controller.signal;
  readonly limits = { signal: this.signal };
  moments = 0;
  /** What was promised and has not settled; transports that were made and are not lost, and those that were lost twice. */
  readonly unsettled = new Map<number, string>();
  #promised = 0;
  readonly strange: unknown[] = [];
  readonly #sockets: Socket[] = [];
  #struck = false;
  #over = false;

  constructor(loop: Loop, blow: Blow | null) {
    this.loop = loop;
    this.#blow = blow;
    loop.setExceptionHandler(({ exception }) => this.strange.push(exception));
    // Before any operation listens, so that the loop ends while the others have still to hear of it.
    this.signal.addEventListener('abort', () => this.#strike());
  }

  get struck(): boolean {
    return this.#struck;
  }

  /** The program hears something. */
  moment(): void {
    if (++this.moments !== this.#blow?.at) return;
    switch (this.#blow.way) {
      case 'callback':
        this.#strike();
        break;
      case 'microtask':
        queueMicrotask(() => this.#strike());
        break;
      case 'abort listener':
        this.#controller.abort();
    }
  }

  #strike(): void {
    this.#struck = true;
    this.#blow?.strike(this.loop);
    this.#over = this.loop.closed;
  }

  /** A callback of the loop; none runs once it is closed. */
  heard(what: string): () => void {
    return () => {
      if (this.#over) this.strange.push(new Error(`${what} ran in a closed loop`));
      this.moment();
    };
  }

  /** It has to settle, with whatever. */
  promised(what: string, promise: Promise<unknown>): void {
    const one = this.#promised++;
    this.unsettled.set(one, what);
    const settled = () => {
      this.unsettled.delete(one);
      this.moment();
    };
    promise.then(settled, settled);
  }

  /** A protocol whose transports have to be lost, once each. */
  protocol(what: string) {
    const made = new Map<Transport, number>();
    return {
      connectionMade: (transport: Transport) => {
        const one = this.#promised++;
        made.set(transport, one);
        this.unsettled.set(one, what);
        this.moment();
      },
      dataReceived: (_: Buffer, transport: Transport) => {
        this.moment();
        transport.abort();
      },
      eofReceived: () => this.moment(),
      connectionLost: (_: Error | null, transport: Transport) => {
        const one = made.get(transport);
        if (one === undefined || !this.unsettled.delete(one)) this.strange.push(new Error(`${what} was lost twice`));
        this.moment();
      },
    };
  }

  keep(socket: Socket): Socket {
    this.#sockets.push(socket);
    return socket;
  }

  pair(type: 'stream' | 'dgram' = 'stream'): [Socket, Socket] {
    const [a, b] = Socket.pair(type);
    return [this.keep(a), this.keep(b)];
  }

  listener(): [Socket, number] {
    const socket = this.keep(new Socket('inet'));
    socket.bind({ host: '127.0.0.1', port: 0 });
    socket.listen();
    return [socket, probe.portOf(socket.fileno())];
  }

  client(port: number): Socket {
    return this.keep(Socket.fromFd(probe.connectTcp(port)));
  }

  write(socket: Socket): void {
    probe.write(socket.fileno(), Buffer.from('x'));
  }

  /** Reads as much as there is to come, and closes then. */
  drain(socket: Socket, left = MUCH): void {
    if (socket.closed) return;
    const answer = probe.read(socket.fileno(), left);
    const rest = typeof answer === 'string' ? left : left - answer.length;
    if (rest === 0 || answer.length === 0 || this.unsettled.size === 0) socket.close();
    else setImmediate(() => this.drain(socket, rest));
  }

  /** What is left behind, in a sentence each; all that was opened here is closed. */
  leave(): string[] {
    const left = [...this.unsettled.values()].map((what) => `${what} never settled`);
    left.push(...this.strange.map((error) => `strange: ${error}`));
    // That of this stage itself is one.
    const listeners = getEventListeners(this.signal, 'abort').length;
    if (listeners > 1) left.push(`${listeners - 1} listeners of a signal`);
    const { pending } = this.loop.report();
    left.push(...pending.map(({ what, waitsFor }) => `${what} is pending, for ${waitsFor}`));
    this.loop.close();
    for (const socket of this.#sockets) socket.close();
    return left;
  }
}
