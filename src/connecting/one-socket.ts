import { bare } from '../../model/options.js';
import { atAddress, ConnectError, type Limits, SystemError } from '../errors/index.js';
import type { NativeInetAddress } from '../native/index.js';
import type { Preparing, Socket } from '../sockets/index.js';
import type { Ground } from './ground.js';
import { type Attempt, Race } from './race.js';
import { type HostAddress, resolve } from './resolve.js';

/** An attempt that has no socket of its own. */
const ATTEMPT: Attempt = { close: () => {} };

/**
 * Connecting one socket of the user's to a host by its name: to the addresses of the socket's family, one after the other (C24).
 * From its beginning to its end it has the socket's lane (C25), the operation of each attempt has it in its turn; and what ends
 * such an operation other than the kernel's refusal ends all of it.
 */
export class OneSocket extends Race<HostAddress, Attempt> {
  readonly #ground: Ground;
  readonly #socket: Socket;
  readonly #to: NativeInetAddress;
  readonly #limits: Limits;
  readonly #resolve: () => void;
  readonly #reject: (error: unknown) => void;
  readonly #preparing: Preparing;

  /** @throws what refuses a connect of this socket, as BusyError */
  constructor(
    ground: Ground,
    socket: Socket,
    to: NativeInetAddress,
    limits: Limits,
    resolve: () => void,
    reject: (error: unknown) => void,
  ) {
    super(ground.clock, Number.POSITIVE_INFINITY);
    this.#ground = ground;
    this.#socket = socket;
    this.#to = to;
    this.#limits = limits;
    this.#resolve = resolve;
    this.#reject = reject;
    const { operations, kinds } = ground;
    this.#preparing = operations.prepare(kinds.connect, socket, limits, (error) => this.giveUp(error));
  }

  protected retain(): void {}

  protected release(): void {
    this.#ground.operations.conclude(this.#preparing);
  }

  protected find(): void {
    const family = this.#socket.family as HostAddress['family'];
    resolve(
      this.#ground.kinds.connect.call,
      { host: this.#to.host, family, lookup: undefined },
      (addresses) => this.found(addresses),
      (error) => this.notFound(error),
    );
  }

  protected order(addresses: readonly HostAddress[]): readonly HostAddress[] {
    return addresses;
  }

  protected attempt({ host }: HostAddress, connected: () => void, failed: (error: unknown) => void): Attempt {
    const { operations, kinds } = this.#ground;
    const fail = (error: unknown) => {
      if (error instanceof SystemError) {
        failed(atAddress(error, host, this.#to.port));
      } else {
        this.giveUp(error);
      }
    };
    operations.conclude(this.#preparing);
    try {
      operations.begin(kinds.connect, this.#socket, this.#limits, bare({ ...this.#to, host }), connected, fail);
    } catch (error) {
      fail(error);
    }
    return ATTEMPT;
  }

  /** It is told at once: what the kernel has connected is connected, whoever aborts it now (L10). */
  protected tellLater(event: number): void {
    this.advance(event);
  }

  protected won(): void {
    this.#resolve();
  }

  protected lost(error: unknown): void {
    this.#reject(error);
  }

  protected failure(errors: readonly Error[]): unknown {
    const { call } = this.#ground.kinds.connect;
    return errors.length === 1 ? errors[0] : new ConnectError(call, this.#to.host, errors);
  }
}
