import { checkDescriptor, type Descriptor, type ExceptionContext, InvalidArgumentValueError } from '../errors/index.js';
import { type Explanation, ServerExplanation, TransportExplanation } from '../explain/index.js';
import type { Handle } from '../handles/index.js';
import { Server, servedBy } from '../servers/index.js';
import { Transport } from '../transports/index.js';
import type { Core } from './core.js';
import { type LoopMetrics, metricsOf } from './metrics.js';
import { Report } from './report.js';
import { Streams } from './streams.js';

/**
 * What is published on the channels of `node:diagnostics_channel`, by their names.
 *
 * @since 0.2.0
 */
export interface DiagnosticMessages {
  /** A server listens at all of its addresses. */
  'readyloop:server:listening': { readonly server: Server };
  /** A connection is made; its protocol is told so next. */
  'readyloop:connection:made': { readonly transport: Transport };
  /** It is over; its protocol is told so next. */
  'readyloop:connection:lost': { readonly transport: Transport; readonly error: unknown };
  /**
   * A callback has run longer than the option `slowCallback` says: the public call that it was handed to, or the method of a
   * protocol that it is; for how many milliseconds; and whose it is.
   */
  'readyloop:callback:slow': {
    readonly callback: string;
    readonly duration: number;
    readonly subject: Handle | Transport;
  };
  /** What an exception handler is told, whether there is one or not. */
  'readyloop:error': ExceptionContext<Transport>;
}

/** What a loop tells of itself. It changes nothing. */
export abstract class Diagnostics extends Streams {
  readonly #core: Core;

  /** @internal */
  protected constructor(core: Core) {
    super(core);
    this.#core = core;
  }

  /**
   * Tells why the callbacks and operations of a descriptor run, or do not: how it stands, what the kernel was asked and has
   * reported, and the last steps. As data and, by `toString()`, as text. Of a transport it tells as well why its protocol is told
   * something, or not; of a server, why it accepts, or not, and what its end waits for.
   *
   * @throws InvalidArgumentTypeError, OutOfRangeError it is no descriptor
   * @throws InvalidArgumentValueError ERR_INVALID_ARG_VALUE: the transport or server is of another loop
   */
  explain(descriptor: Descriptor): Explanation;
  explain(transport: Transport): TransportExplanation;
  explain(server: Server): ServerExplanation;
  explain(what: Descriptor | Transport | Server): Explanation | TransportExplanation | ServerExplanation {
    const core = this.#core;
    if (what instanceof Transport) {
      const connection = core.transports.of(what);
      if (connection === undefined) {
        throw new InvalidArgumentValueError('transport', 'one of this loop', 'one of another');
      }
      const descriptor = connection.isOver ? undefined : core.explain(connection.fd);
      return new TransportExplanation(connection.facts(), descriptor);
    }
    if (what instanceof Server) {
      if (!core.servers.knows(what)) {
        throw new InvalidArgumentValueError('server', 'one of this loop', 'one of another');
      }
      const listeners = what.sockets.map((socket) => core.explain(socket.fileno()));
      return new ServerExplanation(servedBy(what).facts(), listeners);
    }
    return core.explain(checkDescriptor(what));
  }

  /** Counts what the loop has done, and has. It costs something only when it is called: the more, the more is pending. */
  metrics(): LoopMetrics {
    return metricsOf(this.#core);
  }

  /**
   * Tells who waits for what: each operation, callback, timer, connection and server that is pending, the oldest first, with what it
   * waits for, since when and, in debug mode, the line that began it. As data and, by `toString()`, as a table.
   */
  report(): Report {
    return new Report(this.#core);
  }
}
