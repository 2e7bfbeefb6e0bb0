import { tables } from '../../generated/ts/index.js';
import { Accepting } from './accepting.js';
import { Duplex, type DuplexShape } from './duplex.js';
import type { ModelWorld } from './model-world.js';
import { realContract, type Variant } from './variant.js';
import { WatchOne } from './watch-one.js';
import { WatchTwo } from './watch-two.js';

export { type Contract, realContract, type Variant } from './variant.js';

/** The tables as they are shipped, and the engine as it is. */
export const real: Variant = { tables, contract: realContract };

/** Both operations, both callbacks, and a number that goes stale under them. */
const duplex: Omit<DuplexShape, 'name' | 'threaded'> = {
  slot: { reading: 'receive', sending: 'send' },
  inFlight: 1,
  resets: true,
  callbacks: ['READER', 'WRITER'],
  goesStale: true,
};

/** Every world the checker explores, smallest first, so that a bug is caught where its counterexample is plainest. */
export const worlds: Readonly<Record<string, (variant?: Variant) => ModelWorld>> = {
  receiving: (variant = real) =>
    new Duplex(
      {
        name: 'receiving',
        slot: { reading: 'receive' },
        inFlight: 2,
        resets: true,
        callbacks: ['READER'],
        goesStale: false,
        threaded: true,
      },
      variant,
    ),
  sending: (variant = real) =>
    new Duplex(
      {
        name: 'sending',
        slot: { sending: 'send' },
        inFlight: 0,
        resets: true,
        callbacks: ['WRITER'],
        goesStale: false,
        threaded: true,
      },
      variant,
    ),
  accepting: (variant = real) => new Accepting(variant),
  'watch-one': (variant = real) => new WatchOne(variant),
  'duplex-mio': (variant = real) => new Duplex({ ...duplex, name: 'duplex-mio', threaded: false }, variant),
  'watch-two': (variant = real) => new WatchTwo(variant),
  duplex: (variant = real) => new Duplex({ ...duplex, name: 'duplex', threaded: true }, variant),
};
