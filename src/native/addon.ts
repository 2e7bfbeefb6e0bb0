import { createRequire } from 'node:module';
import { TABLE_HASH } from '../../generated/ts/index.js';
import { AddonMismatchError, AddonMissingError, UnsupportedRuntimeError } from '../errors/index.js';
import type { AddressInfo, NativeAddress } from './addresses.js';
import { runtime, UNSUPPORTED } from './runtime.js';

/**
 * What the native addon offers, and the loading of it. Nothing else in `src` touches native code but through these types.
 */

/** A slot's key is `generation * SLOTS + index`. */
export const SLOTS = 2 ** 20;

/** What an operation's start returns when it settled at once: its record is in `result`. */
export const SETTLED = 1;

/** What `cancel` returns when the operation's record is on its way already. */
export const ON_ITS_WAY = -1;

export interface NativeLoopOptions {
  /** The engine gets a thread of its own. */
  apart?: boolean;
  /** Timers run by libuv's, since it can watch no descriptor here; only with `apart`. */
  coarse?: boolean;
  trace?: string;
  slabBytes?: number;
  batchCapacity?: number;
  /** The asynchronous resource in which JavaScript is called; without one the loop has one of its own. */
  resource?: object;
}

/** What `past` tells of a descriptor; see its Rust. */
export interface NativePast {
  slot?: number;
  generation?: number;
  live: boolean;
  states: number[];
  records: Int32Array;
  turns: Uint32Array;
  turn: number;
  sincePoll: number;
  ready?: number;
}

/** What native code has counted; see its Rust. */
export interface NativeStats {
  readonly slots: number;
  readonly registrations: number;
  readonly pending: number;
  readonly forbidden: number;
  readonly turns: number;
  readonly steps: number;
  /** How often JavaScript was called, with how many records in all, and for how many nanoseconds at the longest. */
  readonly entries: number;
  readonly records: number;
  readonly longestEntry: number;
  /** How often the timer that JavaScript's timers share was set. */
  readonly timerSet: number;
  readonly epollAdd: number;
  readonly epollMod: number;
  readonly epollDel: number;
  readonly poll: number;
  readonly accept: number;
  readonly connect: number;
  readonly disconnect: number;
  readonly recv: number;
  readonly send: number;
  readonly close: number;
  readonly shutdown: number;
}

export interface NativeLoop {
  // Memory that both sides see.

  /** Rows of BATCH_WORDS words, valid within the batch. */
  readonly records: Int32Array;
  /** Bytes that records point into. */
  readonly slab: Uint8Array;
  /** One row, for an operation that settled at once. */
  readonly result: Int32Array;
  /**
   * How many rows of TOLD_WORDS words there are, and the rows: what users were told. Each call that reaches the engine takes
   * them first.
   */
  readonly told: Int32Array;
  /**
   * How many rows of COMMAND_WORDS words there are, and the rows: what is asked of transports. All are taken, and there are none
   * again, when JavaScript returns to a turn, or with `submit`.
   */
  readonly commands: Int32Array;
  /** Bytes that WRITE rows point into. */
  readonly outgoing: Uint8Array;
  /** What WRITE_APART and READ_INTO rows point to; it is emptied with the rows. */
  readonly pieces: Uint8Array[];
  /** Memory that DATA records point into, as they come to new chunks of it. */
  readonly chunks: Buffer[];

  /** The callback has a number, for traces. */
  addReader(fd: number, callback: number): number;
  addWriter(fd: number, callback: number): number;
  removeReader(fd: number): boolean;
  removeWriter(fd: number): boolean;
  /** Ends the callback begun before, if any; true if this one is due still, and is now running. */
  begin(slot: number, generation: number, direction: number, ticket: number): boolean;
  /** JavaScript has looked at all records. Whether those were the last of a closed loop, with which its trace ends. */
  finish(): boolean;
  /** Takes the rows of `told`. */
  hear(): void;

  attach(fd: number): number;
  accept(key: number, operation: number): number;
  /** The address is the bytes of a `sockaddr`, as `socketName` makes them. */
  connect(key: number, operation: number, address: Uint8Array): number;
  receive(key: number, operation: number, max: number): number;
  receiveFrom(key: number, operation: number, max: number): number;
  receiveInto(key: number, operation: number, buffer: Uint8Array): number;
  send(key: number, operation: number, buffer: Uint8Array): number;
  sendTo(key: number, operation: number, buffer: Uint8Array, address: Uint8Array): number;
  /** How many bytes were taken, or ON_ITS_WAY. */
  cancel(key: number, operation: number): number;
  /** The bytes of a RECEIVED record that stand apart. */
  takeMessage(operation: number): Buffer | null;
  closeSlot(key: number): void;

  /** The key of the slot of a transport for a connected socket, whose descriptor is the engine's own from now on. */
  openTransport(fd: number): number;
  /** The `sockaddr` of its own end or its peer's; null if there is none. */
  transportName(key: number, ofPeer: boolean): Uint8Array | null;
  /** Takes the rows of `commands` at once. */
  submit(): void;
  /** Has them taken when JavaScript returns to a turn, or in a turn soon, until which the process lives. */
  flushSoon(): void;
  /** The connections of a server's listeners become transports, up to `most` of all at a time, or with 0 any number. */
  serve(keys: readonly number[], most: number): void;
  pauseServing(key: number): void;
  resumeServing(key: number): void;

  schedule(): void;
  setTimer(ms: number): void;
  setRef(alive: 0 | 1): void;
  /** How many final records stand in `records`. */
  close(): number;
  endTrace(): void;
  past(fd: number): NativePast | null;
  stats(): NativeStats;
}

export interface Addon {
  readonly NativeLoop: new (
    options: NativeLoopOptions,
    onBatch: (count: number, turn: number) => void,
    onSoon: (turn: number) => void,
    onTimers: (turn: number) => void,
    onFailed: () => void,
  ) => NativeLoop;
  tableHash(): string;
  socketCreate(family: string, type: string, protocol?: number): number;
  socketPair(type: string): [number, number];
  socketBind(fd: number, address: NativeAddress): void;
  socketListen(fd: number, backlog: number): void;
  socketGetsockname(fd: number): AddressInfo;
  socketGetpeername(fd: number): AddressInfo;
  socketSetsockopt(fd: number, level: number, name: number, value: number | Uint8Array): void;
  socketGetsockopt(fd: number, level: number, name: number, length?: number): number | Buffer;
  socketShutdown(fd: number, how: number): void;
  /** Closes the number, unless it is another file's by now, or another thread's. */
  socketClose(fd: number): void;
  socketInspect(fd: number): { family: string | null; type: string | null; listening: boolean };
  socketAdopt(fd: number): void;
  socketDetach(fd: number): void;
  /** Makes a `sockaddr`. */
  socketName(address: NativeAddress): Uint8Array;
  /** Reads a `sockaddr`. */
  socketAddress(bytes: Uint8Array): AddressInfo;
}

const require = createRequire(import.meta.url);

let loaded: Addon | undefined;

/**
 * The addon, loaded at the first call: whoever only reads the specification does not need it.
 *
 * @throws AddonMissingError, AddonMismatchError, UnsupportedRuntimeError
 */
export function addon(): Addon {
  const why = UNSUPPORTED[runtime];
  if (why !== undefined) throw new UnsupportedRuntimeError(why);
  const { READYLOOP_ADDON: given } = process.env;
  // The name stands there in so many words for what collects the files that a program needs.
  loaded ??= given === undefined ? loadAddon(place(), () => require('#addon')) : loadAddon(given);
  return loaded;
}

/** Where the package has the addon's loader, as package.json says, for sources and compiled files lie at different depths. */
function place(): string {
  try {
    return require.resolve('#addon');
  } catch {
    // Nobody knows within a bundle.
    return '#addon';
  }
}

/** The addon at this path, if it is there and was built from this package's tables. */
export function loadAddon(path: string, load = () => require(path)): Addon {
  let candidate: Addon;
  let hash: string;
  try {
    candidate = load() as Addon;
    hash = candidate.tableHash();
  } catch (cause) {
    throw new AddonMissingError(path, cause);
  }
  if (hash !== TABLE_HASH) {
    throw new AddonMismatchError(path, TABLE_HASH, hash);
  }
  return candidate;
}
