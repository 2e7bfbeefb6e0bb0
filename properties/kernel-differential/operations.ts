import fc from 'fast-check';

/** The kinds of open file that both kernels have. */
const KINDS = ['unix', 'tcp', 'listener', 'connecting', 'udp', 'unixgram', 'seqpacket', 'descriptors'] as const;
export type Kind = (typeof KINDS)[number];

/** How many descriptor numbers and open files a sequence has. */
export const NUMBERS = 3;
const FILES = 2;

/** What the other end of a file does, or whoever else is involved. */
export const ACTS = [
  'sends',
  'sendsTwo',
  'urges',
  'ends',
  'closes',
  'resets',
  'reads',
  'arrives',
  'steals',
  'isAbsent',
] as const;
export type Act = (typeof ACTS)[number];

export type Operation =
  | { readonly op: 'add' | 'modify'; readonly number: number; readonly interest: number }
  | {
      readonly op:
        | 'remove'
        | 'close'
        | 'dup'
        | 'shutdown'
        | 'halve'
        | 'write'
        | 'connect'
        | 'disconnect'
        | 'block'
        | 'unblock';
      readonly number: number;
    }
  | { readonly op: 'read'; readonly number: number; readonly most: 1 | 2 }
  | { readonly op: 'accept'; readonly number: number; readonly atLimit: boolean }
  | { readonly op: 'refused'; readonly number: number }
  | { readonly op: 'open'; readonly file: number }
  | { readonly op: 'peer'; readonly file: number; readonly act: Act }
  | { readonly op: 'poll' };

/** A sequence: what the files are, and what is done. Numbers 0 and 1 name the two files at the start. */
export interface Sequence {
  readonly kinds: readonly [Kind, Kind];
  readonly operations: readonly Operation[];
}

const number = fc.nat({ max: NUMBERS - 1 });
const file = fc.nat({ max: FILES - 1 });
const kind = fc.constantFrom(...KINDS);
const on = <Op extends string>(op: Op) => fc.record({ op: fc.constant(op), number });
const interest = fc.constantFrom(1, 2, 3, 5, 7);

const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ op: fc.constantFrom('add' as const), number, interest }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constantFrom('modify' as const), number, interest }) },
  { weight: 1, arbitrary: on('remove') },
  { weight: 1, arbitrary: on('close') },
  { weight: 1, arbitrary: on('dup') },
  { weight: 1, arbitrary: on('shutdown') },
  { weight: 1, arbitrary: on('halve') },
  { weight: 3, arbitrary: on('write') },
  { weight: 2, arbitrary: on('connect') },
  { weight: 1, arbitrary: on('refused') },
  { weight: 1, arbitrary: on('disconnect') },
  { weight: 1, arbitrary: on('block') },
  { weight: 1, arbitrary: on('unblock') },
  {
    weight: 4,
    arbitrary: fc.record({ op: fc.constant('read' as const), number, most: fc.constantFrom(1 as const, 2 as const) }),
  },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('accept' as const), number, atLimit: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('open' as const), file }) },
  { weight: 10, arbitrary: fc.record({ op: fc.constant('peer' as const), file, act: fc.constantFrom(...ACTS) }) },
  { weight: 8, arbitrary: fc.constant({ op: 'poll' as const }) },
);

export const sequences: fc.Arbitrary<Sequence> = fc.record({
  kinds: fc.tuple(kind, kind),
  operations: fc.array(operation, { minLength: 10, maxLength: 60, size: 'max' }),
});

/** What an operation answered: a count, `ok`, `end`, or the name of an error. */
export type Answer = number | string;

/** One registration that poll reported: its token, and the bits that model/kernel/bits.ts has. */
export interface Report {
  readonly token: number;
  readonly bits: number;
}

/** Either kernel. */
export interface Subject {
  /** Does what is possible; `token` goes into what is registered. */
  perform(operation: Operation, token: number): Answer;
  poll(): Report[];
  /** What poll(2) would say of a number, -1 if it names nothing. */
  levels(number: number): number;
  /** How many bytes can be read of a stream that a number names, else 0. */
  queued(number: number): number;
}

function interestInWords(interest: number): string {
  return ['READ', 'WRITE', 'URGENT'].filter((_, bit) => interest & (1 << bit)).join('|');
}

/** `peer resets file 1`, `read fd 0`. */
export function describe(operation: Operation): string {
  switch (operation.op) {
    case 'peer':
      return `the peer of file ${operation.file} ${operation.act}`;
    case 'open':
      return `open file ${operation.file}`;
    case 'poll':
      return 'poll';
    case 'add':
    case 'modify':
      return `${operation.op} fd ${operation.number} for ${interestInWords(operation.interest)}`;
    default:
      return `${operation.op} fd ${operation.number}${'most' in operation ? ` (${operation.most})` : ''}${'atLimit' in operation && operation.atLimit ? ' at the descriptor limit' : ''}`;
  }
}
