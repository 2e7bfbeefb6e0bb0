import * as fc from 'fast-check';

/** What a server's side does with its transport, whenever it is its turn. */
export type Doing =
  | { readonly do: 'write' | 'tryWrite'; readonly size: number }
  | { readonly do: 'writelines'; readonly sizes: readonly number[] }
  | {
      readonly do:
        | 'writeEof'
        | 'pauseReading'
        | 'resumeReading'
        | 'cork'
        | 'uncork'
        | 'close'
        | 'abort'
        | 'reset'
        | 'throw'
        | 'setProtocol'
        | 'lower marks';
    };

/** What the peer does next; or the server's side from outside of any callback; or nobody, for some rounds. */
type Move =
  | { readonly do: 'send' | 'read'; readonly size: number }
  | { readonly do: 'finish' | 'reset' | 'leave' }
  | { readonly do: 'serve'; readonly what: Doing }
  | { readonly do: 'rest'; readonly rounds: number };

export interface Connection {
  readonly moves: readonly Move[];
  /** What is done in the callbacks, one after the other; a callback beyond the last does nothing. */
  readonly inCallbacks: readonly (readonly Doing[])[];
  /** What eofReceived answers. */
  readonly keepsOpen: boolean;
  /** The size of its own buffer, of a protocol that has one. */
  readonly buffer: number | null;
  /** The kernel's buffers are small. */
  readonly small: boolean;
}

/** Connections to one server, and how all ends. */
export interface Plan {
  readonly connections: readonly Connection[];
  readonly borrowed: boolean;
  readonly maxConnections: number | null;
  readonly ending: 'peers finish' | 'closeClients' | 'abortClients' | 'close the loop';
}

/** Around what is a border somewhere: an end of a read, a mark, what is copied and what is not. */
const BORDERS = [1, 100, 4_096, 16_384, 65_536, 102_400];
const size = fc.oneof(
  { weight: 3, arbitrary: fc.nat(50) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom(...BORDERS), fc.integer({ min: -1, max: 1 }))
      .map(([border, by]) => border + by),
  },
  { weight: 2, arbitrary: fc.nat(150_000) },
  { weight: 1, arbitrary: fc.integer({ min: 500_000, max: 2_000_000 }) },
);

const ordinary = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom('write', 'tryWrite'), size }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('writelines'), sizes: fc.array(size, { maxLength: 6 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('pauseReading', 'resumeReading', 'cork', 'uncork', 'lower marks') }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('setProtocol') }) },
);
const final = fc.record({ do: fc.constantFrom('writeEof', 'close', 'abort', 'reset', 'throw') });
const doing = fc.oneof({ weight: 9, arbitrary: ordinary }, { weight: 1, arbitrary: final }) as fc.Arbitrary<Doing>;

const move = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('send'), size }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('read'), size }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('serve'), what: doing }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('rest'), rounds: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('finish', 'reset', 'leave') }) },
) as fc.Arbitrary<Move>;

const connection: fc.Arbitrary<Connection> = fc.record({
  moves: fc.array(move, { maxLength: 12 }),
  inCallbacks: fc.array(fc.array(doing, { maxLength: 3 }), { maxLength: 8 }),
  keepsOpen: fc.boolean(),
  buffer: fc.option(fc.constantFrom(1_000, 50_000, 100_000), { freq: 4, nil: null }),
  small: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.constant(true)),
});

/** TCP takes its time to say that a small buffer has room again. */
function gentle(one: Connection): Connection {
  if (!one.small) return one;
  const less = <T extends object>(what: T): T =>
    'size' in what ? { ...what, size: Math.min(what.size as number, 10_000) } : what;
  const of = (what: Doing): Doing =>
    what.do === 'writelines' ? { ...what, sizes: what.sizes.map((one) => Math.min(one, 3_000)) } : less(what);
  return {
    ...one,
    moves: one.moves.map((move) => (move.do === 'serve' ? { ...move, what: of(move.what) } : less(move))),
    inCallbacks: one.inCallbacks.map((all) => all.map(of)),
  };
}

export const plan: fc.Arbitrary<Plan> = fc.record({
  connections: fc.array(connection.map(gentle), { minLength: 1, maxLength: 5 }),
  borrowed: fc.boolean(),
  maxConnections: fc.option(fc.integer({ min: 1, max: 3 }), { freq: 5, nil: null }),
  ending: fc.constantFrom('peers finish', 'peers finish', 'closeClients', 'abortClients', 'close the loop'),
});
