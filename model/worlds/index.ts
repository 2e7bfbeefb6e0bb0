import { tables } from '../../generated/ts/index.js';
import type { Watch } from '../checker/world.js';
import { cancelledIsCancelled, closedRefuses, endSettles, keepsAlive, order, timers } from '../laws/index.js';
import { realContract, type Variant, type VariedWorld } from './contract/variant.js';
import { watched } from './contract/watched.js';
import { WatchMany } from './descriptor/watch-many.js';
import { WatchAttached, WatchOne } from './descriptor/watch-one.js';
import { HandOffCallbacks } from './hand-off/hand-off-callbacks.js';
import { HandOffOperations } from './hand-off/hand-off-operations.js';
import { RaceWorld } from './races/race.js';
import { Accepting } from './sockets/accepting.js';
import { Contending } from './sockets/contending.js';
import { Duplex, type DuplexShape } from './sockets/duplex.js';
import { Queueing } from './sockets/queueing.js';
import { ReaderWorld } from './streams/reader.js';
import { WriterWorld } from './streams/writer.js';
import { ProtocolWorld } from './transports/protocol.js';
import { Server } from './transports/server.js';
import { Transport } from './transports/transport.js';
import { type TurnShape, Turns } from './turns/turns.js';

export { type Contract, handOffSwitches, realContract, type Variant, type VariedWorld } from './contract/variant.js';
export { differences } from './contract/watched.js';

/** The tables as they are shipped, and the engine as it is. */
export const real: Variant = { tables, contract: realContract, silenced: new Set() };

/** An operation beside the user's own callbacks, all of them woken at any moment. */
const beside = { inFlight: 1, resets: false, goesStale: false, threaded: true } as const;

/** Both operations, both callbacks, and a number that goes stale under them. */
const duplex: Omit<DuplexShape, 'name' | 'threaded'> = {
  slot: { reading: 'receive', sending: 'send' },
  inFlight: 1,
  resets: true,
  callbacks: ['READER', 'WRITER'],
  goesStale: true,
};

/** Calls, timers and the end of a loop; everything that laws say about turns. */
const turns: Omit<TurnShape, 'name' | 'handles' | 'clock'> = {
  laws: [cancelledIsCancelled, order, endSettles, timers, keepsAlive, closedRefuses],
  descriptor: true,
  references: false,
  mishaps: false,
};

type Constructors = Readonly<Record<string, (variant: Variant) => VariedWorld>>;
type Makers = Readonly<Record<string, (variant?: Variant) => VariedWorld>>;

/** Every world the checker explores, smallest first, so that a bug is caught where its counterexample is plainest. */
const explored: Constructors = {
  receiving: (variant) =>
    new Duplex(
      {
        name: 'receiving',
        slot: { reading: 'receive' },
        inFlight: 2,
        cuts: 'atMarks',
        resets: true,
        callbacks: ['READER'],
        goesStale: true,
        threaded: true,
      },
      variant,
    ),
  'receiving-records': (variant) =>
    new Duplex(
      {
        name: 'receiving-records',
        slot: { reading: 'receive' },
        inFlight: 2,
        cuts: 'anywhere',
        resets: false,
        callbacks: [],
        goesStale: false,
        threaded: true,
      },
      variant,
    ),
  sending: (variant) =>
    new Duplex(
      {
        name: 'sending',
        slot: { sending: 'send' },
        inFlight: 0,
        resets: true,
        callbacks: ['WRITER'],
        goesStale: true,
        threaded: true,
      },
      variant,
    ),
  'accept-shared': (variant) => new Accepting({ name: 'accept-shared', shared: true }, variant),
  'connect-shared': (variant) =>
    new Duplex(
      {
        name: 'connect-shared',
        slot: { connecting: 'connect' },
        inFlight: 0,
        resets: true,
        callbacks: [],
        goesStale: false,
        threaded: true,
        shared: true,
      },
      variant,
    ),
  'contending-accept': (variant) => new Contending({ name: 'contending-accept', wants: 'accept', sockets: 2 }, variant),
  'contending-receive': (variant) =>
    new Contending({ name: 'contending-receive', wants: 'receive', sockets: 3 }, variant),
  'contending-send': (variant) => new Contending({ name: 'contending-send', wants: 'send', sockets: 2 }, variant),
  queueing: (variant) => new Queueing({ name: 'queueing', wants: 'connect', sockets: 3 }, variant),
  crowding: (variant) => new Queueing({ name: 'crowding', wants: 'send', sockets: 2 }, variant),
  'hand-off-receive': (variant) =>
    new HandOffOperations(
      { name: 'hand-off-receive', slot: { reading: 'receive' }, budgets: true, turns: true },
      variant,
    ),
  'hand-off-accept': (variant) =>
    new HandOffOperations({ name: 'hand-off-accept', slot: { reading: 'accept' }, turns: true }, variant),
  'receive-beside-writer': (variant) =>
    new Duplex(
      {
        ...beside,
        name: 'receive-beside-writer',
        slot: { reading: 'receive' },
        inFlight: 2,
        cuts: 'atMarks',
        callbacks: ['WRITER'],
      },
      variant,
    ),
  'receive-beside-send': (variant) =>
    new Duplex(
      {
        ...beside,
        name: 'receive-beside-send',
        slot: { reading: 'receive', sending: 'send' },
        cuts: 'atMarks',
        goesStale: true,
        callbacks: [],
      },
      variant,
    ),
  'hand-off-callbacks': (variant) => new HandOffCallbacks(variant),
  'send-beside-both': (variant) =>
    new Duplex(
      { ...beside, name: 'send-beside-both', slot: { sending: 'send' }, callbacks: ['READER', 'WRITER'] },
      variant,
    ),
  accepting: (variant) => new Accepting({ name: 'accepting', shared: false }, variant),
  connecting: (variant) =>
    new Duplex(
      {
        name: 'connecting',
        slot: { connecting: 'connect', sending: 'send' },
        inFlight: 0,
        resets: true,
        callbacks: ['READER', 'WRITER'],
        goesStale: true,
        threaded: true,
      },
      variant,
    ),
  datagrams: (variant) =>
    new Duplex(
      {
        name: 'datagrams',
        slot: { reading: 'receive', sending: 'send' },
        datagrams: true,
        inFlight: 1,
        resets: false,
        callbacks: ['READER'],
        goesStale: true,
        threaded: true,
      },
      variant,
    ),
  'connect-beside-receive': (variant) =>
    new Duplex(
      {
        ...beside,
        name: 'connect-beside-receive',
        slot: { connecting: 'connect', reading: 'receive', sending: 'send' },
        goesStale: true,
        callbacks: [],
      },
      variant,
    ),
  server: (variant) => new Server('server', variant),
  transport: (variant) => new Transport('transport', variant),
  'watch-one': (variant) => new WatchOne(variant),
  'watch-attached': (variant) => new WatchAttached(variant),
  'duplex-mio': (variant) => new Duplex({ ...duplex, name: 'duplex-mio', threaded: false }, variant),
  'watch-two': (variant) =>
    new WatchMany(
      {
        name: 'watch-two',
        count: 2,
        directions: ['READER'],
        stream: { inFlight: 1, fills: false, ends: false, resets: false },
      },
      variant,
    ),
  'hand-off-both': (variant) =>
    new HandOffOperations(
      { name: 'hand-off-both', slot: { reading: 'receive', sending: 'send' }, budgets: true, reopens: false },
      variant,
    ),
  duplex: (variant) => new Duplex({ ...duplex, name: 'duplex', threaded: true }, variant),
  protocol: (variant) => new ProtocolWorld(variant),
  race: (variant) => new RaceWorld(variant),
  reader: (variant) => new ReaderWorld(variant),
  writer: (variant) => new WriterWorld(variant),
  turns: (variant) => new Turns({ ...turns, name: 'turns', handles: 3, clock: 2 }, variant),
  ending: (variant) =>
    new Turns({ ...turns, name: 'ending', handles: 2, clock: 1, references: true, mishaps: true }, variant),
};

/** Worlds beyond what can be explored. */
const large: Constructors = {
  'watch-eight': (variant) =>
    new WatchMany(
      {
        name: 'watch-eight',
        count: 8,
        directions: ['READER', 'WRITER'],
        stream: { inFlight: 2, fills: true, ends: true, resets: true },
      },
      variant,
    ),
};

function makers(constructors: Constructors): Makers {
  return Object.fromEntries(
    Object.entries(constructors).map(([name, construct]) => [name, (variant = real) => renewable(construct, variant)]),
  );
}

function renewable(construct: (variant: Variant) => VariedWorld, variant: Variant): VariedWorld {
  const again = (watch?: Watch) => renewable(construct, watch ? watched(variant, watch) : variant);
  return Object.assign(construct(variant), { again });
}

/** The worlds that are explored, by their names, smallest first; of a variant that is given, or else of the real loop. */
export const worlds: Makers = makers(explored);

/** Worlds that are walked at random. */
export const largeWorlds: Makers = { ...makers(large), duplex: worlds.duplex as Makers[string] };
