import { AbortError, addAbortListener, ConnectTimeoutError, removeAbortListener, UNLIMITED } from '../errors/index.js';
import type { NativeAddress } from '../native/index.js';
import { Socket, type SocketFamily } from '../sockets/index.js';
import type { Manner, Scope, Source, Transport } from '../transports/index.js';
import { Adopted } from './adopted.js';
import type { Ground } from './ground.js';
import { type Attempt, Race } from './race.js';

/** What every connection that is begun here has been asked for with. */
export interface Asked {
  readonly manner: Manner;
  readonly signal: AbortSignal | undefined;
  /** In milliseconds; infinite is no limit. */
  readonly timeout: number;
}

/** Who is told, and what is made of the connection. */
export interface Asker {
  /** The public call. */
  readonly call: string;
  readonly source: Source;
  readonly scope: Scope | null;
  readonly resolve: (transport: Transport) => void;
  readonly reject: (error: unknown) => void;
}

/** A socket of its own, which connects to one address. */
export class Trying implements Attempt {
  readonly socket: Socket;

  /**
   * @param prepare what is done to the socket before
   * @param tell what an error is told with
   * @throws SystemError what socket(2) or connect(2) answered at once, or `prepare` has thrown; then the socket is closed
   */
  constructor(
    { operations, kinds }: Ground,
    family: SocketFamily,
    to: NativeAddress,
    prepare: (socket: Socket) => void,
    connected: () => void,
    failed: (error: unknown) => void,
    tell: (error: Error) => Error,
  ) {
    this.socket = new Socket(family);
    try {
      prepare(this.socket);
      operations.begin(kinds.connect, this.socket, UNLIMITED, to, connected, (error) => failed(tell(error as Error)));
    } catch (error) {
      this.socket.close();
      throw tell(error as Error);
    }
  }

  close(): void {
    this.socket.close();
  }
}

/** Connecting with a socket for each address; the winner becomes a transport, whose protocol is told of it. */
export abstract class Outgoing<Address> extends Race<Address, Trying> {
  readonly call: string;
  readonly at: string | undefined;
  readonly since: number;
  protected readonly ground: Ground;
  readonly #asked: Asked;
  readonly #asker: Asker;
  #limit: { cancel(): void } | undefined;

  constructor(ground: Ground, asked: Asked, asker: Asker, delay: number) {
    super(ground.clock, delay);
    this.call = asker.call;
    this.at = ground.origins.line();
    this.since = ground.origins.now();
    this.ground = ground;
    this.#asked = asked;
    this.#asker = asker;
  }

  /** The signal was aborted. */
  handleEvent(): void {
    this.giveUp(this.#aborted());
  }

  protected retain(): void {
    const { liveness, races, clock } = this.ground;
    const { signal, timeout } = this.#asked;
    liveness.retain();
    races.add(this);
    addAbortListener(signal, this);
    if (timeout !== Number.POSITIVE_INFINITY) {
      this.#limit = clock.after(timeout, () => this.giveUp(new ConnectTimeoutError(this.call, timeout, this.errors)));
    }
  }

  protected release(): void {
    const { liveness, races } = this.ground;
    this.#limit?.cancel();
    removeAbortListener(this.#asked.signal, this);
    races.delete(this);
    liveness.release();
  }

  protected tellLater(event: number): void {
    this.ground.transports.tellings.add(this, event);
  }

  protected won({ socket }: Trying): void {
    const { signal, manner } = this.#asked;
    const { source, scope, resolve, reject } = this.#asker;
    try {
      const adopted = new Adopted(this.ground.transports, this, socket, manner);
      resolve(adopted.begin(source, scope, () => (signal?.aborted ? this.#aborted() : null)));
    } catch (error) {
      reject(error);
    }
  }

  protected lost(error: unknown): void {
    this.#asker.reject(error);
  }

  #aborted(): AbortError {
    return new AbortError(this.call, this.#asked.signal?.reason);
  }
}
