/** What can be measured, as data: a further peer, mode or cell is a further entry here and, for a peer, a server file. */

export interface Cell {
  readonly mode: string;
  /** Bytes of a message, its last byte a newline. */
  readonly size: number;
  readonly connections: number;
  /** Requests outstanding on each connection. */
  readonly pipeline: number;
  /** Measured with `--full` only. */
  readonly full: boolean;
}

export interface Mode {
  readonly name: string;
  readonly about: string;
  readonly cells: readonly Cell[];
}

/**
 * How a server is started. It prints its port as its first line and ends when its standard input does.
 * Paths that are not absolute begin at the package's root; one that is missing means that the peer is not installed.
 */
export interface Server {
  readonly program: string;
  readonly script?: string;
}

export interface Peer {
  readonly name: string;
  readonly about: string;
  /** One server a mode; a mode that is not here is one this peer does not take part in. */
  readonly servers: Readonly<Record<string, Server>>;
}

const rawCells = [1, 64, 512].flatMap((connections) =>
  [1_024, 10_240, 102_400].map(
    (size): Cell => ({ mode: 'raw', size, connections, pipeline: 1, full: connections === 512 }),
  ),
);

export const modes: readonly Mode[] = [
  {
    name: 'raw',
    about: 'sockAccept; then receive up to 102,400 bytes, send them all, receive again',
    cells: rawCells,
  },
];

const node = (name: string): Server => ({ program: process.execPath, script: `dist/bench/servers/${name}.js` });
const native = (name: string): Server => ({ program: `bench/load/target/release/${name}` });

/** What is being judged: it takes part in every run. */
export const subject: Peer = {
  name: 'readyloop',
  about: 'this package, MioLoop',
  servers: { raw: node('readyloop-raw') },
};

export const peers: readonly Peer[] = [
  { name: 'net', about: 'node:net doing the same by callbacks', servers: { raw: node('net-raw') } },
  { name: 'mio', about: 'bare Rust mio: the limit, no JavaScript', servers: { raw: native('mio-raw') } },
];

/** What the ratios are to, unless another peer is asked for. */
export const BASELINE = 'net';

/** The name a cell is chosen by on the command line. */
export function cellName({ size, connections, pipeline }: Cell): string {
  return `${size}x${connections}${pipeline > 1 ? `p${pipeline}` : ''}`;
}
