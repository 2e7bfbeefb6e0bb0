import { Told } from '../../generated/ts/layout.js';
import { BusyError, despitePanic, type Reason, StaleDescriptorError, throwUnlessPanic } from '../errors/index.js';
import type { AnyCallback, Callback, Handle } from '../handles/index.js';
import type { Telling } from '../native/index.js';
import { type NativeLoop, SLOTS } from '../native/index.js';
import { claim } from '../sockets/index.js';
import { type Keeper, Registration } from './registration.js';

/** The two directions of a descriptor, in the order in which they run (C4), numbered as native code numbers them. */
export const READER = 0;
export const WRITER = 1;
export type Direction = typeof READER | typeof WRITER;

/** The names of the public calls, for messages. */
const ADD = ['addReader', 'addWriter'] as const;
const WAIT = ['readable', 'writable'] as const;

const CALLED = [Told.READER_CALLED, Told.WRITER_CALLED] as const;
const REFUSED = [Told.READER_REFUSED, Told.WRITER_REFUSED] as const;

/** A callback that stands on one direction of a descriptor. */
export class Watch extends Registration {
  readonly #watches: Watches;
  readonly fd: number;
  readonly direction: Direction;
  /** When it was added, in the loop's time. */
  readonly since: number;
  /** Names it in traces. */
  readonly number: number;
  /** Set for a promise that waits: what becomes of it when the descriptor is given up. Users cannot replace it. */
  readonly reject: ((error: Error) => void) | undefined;

  constructor(
    watches: Watches,
    fd: number,
    direction: Direction,
    number: number,
    keeper: Keeper,
    callback: AnyCallback,
    args: unknown[],
    reject?: (error: Error) => void,
  ) {
    super(`${reject === undefined ? ADD[direction] : WAIT[direction]}(${fd})`, keeper, callback, args);
    this.#watches = watches;
    this.since = keeper.origins.now();
    this.fd = fd;
    this.direction = direction;
    this.number = number;
    this.reject = reject;
  }

  protected withdraw(): void {
    this.#watches.withdraw(this);
  }
}

/** What stands on one descriptor, and the engine's name for it: an index that is reused, and a generation that is not. */
interface Watched {
  readonly fd: number;
  readonly key: number;
  readonly watches: [reader: Watch | undefined, writer: Watch | undefined];
}

/**
 * The callbacks of a loop by descriptor, for what users call, and by slot, for what the engine reports.
 *
 * Looking a report up by slot *and generation* is the last gate before a callback: what was removed, replaced or given
 * to another file since is not found any more (L3, L4, L6).
 */
export class Watches {
  readonly #native: NativeLoop;
  readonly #keeper: Keeper;
  readonly #telling: Telling;
  /** How many callbacks were ever added, as a word holds it: no trace is long enough to have as many. */
  #added = 0;
  readonly #byFd = new Map<number, Watched>();
  readonly #bySlot: (Watched | undefined)[] = [];

  constructor(native: NativeLoop, keeper: Keeper, telling: Telling) {
    this.#native = native;
    this.#keeper = keeper;
    this.#telling = telling;
  }

  /** Adds a callback, in the place of one that stands there already (C2). */
  add<Args extends unknown[]>(direction: Direction, fd: number, callback: Callback<Args>, args: Args): Handle {
    const watched = this.#register(direction, fd);
    if (watched.watches[direction]?.reject !== undefined) {
      this.#refuse(watched, direction);
      throw new BusyError(`${ADD[direction]}: a promise of ${WAIT[direction]}(${fd}) is pending; abort it first`);
    }
    return this.#put(watched, new Watch(this, fd, direction, this.#added, this.#keeper, callback, args));
  }

  /** Waits once; `settle` is told either nothing or what went wrong. */
  wait(direction: Direction, fd: number, settle: (error?: Error) => void): Handle {
    const watched = this.#register(direction, fd);
    if (watched.watches[direction] !== undefined) {
      this.#refuse(watched, direction);
      throw new BusyError(
        `${WAIT[direction]}: descriptor ${fd} has a callback or a promise there already; remove it first`,
      );
    }
    const ready = () => {
      try {
        watch.cancel();
      } finally {
        settle();
      }
    };
    const watch = new Watch(this, fd, direction, this.#added, this.#keeper, ready, [], settle);
    return this.#put(watched, watch);
  }

  get isEmpty(): boolean {
    return this.#byFd.size === 0;
  }

  /** All that stand anywhere. */
  pending(): readonly Watch[] {
    return [...this.#byFd.values()].flatMap(({ watches }) => watches.filter((watch) => watch !== undefined));
  }

  /** Whether there was a callback to remove (C5). A promise that waits is not the user's to remove. */
  remove(direction: Direction, fd: number): boolean {
    const watch = this.#byFd.get(fd)?.watches[direction];
    if (watch === undefined || watch.reject !== undefined) {
      return false;
    }
    watch.cancel();
    return true;
  }

  withdraw(watch: Watch): void {
    const watched = this.#byFd.get(watch.fd);
    if (watched?.watches[watch.direction] !== watch) {
      return;
    }
    watched.watches[watch.direction] = undefined;
    if (watched.watches[READER] === undefined && watched.watches[WRITER] === undefined) {
      this.#erase(watched);
    }
    const { fd, direction } = watch;
    const removed = () => (direction === READER ? this.#native.removeReader(fd) : this.#native.removeWriter(fd));
    despitePanic(removed, true);
  }

  /** Runs what stands on the slot, if the engine agrees that it is due. */
  run(direction: Direction, slot: number, generation: number, ticket: number): void {
    const watch = this.#find(slot, generation)?.watches[direction];
    if (watch !== undefined && this.#begin(slot, generation, direction, ticket)) {
      this.#telling.tell(CALLED[direction], slot, generation, 0, 0, watch.number);
      this.#keeper.exceptions.run(watch);
    }
  }

  /** A panic of the engine is told with the next turn; what else is in this batch has its result already (L10). */
  #begin(slot: number, generation: number, direction: Direction, ticket: number): boolean {
    try {
      return this.#native.begin(slot, generation, direction, ticket);
    } catch (error) {
      throwUnlessPanic(error);
      return false;
    }
  }

  /** The engine's name for the descriptor, if a callback stands on it. */
  keyOf(fd: number): number | undefined {
    return this.#byFd.get(fd)?.key;
  }

  /** The descriptor is given up: no callback of it runs any more, and promises that wait for it are rejected. */
  forget(fd: number, error: Reason): void {
    const watched = this.#byFd.get(fd);
    if (watched !== undefined) {
      this.#abandon(watched, error);
    }
  }

  /** The engine gave the slot up. The descriptor's number, if callbacks stood on it. */
  forgetSlot(slot: number, generation: number, error: Reason): number | undefined {
    const watched = this.#find(slot, generation);
    if (watched !== undefined) {
      this.#abandon(watched, error);
    }
    return watched?.fd;
  }

  clear(error: Reason): void {
    for (const watched of [...this.#byFd.values()]) {
      this.#abandon(watched, error);
    }
  }

  #find(slot: number, generation: number): Watched | undefined {
    const watched = this.#bySlot[slot];
    return watched?.key === generation * SLOTS + slot ? watched : undefined;
  }

  /**
   * Asks the engine, which alone finds out whether the number still names the file that is known here (L6). On a direction
   * that is watched already this only makes the kernel look again.
   */
  #register(direction: Direction, fd: number): Watched {
    const number = (this.#added + 1) & 0x7fffffff;
    this.#added = number;
    const key = claim(fd, () =>
      direction === READER ? this.#native.addReader(fd, number) : this.#native.addWriter(fd, number),
    );
    const known = this.#byFd.get(fd);
    if (known?.key === key) {
      return known;
    }
    // The number names another file now: what stood on the old one went with it (L6).
    if (known !== undefined) {
      this.#abandon(known, (call) => new StaleDescriptorError(call));
    }
    const watched: Watched = { fd, key, watches: [undefined, undefined] };
    this.#byFd.set(fd, watched);
    this.#bySlot[key % SLOTS] = watched;
    return watched;
  }

  /** What the engine was told of stands nowhere. */
  #refuse({ key }: Watched, direction: Direction): void {
    this.#telling.tell(REFUSED[direction], key % SLOTS, Math.floor(key / SLOTS), 0, 0, this.#added);
  }

  #put(watched: Watched, watch: Watch): Handle {
    watched.watches[watch.direction]?.drop();
    watched.watches[watch.direction] = watch;
    return watch;
  }

  #abandon(watched: Watched, error: Reason): void {
    this.#erase(watched);
    for (const watch of watched.watches) {
      watch?.drop();
      watch?.reject?.(error(watch.origin));
    }
  }

  #erase(watched: Watched): void {
    this.#byFd.delete(watched.fd);
    if (this.#bySlot[watched.key % SLOTS] === watched) {
      this.#bySlot[watched.key % SLOTS] = undefined;
    }
  }
}
