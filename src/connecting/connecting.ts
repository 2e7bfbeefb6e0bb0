import { attempt, InvalidArgumentValueError, type Limits, type Reason } from '../errors/index.js';
import type { NativeInetAddress } from '../native/index.js';
import { checkSocket, type Socket, setNoDelay } from '../sockets/index.js';
import type { Manner, Scope, Source, Transport } from '../transports/index.js';
import { Adopted } from './adopted.js';
import type { Ground, Pending } from './ground.js';
import { OneSocket } from './one-socket.js';
import type { PathPlan, Plan } from './options.js';
import { ToHost } from './to-host.js';
import { ToPath } from './to-path.js';

/** What a loop is connecting. */
export class Connecting {
  readonly #ground: Ground;

  constructor(surroundings: Omit<Ground, 'races'>) {
    this.#ground = { ...surroundings, races: new Set() };
  }

  /** @returns the transport, when `connectionMade` has returned */
  toHost(call: string, plan: Plan, source: Source, scope: Scope | null): Promise<Transport> {
    return new Promise((resolve, reject) =>
      new ToHost(this.#ground, plan, { call, source, scope, resolve, reject }).start(),
    );
  }

  /** The same of a unix socket. */
  toPath(call: string, plan: PathPlan, source: Source, scope: Scope | null): Promise<Transport> {
    return new Promise((resolve, reject) =>
      new ToPath(this.#ground, plan, { call, source, scope, resolve, reject }).start(),
    );
  }

  /** Connects a socket to a host by its name. */
  byName(socket: Socket, to: NativeInetAddress, limits: Limits): Promise<void> {
    return new Promise((resolve, reject) => new OneSocket(this.#ground, socket, to, limits, resolve, reject).start());
  }

  /**
   * Makes a transport of a socket that is connected, and detaches it.
   *
   * @param unwanted why it is not to be made after all, asked when its protocol has been made
   * @returns the transport, when `connectionMade` has returned
   */
  async adopt(
    call: string,
    socket: Socket,
    { noDelay, manner }: { readonly noDelay: boolean; readonly manner: Manner },
    source: Source,
    scope: Scope | null,
    unwanted: () => Error | null = () => null,
  ): Promise<Transport> {
    checkSocket(call, socket);
    if (socket.type !== 'stream') {
      throw new InvalidArgumentValueError('socket', 'a socket of the type "stream"', `one of "${socket.type}"`);
    }
    attempt(call, () => socket.getpeername());
    if (socket.family !== 'unix') {
      setNoDelay(socket, noDelay);
    }
    const { transports, origins } = this.#ground;
    const adopted = new Adopted(transports, { call, at: origins.line() }, socket, manner);
    return await new Promise((resolve, reject) => {
      const advance = () => {
        try {
          resolve(adopted.begin(source, scope, unwanted));
        } catch (error) {
          reject(error);
        }
      };
      transports.tellings.add({ advance }, 0);
    });
  }

  /** What is under way. */
  pending(): readonly Pending[] {
    return [...this.#ground.races];
  }

  /** The loop is closed: what is under way is given up, and its sockets are closed. */
  close(reason: Reason): void {
    for (const race of [...this.#ground.races]) {
      race.giveUp(reason(race.call));
    }
  }
}
