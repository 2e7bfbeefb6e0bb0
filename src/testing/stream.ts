/**
 * What is checked: a stream and a server as small as they can be said, so that an adapter for whatever is to be checked is a
 * few lines. What each method promises is what the checks hold it to.
 */

/**
 * One side of a connection that carries bytes.
 *
 * Where a method here returns a promise, one that throws is as good as one whose promise is rejected.
 *
 * @since 0.2.0
 */
export interface CheckedStream {
  /**
   * Waits for bytes: one or more of them, in pieces as they come. It is called again when it has settled, and not before. Nobody
   * keeps or changes what it gives.
   *
   * @returns what has come; null at the peer's end, which comes behind all that the peer had sent
   * @throws whatever says that the connection was lost, or that this side was closed
   */
  receive(): Promise<Uint8Array | null>;

  /**
   * Sends all of these bytes, behind all that was sent before. The memory may be used again when it has settled. It may be called
   * while another has not settled; who takes one at a time rejects the second.
   *
   * @returns when there is room for more: who sends, and waits for this, fills nobody's memory
   * @throws whatever says that the connection was lost, that this side was closed or that it has ended
   */
  sendAll(bytes: Uint8Array): Promise<void>;

  /**
   * Ends the sending half, behind all that was sent: the peer receives its null, and may go on sending. Without it
   * `checkHalfClose` has nothing to check.
   */
  sendEof?(): Promise<void> | void;

  /** Closes in good order: the peer receives all that was sent, then null. Repeated, it does nothing. It may settle late. */
  close(): Promise<void> | void;

  /** Drops the connection at once, and what was sent and has not left with it. Repeated, or behind `close`, it is no error. */
  abort(): Promise<void> | void;

  /**
   * Has a function called when this side is lost, once: with null if it was closed or ended in good order, else with the error.
   * Left out by streams that tell of it in no other way than by `receive` and `sendAll`.
   */
  onLost?(listener: (error: Error | null) => void): void;
}

/**
 * Both sides of one connection.
 *
 * @since 0.2.0
 */
export type StreamPair = readonly [CheckedStream, CheckedStream];

/**
 * Makes a new connection. Each check asks for some of its own, and aborts both sides when it is over.
 *
 * @since 0.2.0
 */
export type MakePair = () => Promise<StreamPair> | StreamPair;

/**
 * A server and its clients.
 *
 * @since 0.2.0
 */
export interface CheckedServer {
  /**
   * Connects a new client.
   *
   * @returns the client's side
   * @throws whatever says that nobody listens
   */
  connect(): Promise<CheckedStream>;

  /**
   * Waits for the next connection that nobody was given yet.
   *
   * @returns the server's side; null when the server is closed
   * @throws whatever says that the server is closed
   */
  accept(): Promise<CheckedStream | null>;

  /** Stops listening. The connections there are go on. Repeated, it does nothing. */
  close(): Promise<void> | void;

  /** Waits until the server is closed and the last of its connections is lost, however that came about. Any number may wait. */
  waitClosed(): Promise<void>;

  /** Closes the server, and each of its connections in good order. Left out by servers that leave that to their user. */
  closeClients?(): Promise<void> | void;

  /** Closes the server, and drops its connections. At the end of a check it ends what is left, where it is there. */
  abortClients?(): Promise<void> | void;
}

/**
 * Makes a new server that listens. Each check asks for one of its own.
 *
 * @since 0.2.0
 */
export type MakeServer = () => Promise<CheckedServer> | CheckedServer;
