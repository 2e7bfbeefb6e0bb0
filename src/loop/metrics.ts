import type { Exceptions } from '../errors/index.js';
import type { NativeLoop } from '../native/index.js';
import type { Parts } from './parts.js';

/**
 * What a loop has done since it was made, and what it has at this moment. Times are in milliseconds, sizes in bytes, everything
 * else is a number of times or of things.
 *
 * @since 0.2.0
 */
export interface LoopMetrics {
  /** How often it took what the kernel reports. */
  readonly turns: number;
  /** Calls of JavaScript: a batch of events, of what `callSoon` queued, or of timers. */
  readonly batches: number;
  /** What batches consisted of: callbacks of descriptors, results of operations, and what transports and servers were told of. */
  readonly events: number;
  /** The longest batch: its callbacks and all promise continuations behind them. Meanwhile nothing else of this thread runs. */
  readonly longestBatch: number;
  /** The longest callback; null unless they are measured: in debug mode, and while `readyloop:callback:slow` has a subscriber. */
  readonly longestCallback: number | null;
  /** Transports that are not over. */
  readonly connections: number;
  /** Connections whose protocols were told `connectionMade`, ever. */
  readonly connectionsMade: number;
  /** Connections whose protocols were told `connectionLost`, ever. */
  readonly connectionsLost: number;
  /** Servers that listen, or have connections. */
  readonly servers: number;
  /** What was written to transports and the kernel is not known to have taken. */
  readonly queuedBytes: number;
  /** Operations of sockets, as `sockRecv`, that have not settled. */
  readonly operations: number;
  /** Readers and writers of descriptors, and promises of `readable` and `writable`. */
  readonly callbacks: number;
  /** What `callLater` and `callAt` have pending. */
  readonly timers: number;
  /** What `callSoon` has queued. */
  readonly queuedCalls: number;
  /** Steps of machines. */
  readonly steps: number;
  /** Events that a machine forbids, of which there are none unless readyloop itself is wrong. */
  readonly forbiddenEvents: number;
  /** System calls of the engine, by what they do; those that are not counted are of no event's. */
  readonly systemCalls: Readonly<
    Record<'poll' | 'register' | 'accept' | 'connect' | 'recv' | 'send' | 'shutdown' | 'close', number>
  >;
}

/** What is counted. */
export interface Measured extends Parts {
  readonly native: NativeLoop;
  readonly exceptions: Exceptions;
}

const NANOS_PER_MILLI = 1e6;

/** Counts what there is, when it is asked. */
export function metricsOf(loop: Measured): LoopMetrics {
  const { native, exceptions, soon, timers, watches, operations, transports, servers } = loop;
  const counted = native.stats();
  const connections = transports.pending();
  return {
    turns: counted.turns,
    batches: counted.entries,
    events: counted.records,
    longestBatch: counted.longestEntry / NANOS_PER_MILLI,
    longestCallback: exceptions.stopwatch.longest,
    connections: connections.length,
    connectionsMade: transports.counts.made,
    connectionsLost: transports.counts.lost,
    servers: servers.pending().length,
    queuedBytes: connections.reduce((sum, { outgoing }) => sum + outgoing.size, 0),
    operations: operations.pending().length,
    callbacks: watches.pending().length,
    timers: timers.pending().length,
    queuedCalls: soon.pending().length,
    steps: counted.steps,
    forbiddenEvents: counted.forbidden,
    systemCalls: {
      poll: counted.poll,
      register: counted.epollAdd + counted.epollMod + counted.epollDel,
      accept: counted.accept,
      connect: counted.connect,
      recv: counted.recv,
      send: counted.send,
      shutdown: counted.shutdown,
      close: counted.close,
    },
  };
}
