import { Loop, type LoopOptions, Socket } from '../../src/index.js';
import type { Carrier } from './backends.js';
import type { Place } from './place.js';
import * as probe from './probe.js';
import { recorded } from './recorded.js';

/** A loop and the descriptors of one test, all of them closed when it is over: `using scene = new Scene(backend)`. */
export class Scene implements Disposable {
  readonly loop: Loop;
  /** What the connections to its servers go over. */
  readonly over: Carrier;
  /** What happened, in order. */
  readonly log: string[] = [];
  readonly #open = new Set<number>();
  readonly #sockets: Socket[] = [];

  constructor(
    backend: NonNullable<LoopOptions['backend']>,
    { over = 'tcp', ...options }: Omit<LoopOptions, 'backend'> & { readonly over?: Carrier } = {},
  ) {
    this.over = over;
    this.loop = new Loop({ backend, ...recorded(), ...options });
  }

  /** A callback that logs that it ran, and does something beside that. */
  logs(text: string, also: () => void = () => {}): () => void {
    return () => {
      this.log.push(text);
      also();
    };
  }

  /**
   * Makes several descriptors ready at once: a turn polls behind its calls by itself, so that one batch has them all, also
   * where a thread polls whenever it likes (L7).
   */
  inOneBatch(act: () => void): void {
    this.loop.callSoon(act);
  }

  /** Waits until so much was logged, and then a little, to see that no more is. */
  async logged(count: number): Promise<void> {
    await until(() => this.log.length >= count);
    await rounds();
  }

  pipe(): [number, number] {
    return this.#keep(probe.pipe());
  }

  /** A new pipe whose reading end has this number, which is free; its writing end. */
  pipeAt(reader: number): number {
    const [r, second] = probe.pipe();
    const w = second === reader ? probe.dup(second) : second;
    if (r !== reader) {
      probe.dup2(r, reader);
      probe.close(r);
    }
    this.own(reader);
    return this.own(w);
  }

  socketPair(): [number, number] {
    return this.#keep(probe.socketPair());
  }

  tcpPair(): [number, number] {
    return this.#keep(probe.tcpPair());
  }

  /** Has the descriptor closed at the end. */
  own(fd: number): number {
    this.#open.add(fd);
    return fd;
  }

  /** Has the socket closed at the end. */
  keep(socket: Socket): Socket {
    this.#sockets.push(socket);
    return socket;
  }

  /** The same of both of a pair. */
  keepAll([a, b]: [Socket, Socket]): [Socket, Socket] {
    return [this.keep(a), this.keep(b)];
  }

  close(fd: number): void {
    this.disown(fd);
    probe.close(fd);
  }

  /** Leaves the descriptor to who closes it in another way. */
  disown(fd: number): void {
    this.#open.delete(fd);
  }

  /** A listening socket on a free port of the loopback address, and its port. */
  listener(backlog = 128): [Socket, number] {
    const socket = this.keep(new Socket('inet', 'stream'));
    socket.bind({ host: '127.0.0.1', port: 0 });
    socket.listen(backlog);
    return [socket, probe.portOf(socket.fileno())];
  }

  /** Connects to a server of this machine; the descriptor is closed at the end. */
  connect(place: Place): number {
    const fd = typeof place === 'number' ? probe.connectTcp(place) : probe.connectUnix(place);
    if (fd === null) throw new Error(`the backlog of ${place} is full`);
    return this.own(fd);
  }

  /** Two sockets that are connected by TCP. */
  sockets(): [Socket, Socket] {
    const [a, b] = probe.tcpPair();
    return [this.keep(Socket.fromFd(a)), this.keep(Socket.fromFd(b))];
  }

  /** All that comes until the end of the stream. */
  async receiveAll(socket: Socket): Promise<Buffer> {
    const parts: Buffer[] = [];
    for (
      let part = await this.loop.sockRecv(socket, 65_536);
      part.length > 0;
      part = await this.loop.sockRecv(socket, 65_536)
    ) {
      parts.push(part);
    }
    return Buffer.concat(parts);
  }

  [Symbol.dispose](): void {
    this.loop.close();
    for (const socket of this.#sockets) {
      socket.close();
    }
    for (const fd of this.#open) {
      probe.close(fd);
    }
  }

  #keep([a, b]: [number, number]): [number, number] {
    return [this.own(a), this.own(b)];
  }
}

/** Lets the process's loop go round a few times. */
export async function rounds(count = 4): Promise<void> {
  for (let i = 0; i < count; i++) {
    await new Promise(setImmediate);
  }
}

/** Waits for what must come, however loaded the machine is; it gives up after a while, and the test says what is missing. */
export async function until(holds: () => boolean, limit = 5000): Promise<void> {
  for (const end = performance.now() + limit; !holds() && performance.now() < end; ) {
    await new Promise(setImmediate);
  }
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Keeps the thread busy, so that timers become due. */
export function spin(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end; ) {}
}

/** The same without using the processor, which other threads may lack. */
export function block(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

/** What a promise was rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  try {
    await promise;
  } catch (error) {
    return error as Error & Record<string, unknown>;
  }
  throw new Error('the promise was expected to be rejected, and was fulfilled');
}

/** What a function threw. */
export function thrown(call: () => unknown): Error & Record<string, unknown> {
  try {
    call();
  } catch (error) {
    return error as Error & Record<string, unknown>;
  }
  throw new Error('the call was expected to throw, and returned');
}
