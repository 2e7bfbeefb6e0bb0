import type { Explanation } from './explanation.js';

/** How a server stands. */
export interface ServerFacts {
  /** It was closed, by whomever. */
  readonly isClosed: boolean;
  /** `pauseAccepting` was called. */
  readonly isPaused: boolean;
  /** How many connections were accepted and are not over, those included of which no protocol was told. */
  readonly connections: number;
  /** How many there may be; infinite if that was not said. */
  readonly maxConnections: number;
  /** How many promises of `waitClosed` and `serveForever` wait for its end. */
  readonly waiting: number;
}

/**
 * Why a server accepts connections, or does not, and what its end waits for: as data, and as text.
 *
 * @since 0.2.0
 */
export class ServerExplanation {
  /** How the server stands. */
  readonly server: ServerFacts;
  /** How the descriptors stand that it listens with; none once it is closed. */
  readonly listeners: readonly Explanation[];
  /** The same in plain sentences, a line each. */
  readonly text: string;

  constructor(server: ServerFacts, listeners: readonly Explanation[]) {
    this.server = server;
    this.listeners = listeners;
    this.text = [...sentences(server), ...listeners.map(({ text }) => text)].join('\n');
  }

  /** The same as `text`. */
  toString(): string {
    return this.text;
  }
}

function sentences(facts: ServerFacts): string[] {
  const { connections, waiting } = facts;
  return [
    accepting(facts),
    connections === 0 ? 'It has no connections.' : `It has ${count(connections, 'connection')}.`,
    ...(waiting === 0 ? [] : [end(facts)]),
  ];
}

function accepting({ isClosed, isPaused, connections, maxConnections }: ServerFacts): string {
  if (isClosed) {
    return 'The server is closed: it listens no more.';
  }
  if (isPaused) {
    return 'The server accepts nothing: pauseAccepting was called, and who connects waits in the backlog.';
  }
  return connections >= maxConnections
    ? `The server accepts nothing: it has as many connections as it may, ${maxConnections}.`
    : 'The server accepts connections.';
}

function end({ isClosed, connections, waiting }: ServerFacts): string {
  const who = `${count(waiting, 'promise')} of waitClosed or serveForever`;
  const what = isClosed ? count(connections, 'connection') : 'its close, and then its connections';
  return `${who} ${waiting === 1 ? 'waits' : 'wait'} for ${isClosed ? `the end of ${what}` : what}.`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
