/** What the processes of the main job tell each other. */

/** How the client is to be started. */
export interface ClientOptions {
  readonly host: string;
  readonly port: number;
  readonly seed: number;
  readonly connections: number;
}

/** What all conversations have done so far. */
export interface Totals {
  opened: number;
  finished: number;
  requests: number;
  bytes: number;
}

export interface ClientProgress extends Totals {
  readonly kind: 'progress';
}

/** The client is through with all conversations. */
export interface ClientDone extends Totals {
  readonly kind: 'done';
  readonly seconds: number;
  /** What went wrong, a line a connection. */
  readonly failures: readonly string[];
}

/** What is still being waited for, a line a connection. */
interface Pending {
  readonly kind: 'pending';
  readonly lines: readonly string[];
}

export type FromClient = ClientProgress | ClientDone | Pending;

interface ServerListening {
  readonly kind: 'listening';
  readonly port: number;
}

/** How the connections fared as the server saw it. */
export interface Tally {
  readonly accepted: number;
  /** The peer finished and everything was echoed. */
  readonly ended: number;
  /** The peer reset the connection. */
  readonly reset: number;
  readonly bytes: number;
  readonly failures: readonly string[];
}

/** The loop is closed and the trace complete. */
interface ServerClosed extends Tally {
  readonly kind: 'closed';
}

export type FromServer = ServerListening | ServerClosed | Pending;

/** What the server's control channel carries, a line each. */
export type Command = 'pending' | 'stop';

export function tell(message: FromClient | FromServer): void {
  process.send?.(message);
}
