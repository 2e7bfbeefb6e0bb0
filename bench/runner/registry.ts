/** What can be measured, as data: a further peer, mode or cell is a further entry here and, for a peer, a server file. */
import { LINKS, PIPES, ROUNDS } from './amounts.js';
import { interpreterOf, modulesOf } from './environment.js';

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

/** What makes the requests: messages that come back, as a stream or as datagrams, connections of one byte each, or a program of others. */
export type Driver = 'echo' | 'udp' | 'churn' | 'redis-benchmark';

export interface Mode {
  readonly name: string;
  readonly about: string;
  readonly cells: readonly Cell[];
  /** `echo` unless it is given. */
  readonly driver?: Driver;
  /** Its servers do what one message asks for before they look at the next: there is one connection, and no pipeline. */
  readonly alone?: true;
}

/**
 * How a server is started. It prints its port as its first line, and its process id if that is not the one that was started; it ends
 * when its standard input does.
 * Paths that are not absolute begin at the package's root; one that is missing means that the peer is not installed.
 */
export interface Server {
  readonly program: string;
  readonly script?: string;
  /** Programs on the PATH that it starts, or that make its load. */
  readonly needs?: readonly string[];
  readonly args?: readonly string[];
  /** JavaScript runs on its main thread, whose CPU is reported apart; it watches Node's loop when told: servers/heartbeat. */
  readonly javascript?: boolean;
}

export interface Peer {
  readonly name: string;
  readonly about: string;
  /** One server a mode; a mode that is not here is one this peer does not take part in. */
  readonly servers: Readonly<Record<string, Server>>;
  /** What `npm run bench:peers` installs for it into a Python environment of its own: packages with their versions. */
  readonly packages?: readonly string[];
  /** The same of npm. */
  readonly modules?: readonly string[];
}

/**
 * The cells that a quick run has time for. Of raw: what waking up costs, what a request costs, what a byte costs; and with
 * many connections, whether some wait for the others. Of proto and stream: those that are asked to reach a bar.
 */
const quick: Readonly<Record<string, readonly string[]>> = {
  raw: ['1024x1', '1024x64', '102400x64', '1024x512', '10240x512'],
  proto: ['1024x1', '1024x64', '10240x64', '102400x16'],
  stream: ['1024x1', '1024x64', '10240x64', '102400x64'],
};

const SIZES = [1_024, 10_240, 102_400];

/** Every size with each of these numbers of connections. */
function cellsOf(mode: string, connections: readonly number[]): readonly Cell[] {
  const all = connections.flatMap((connections) => SIZES.map((size) => ({ mode, size, connections, pipeline: 1 })));
  return all.map((cell) => ({ ...cell, full: !quick[mode]?.includes(cellName(cell)) }));
}

/** One connection, which waits for each answer. */
function alone(mode: string, size: number): Cell {
  return { mode, size, connections: 1, pipeline: 1, full: false };
}

export const modes: readonly Mode[] = [
  {
    name: 'raw',
    about: 'sockAccept; then receive up to 102,400 bytes, send them all, receive again',
    cells: cellsOf('raw', [1, 64, 512]),
  },
  {
    name: 'proto',
    about: 'a protocol: dataReceived writes what came',
    cells: cellsOf('proto', [1, 16, 64, 512]),
  },
  {
    name: 'stream',
    about: 'streams: a line is read and written back, and nobody waits for room',
    cells: cellsOf('stream', [1, 64]),
  },
  {
    name: 'pipelined',
    about: 'a small RESP server, one write a reply: redis-benchmark -P 16 -c 50 PING',
    cells: [{ mode: 'pipelined', size: 14, connections: 50, pipeline: 16, full: false }],
    driver: 'redis-benchmark',
  },
  {
    name: 'churn',
    about: 'connect, send a byte, get it back, close: a request is all of that',
    cells: [1, 64].map((connections) => ({
      mode: 'churn',
      size: 1,
      connections,
      pipeline: 1,
      full: connections === 1,
    })),
    driver: 'churn',
  },
  {
    name: 'udp',
    about: 'datagrams on one socket: one is received, and sent back to where it came from',
    cells: [1, 64].map((connections) => ({ mode: 'udp', size: 100, connections, pipeline: 1, full: false })),
    driver: 'udp',
  },
  {
    name: 'soon',
    about: `a request is a chain of ${LINKS.toLocaleString('en')} queued calls, each of which queues the next`,
    cells: [alone('soon', 1)],
    alone: true,
  },
  {
    name: 'timers',
    about: 'a request is a timer: a tenth of a millisecond for each byte of the message; its latency is what counts',
    cells: [1, 10, 50].map((size) => alone('timers', size)),
    alone: true,
  },
  {
    name: 'readers',
    about: `a request is ${PIPES * ROUNDS} callbacks of ${PIPES} pipes that are always ready: each reads a byte and writes one`,
    cells: [alone('readers', 1)],
    alone: true,
  },
];

export function driverOf({ mode }: Cell): Driver {
  return modes.find(({ name }) => name === mode)?.driver ?? 'echo';
}

const node = (name: string, ...args: string[]): Server => ({
  program: process.execPath,
  script: `dist/bench/servers/${name}.js`,
  args,
  javascript: true,
});
const resp = (name: string, ...args: string[]): Server => ({ ...node(name, ...args), needs: ['redis-benchmark'] });

/** The package of npm that has the program for this processor. */
const BUN = `@oven/bun-linux-${process.arch === 'arm64' ? 'aarch64' : process.arch}`;

const bun = (program: string): Server => ({
  program: `${modulesOf('bun')}/${BUN}/bin/bun`,
  script: 'dist/bench/servers/bun.js',
  args: [program],
  javascript: true,
  ...(program === 'resp' ? { needs: ['redis-benchmark'] } : {}),
});

const native = (name: string): Server => ({ program: `bench/load/target/release/${name}` });

const redisServer: Server = {
  ...node('redis-server'),
  javascript: false,
  needs: ['redis-server', 'setpriv', 'redis-benchmark'],
};

const pythonServer = (module: string, script: string, ...args: string[]): Server => ({
  program: interpreterOf(module),
  script: `bench/servers/asyncio-${script}.py`,
  args: [module, ...args],
});

/** Servers of the modes in which a message asks for work. */
const asked = <T>(make: (mode: string) => T): Record<'soon' | 'timers' | 'readers', T> => ({
  soon: make('soon'),
  timers: make('timers'),
  readers: make('readers'),
});

/** A loop with asyncio's API: `module` is the Python module that makes it, and the name of its environment. */
const python = (
  module: string,
  about: string,
  packages: readonly string[],
  more: (module: string) => Peer['servers'] = () => ({}),
): Peer => ({
  name: module,
  about: `${about}; by npm run bench:peers`,
  servers: {
    raw: pythonServer(module, 'raw'),
    proto: pythonServer(module, 'proto'),
    stream: pythonServer(module, 'stream'),
    ...more(module),
  },
  packages,
});

const allOfPython = (module: string): Peer['servers'] => ({
  udp: pythonServer(module, 'udp'),
  ...asked((mode) => pythonServer(module, 'asked', mode)),
});

/** What is being judged: it takes part in every run. */
export const subject: Peer = {
  name: 'readyloop',
  about: "this package on the mio backend: all on JavaScript's thread",
  servers: {
    raw: node('readyloop-raw', 'mio'),
    proto: node('readyloop-proto', 'mio', 'owned'),
    stream: node('readyloop-stream', 'mio'),
    pipelined: resp('readyloop-resp', 'mio'),
    churn: node('readyloop-proto', 'mio', 'owned'),
    udp: node('readyloop-udp', 'mio'),
    ...asked((mode) => node('readyloop-asked', 'mio', mode)),
  },
};

export const peers: readonly Peer[] = [
  {
    name: 'tokio',
    about: 'this package on the tokio backend: the engine on a thread of its own',
    servers: {
      raw: node('readyloop-raw', 'tokio'),
      proto: node('readyloop-proto', 'tokio', 'owned'),
      stream: node('readyloop-stream', 'tokio'),
      pipelined: resp('readyloop-resp', 'tokio'),
      churn: node('readyloop-proto', 'tokio', 'owned'),
      udp: node('readyloop-udp', 'tokio'),
      ...asked((mode) => node('readyloop-asked', 'tokio', mode)),
    },
  },
  {
    name: 'borrowed',
    about: 'readyloop with protocols that are lent what came: `borrowed: true`',
    servers: { proto: node('readyloop-proto', 'mio', 'borrowed') },
  },
  {
    name: 'tokio-lent',
    about: 'tokio with such protocols',
    servers: { proto: node('readyloop-proto', 'tokio', 'borrowed') },
  },
  {
    name: 'timed',
    about: 'readyloop with a `timeout` of a minute on each receive and each send',
    servers: { raw: node('readyloop-raw', 'mio', 'timed') },
  },
  {
    name: 'tokio-timed',
    about: 'tokio with such calls',
    servers: { raw: node('readyloop-raw', 'tokio', 'timed') },
  },
  {
    name: 'net',
    about: 'node:net, node:dgram and timers of Node doing the same by callbacks',
    servers: {
      raw: node('net-raw'),
      proto: node('net-proto'),
      stream: node('net-stream', 'split'),
      pipelined: resp('net-resp'),
      churn: node('net-proto'),
      udp: node('net-udp'),
      soon: node('net-asked', 'soon'),
      timers: node('net-asked', 'timers'),
    },
  },
  {
    name: 'readline',
    about: 'node:net with the lines of node:readline',
    servers: { stream: node('net-stream', 'readline') },
  },
  {
    name: 'bun',
    about: 'Bun.listen; by npm run bench:peers',
    servers: { proto: bun('proto'), pipelined: bun('resp'), churn: bun('proto') },
    modules: [`${BUN}@1.4.4`],
  },
  {
    name: 'mio',
    about: 'bare Rust mio: the limit, no JavaScript, and so the same program for each mode',
    servers: Object.fromEntries(['raw', 'proto', 'stream', 'churn'].map((mode) => [mode, native('mio-raw')])),
  },
  {
    name: 'redis',
    about: "Redis' own server, in C (Debian: redis-server)",
    servers: { pipelined: redisServer },
  },
  {
    name: 'plain',
    about: 'what callbacks of pipes do, in Node, without a loop: what remains of the others is theirs',
    servers: { readers: node('net-asked', 'plain') },
  },
  {
    name: 'plain-python',
    about: 'the same in Python, for its loops; by npm run bench:peers',
    servers: { readers: pythonServer('asyncio', 'asked', 'plain') },
  },
  python('asyncio', "Python's own loop", [], allOfPython),
  python('uvloop', 'the loop of libuv for Python', ['uvloop==0.23.0'], allOfPython),
  python('rloop', 'a loop over Rust mio for Python', ['rloop==0.5.0']),
];

/** What the ratios are to, unless another peer is asked for. */
export const BASELINE = 'net';

/** The name a cell is chosen by on the command line. */
export function cellName({ size, connections, pipeline }: Omit<Cell, 'mode' | 'full'>): string {
  return `${size}x${connections}${pipeline > 1 ? `p${pipeline}` : ''}`;
}
