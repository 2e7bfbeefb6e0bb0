import { bare } from '../../model/options.js';
import { AbortError, atAddress, ConnectError, ConnectTimeoutError, ONCE } from '../errors/index.js';
import { addressBytes, Socket, setNoDelay } from '../sockets/index.js';
import type { Scope, Source, Transport } from '../transports/index.js';
import { Adopted } from './adopted.js';
import type { Ground } from './ground.js';
import type { Plan } from './options.js';
import { type Attempt, Race } from './race.js';
import { type HostAddress, interleaved, resolve } from './resolve.js';

/** A socket of its own, which connects to one address. */
class Trying implements Attempt {
  readonly socket: Socket;

  /** @throws SystemError what socket(2), bind(2) or connect(2) answered at once; then the socket is closed */
  constructor(
    { operations, native, kinds }: Ground,
    { noDelay, local, port }: Plan,
    { host, family }: HostAddress,
    connected: () => void,
    failed: (error: unknown) => void,
  ) {
    const { connect } = kinds;
    const fail = (error: unknown) => failed(atAddress(error as Error, host, port));
    this.socket = new Socket(family);
    try {
      setNoDelay(this.socket, noDelay);
      if (local !== undefined) {
        this.socket.bind({ host: local.host ?? ANY[family], port: local.port });
      }
      const address = addressBytes(connect.call, bare({ host, port }));
      const start = (key: number, operation: number) => native.connect(key, operation, address);
      operations.begin(connect, this.socket, undefined, start, connected, fail);
    } catch (error) {
      this.socket.close();
      throw atAddress(error as Error, host, port);
    }
  }

  close(): void {
    this.socket.close();
  }
}

const ANY = { inet: '0.0.0.0', inet6: '::' } as const;

/** Connecting to a host with a socket for each of its addresses; the winner becomes a transport, whose protocol is told of it. */
export class ToHost extends Race<HostAddress, Trying> {
  readonly call: string;
  readonly #ground: Ground;
  readonly #plan: Plan;
  readonly #source: Source;
  readonly #scope: Scope | null;
  readonly #resolve: (transport: Transport) => void;
  readonly #reject: (error: unknown) => void;
  #limit: { cancel(): void } | undefined;

  constructor(
    ground: Ground,
    call: string,
    plan: Plan,
    source: Source,
    scope: Scope | null,
    resolve: (transport: Transport) => void,
    reject: (error: unknown) => void,
  ) {
    super(ground.clock, plan.delay);
    this.#ground = ground;
    this.call = call;
    this.#plan = plan;
    this.#source = source;
    this.#scope = scope;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** The signal was aborted. */
  handleEvent(): void {
    this.giveUp(this.#aborted());
  }

  protected retain(): void {
    const { liveness, races, clock } = this.#ground;
    const { signal, timeout } = this.#plan;
    liveness.retain();
    races.add(this);
    signal?.addEventListener('abort', this, ONCE);
    if (timeout !== Number.POSITIVE_INFINITY) {
      this.#limit = clock.after(timeout, () => this.giveUp(new ConnectTimeoutError(this.call, timeout, this.errors)));
    }
  }

  protected release(): void {
    const { liveness, races } = this.#ground;
    this.#limit?.cancel();
    this.#plan.signal?.removeEventListener('abort', this);
    races.delete(this);
    liveness.release();
  }

  protected find(): void {
    resolve(
      this.call,
      this.#plan,
      (addresses) => this.found(addresses),
      (error) => this.notFound(error),
    );
  }

  protected order(addresses: readonly HostAddress[]): readonly HostAddress[] {
    return interleaved(addresses, this.#plan.interleave);
  }

  protected attempt(address: HostAddress, connected: () => void, failed: (error: unknown) => void): Trying {
    return new Trying(this.#ground, this.#plan, address, connected, failed);
  }

  protected tellLater(event: number): void {
    this.#ground.transports.tellings.add(this, event);
  }

  protected won({ socket }: Trying): void {
    const { signal, manner } = this.#plan;
    try {
      const adopted = new Adopted(this.#ground.transports, this.call, socket, manner);
      this.#resolve(adopted.begin(this.#source, this.#scope, () => (signal?.aborted ? this.#aborted() : null)));
    } catch (error) {
      this.#reject(error);
    }
  }

  protected lost(error: unknown): void {
    this.#reject(error);
  }

  protected failure(errors: readonly Error[]): unknown {
    return errors.length === 1 ? errors[0] : new ConnectError(this.call, this.#plan.host, errors);
  }

  #aborted(): AbortError {
    return new AbortError(this.call, this.#plan.signal?.reason);
  }
}
