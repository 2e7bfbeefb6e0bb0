import * as fc from 'fast-check';
import type { Fault } from '../support/testing-addon.js';

/** A fault of a descriptor that there is not yet. */
export type Coming = Omit<Fault, 'fd'>;
type Errno = NonNullable<Fault['errno']>;

/** Which errors an operation has to get over by itself, and which it is to tell. */
interface Errors {
  readonly passing: readonly Errno[];
  readonly failing: readonly Errno[];
}

/** What the kernel may answer to each call of a connection's life (accept(2), connect(2), recv(2), send(2), epoll_ctl(2)). */
export const ERRORS = {
  accept: {
    passing: ['EINTR', 'EAGAIN', 'ECONNABORTED', 'EPROTO', 'ENETDOWN', 'ENOPROTOOPT', 'EHOSTUNREACH', 'ENETUNREACH'],
    failing: ['EPERM', 'EINVAL'],
  },
  connect: {
    passing: ['EINTR', 'EINPROGRESS', 'EALREADY', 'EAGAIN'],
    failing: ['ECONNREFUSED', 'ETIMEDOUT', 'EHOSTUNREACH', 'EADDRNOTAVAIL'],
  },
  recv: { passing: ['EINTR', 'EAGAIN'], failing: ['ECONNRESET', 'ETIMEDOUT', 'ENOMEM'] },
  send: { passing: ['EINTR', 'EAGAIN', 'ENOBUFS'], failing: ['EPIPE', 'ECONNRESET', 'ENETDOWN', 'ENOMEM'] },
  epoll_add: { passing: [], failing: ['ENOSPC', 'ENOMEM'] },
} as const satisfies Partial<Record<Fault['call'], Errors>>;

/** At these accepting pauses, and it is told once (L9). */
export const LIMITS: readonly Errno[] = ['EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM'];

export interface Connection {
  /** What its client meets until it is connected. */
  readonly connect: readonly Coming[];
  /** What its two ends meet from then on. */
  readonly client: readonly Coming[];
  readonly server: readonly Coming[];
  /** How many bytes go and come back. */
  readonly length: number;
  /** How many of them are asked for at a time. */
  readonly part: number;
  /** Receives into memory of its own. */
  readonly into: boolean;
  /** The kernel's buffers are small, so that it says "would block" by itself, too. */
  readonly small: boolean;
}

/** An echo server, those who connect to it, and what their system calls meet. */
export interface Plan {
  readonly listener: readonly Coming[];
  readonly connections: readonly Connection[];
}

const often = fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 1, max: 4 }) }, fc.constant(200));

function errorsOf(call: keyof typeof ERRORS): fc.Arbitrary<Coming> {
  const errors: Errors = ERRORS[call];
  const errno = fc.constantFrom(...errors.passing, ...errors.failing);
  return fc.record({ call: fc.constant(call), after: fc.nat(6), times: fc.integer({ min: 1, max: 4 }), errno });
}

/** Signals, one behind the other, and counts that are short; of a send also of nothing at all. */
const interrupted = (call: Fault['call']) =>
  fc.record({ call: fc.constant(call), after: fc.nat(6), times: often, errno: fc.constant<Errno>('EINTR') });
const short = (call: 'recv' | 'send', least: number) =>
  fc.record({ call: fc.constant(call), after: fc.nat(6), times: often, short: fc.integer({ min: least, max: 9 }) });

const limit: fc.Arbitrary<Coming> = fc.record({
  call: fc.constant('accept' as const),
  after: fc.nat(4),
  errno: fc.constantFrom(...LIMITS),
});

const ofConnection = fc.oneof(
  { weight: 3, arbitrary: errorsOf('recv') },
  { weight: 3, arbitrary: errorsOf('send') },
  { weight: 1, arbitrary: errorsOf('epoll_add') },
  { weight: 2, arbitrary: short('recv', 1) },
  { weight: 2, arbitrary: short('send', 0) },
  { weight: 1, arbitrary: interrupted('recv') },
  { weight: 1, arbitrary: interrupted('send') },
);

/** How much goes through small buffers at most. */
const SMALL_LENGTH = 20_000;

const connection: fc.Arbitrary<Connection> = fc
  .record({
    connect: fc.array(fc.oneof(errorsOf('connect'), interrupted('connect')), { maxLength: 3 }),
    client: fc.array(ofConnection, { maxLength: 4 }),
    server: fc.array(ofConnection, { maxLength: 4 }),
    length: fc.oneof(fc.nat(100), fc.integer({ min: 1000, max: 300_000 })),
    part: fc.oneof(fc.integer({ min: 50, max: 100 }), fc.integer({ min: 1000, max: 100_000 })),
    into: fc.boolean(),
    small: fc.boolean(),
  })
  // TCP takes its time to say that a small buffer has room again.
  .filter(({ small, length }) => !small || length <= SMALL_LENGTH);

/** A limit costs a tenth of a second, so there is one at most. */
export const plan: fc.Arbitrary<Plan> = fc.record({
  listener: fc
    .tuple(
      fc.array(fc.oneof(errorsOf('accept'), errorsOf('epoll_add'), interrupted('accept')), { maxLength: 4 }),
      fc.option(limit, { freq: 4 }),
    )
    .map(([faults, limit]) => (limit === null ? faults : [...faults, limit])),
  connections: fc.array(connection, { minLength: 1, maxLength: 5 }),
});
