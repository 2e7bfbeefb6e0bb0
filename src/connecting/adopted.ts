import { LoopClosedError } from '../errors/index.js';
import { Socket } from '../sockets/index.js';
import type { Connection, Manner, Owner, Scope, Source, Transport, Transports } from '../transports/index.js';

/** A connected socket whose descriptor a transport has taken over, and of which no protocol has been told yet. */
export class Adopted {
  readonly #transports: Transports;
  readonly #call: string;
  readonly #connection: Connection;
  #isMade = false;

  /**
   * Detaches the socket.
   *
   * @throws TooManyDescriptorsError and others, if the engine does not take it; then it is closed
   */
  constructor(transports: Transports, { call, at }: Pick<Owner, 'call' | 'at'>, socket: Socket, manner: Manner) {
    const owner: Owner = {
      call,
      at,
      made: () => {
        this.#isMade = true;
      },
      over: () => {},
    };
    this.#transports = transports;
    this.#call = call;
    const fd = socket.detach();
    try {
      this.#connection = transports.take(call, fd, owner, manner);
    } catch (error) {
      Socket.fromFd(fd).close();
      throw error;
    }
  }

  /**
   * Makes the protocol and tells it of the connection. It must not be called inside a call of the user's.
   *
   * @param unwanted why the connection is not to be made after all, asked when its protocol has been made
   * @returns the transport, of which `connectionMade` was told
   * @throws what made no protocol, what `unwanted` answers, or LoopClosedError; then the descriptor is closed
   */
  begin(source: Source, scope: Scope | null, unwanted: () => Error | null = () => null): Transport {
    let reason: Error | null = null;
    const failed = this.#transports.begin(this.#connection, source, scope, () => {
      reason = unwanted();
      return reason;
    });
    if (failed !== undefined) {
      throw failed.thrown;
    }
    if (!this.#isMade) {
      throw reason ?? new LoopClosedError(this.#call);
    }
    return this.#connection.transport as Transport;
  }
}
