import {
  EngineError,
  PollerBits,
  SystemCall,
  Told,
  TRACE_WORDS,
  TraceField,
  TraceKind,
  tables,
  UserCall,
} from '../../generated/ts/index.js';
import { errnoName } from '../errors/index.js';

/** What the poller can report of a descriptor, by its name in epoll(7). */
export type PollerBit = keyof typeof PollerBits;

/**
 * One thing that happened to a descriptor: what the user called, what the kernel answered, what a state machine of the
 * loop did, or, where the loop has a trace, what the user was told of it. `at` is the turn of the loop in which it
 * happened, or the number of its record in a trace.
 */
export type Happening = { readonly at: number } & (
  | {
      readonly by: 'user';
      readonly call: keyof typeof UserCall;
      /** The number of the operation that it is about. */
      readonly operation: number | undefined;
      /** Of which callback it is the beginning or the end. */
      readonly callback: 'reader' | 'writer' | undefined;
    }
  | {
      readonly by: 'kernel';
      readonly call: keyof typeof SystemCall;
      /** The name of its errno. */
      readonly error: string | undefined;
      /** A count of bytes, or a descriptor. */
      readonly value: number;
      /** How many bytes were asked for. */
      readonly asked: number;
      /** What was reported, or asked to be reported. */
      readonly bits: readonly PollerBit[];
    }
  | {
      readonly by: 'loop';
      readonly machine: string;
      readonly event: string;
      readonly before: string;
      readonly after: string;
    }
  | {
      readonly by: 'told';
      readonly what: keyof typeof Told;
      /** The number of the operation that it is about. */
      readonly operation: number | undefined;
      /** The name of its errno, or why the loop itself has ended it. */
      readonly error: string | undefined;
      /** A count of bytes, or a descriptor. */
      readonly value: number;
    }
);

const userCalls = Object.keys(UserCall) as (keyof typeof UserCall)[];
const told = Object.keys(Told) as (keyof typeof Told)[];
const systemCalls = Object.keys(SystemCall) as (keyof typeof SystemCall)[];
const OF_OPERATIONS: readonly string[] = ['ACCEPT', 'RECEIVE', 'SEND', 'CONNECT', 'CANCEL', 'REFUSED'];
const OUTCOMES: readonly string[] = ['ACCEPTED', 'RECEIVED', 'SENT', 'CONNECTED', 'FAILED', 'ABORTED'];

/** Records as a trace has them, in the names of the specification. */
export function happenings(records: Int32Array, at: ArrayLike<number>): Happening[] {
  return Array.from(at, (when, index) => happening(records.subarray(index * TRACE_WORDS), when));
}

/** The names of the poller's bits. */
export function bitsOf(bits: number): PollerBit[] {
  return (Object.keys(PollerBits) as PollerBit[]).filter((name) => (bits & PollerBits[name]) !== 0);
}

function happening(words: Int32Array, at: number): Happening {
  const field = (name: keyof typeof TraceField) => words[TraceField[name]] as number;
  const code = field('CODE');
  switch (field('KIND')) {
    case TraceKind.USER:
      return byUser(at, userCalls[code] as keyof typeof UserCall, field('EXTRA'));
    case TraceKind.SYSTEM:
      return byKernel(at, systemCalls[code] as keyof typeof SystemCall, field('ERROR'), field('VALUE'), field('EXTRA'));
    case TraceKind.TOLD:
      return byTold(at, told[code] as keyof typeof Told, field('ERROR'), field('VALUE'), field('EXTRA'));
    default: {
      const { name = '', states = [], events = [] } = tables[code] ?? {};
      const [event, before, after] = [events[field('EVENT')], states[field('BEFORE')], states[field('AFTER')]];
      return { at, by: 'loop', machine: name, event: event ?? '', before: before ?? '', after: after ?? '' };
    }
  }
}

function byUser(at: number, call: keyof typeof UserCall, extra: number): Happening {
  const isCallback = call === 'CALLBACK_BEGIN' || call === 'CALLBACK_END';
  return {
    at,
    by: 'user',
    call,
    operation: OF_OPERATIONS.includes(call) ? extra : undefined,
    callback: isCallback ? (extra === 1 ? 'writer' : 'reader') : undefined,
  };
}

function byKernel(at: number, call: keyof typeof SystemCall, errno: number, value: number, extra: number): Happening {
  const registers = call === 'epoll_add' || call === 'epoll_mod';
  return {
    at,
    by: 'kernel',
    call,
    error: errno === 0 ? undefined : errnoName(errno),
    value,
    asked: registers ? 0 : extra,
    bits: call === 'poll' ? bitsOf(value) : registers ? bitsOf(extra) : [],
  };
}

function byTold(at: number, what: keyof typeof Told, error: number, value: number, operation: number): Happening {
  return {
    at,
    by: 'told',
    what,
    operation: OUTCOMES.includes(what) ? operation : undefined,
    error: error === 0 ? undefined : error > 0 ? errnoName(error) : REASONS.get(error),
    value,
  };
}

/** The engine's own reasons by their numbers. */
const REASONS = new Map(Object.entries(EngineError).map(([name, number]) => [number as number, name]));
