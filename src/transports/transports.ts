import { BatchField } from '../../generated/ts/layout.js';
import { ProtocolEvent } from '../../generated/ts/protocol.js';
import type { Origins } from '../diagnostics/index.js';
import { attempt, type Exceptions, OwnedError } from '../errors/index.js';
import { type Liveness, type NativeLoop, SLOTS, type Telling } from '../native/index.js';
import { Bytes } from './bytes.js';
import { Claims } from './claims.js';
import { Commands } from './commands.js';
import { Connection } from './connection.js';
import type { Clock, Counts, Ground, Manner, Owner } from './ground.js';
import { made, type Source } from './methods.js';
import { type LoopContext, Scope } from './scope.js';
import { Tellings } from './tellings.js';
import { connectionOf, Transport } from './transport.js';

const { SLOT, GENERATION, ERROR, VALUE, OFFSET, EXTRA } = BatchField;

/** What the connections of a loop need of it. */
export interface Surroundings {
  readonly native: NativeLoop;
  readonly liveness: Liveness;
  readonly exceptions: Exceptions;
  readonly origins: Origins;
  readonly telling: Telling;
  readonly clock: Clock;
  /** In which the loop calls. */
  readonly context: LoopContext;
  /** Views that are valid for a batch only are made useless after it. */
  readonly debug: boolean;
  /** The engine has a thread of its own, from where it reaches no memory of the user's. */
  readonly apart: boolean;
  /** Sees to it that `tellings.run` is called soon, or `tell`. */
  askForTurn(): void;
}

/** The connections of a loop: by slot, for what the engine reports, and by descriptor, for who asks whose it is. */
export class Transports {
  readonly counts: Counts = { open: 0, made: 0, lost: 0 };
  readonly commands: Commands;
  readonly tellings: Tellings;
  readonly #native: NativeLoop;
  readonly #ground: Ground;
  /** That of the loop, in which it calls. */
  readonly #scope = new Scope();
  readonly #bySlot: (Connection | undefined)[] = [];
  readonly #byFd: (Connection | undefined)[] = [];
  /** Those that are over and whose places have others, by the engine's names for them: their last records are still to come. */
  readonly #displaced = new Map<number, Connection>();

  constructor({
    native,
    liveness,
    exceptions,
    origins,
    telling,
    clock,
    context,
    debug,
    apart,
    askForTurn,
  }: Surroundings) {
    const { buffer, byteOffset, byteLength } = native.slab;
    const slab = Buffer.from(buffer, byteOffset, byteLength);
    const bytes = new Bytes(slab, native.chunks, debug);
    this.#native = native;
    this.commands = new Commands(native, bytes);
    this.tellings = new Tellings(askForTurn, (alive) => (alive ? liveness.retain() : liveness.release()));
    const { commands, tellings } = this;
    // A connection is not given up for want of its name.
    const nameOf = (slot: number, generation: number, ofPeer: boolean) => {
      try {
        return native.transportName(generation * SLOTS + slot, ofPeer);
      } catch {
        return null;
      }
    };
    const isBare = this.#scope.isEmpty;
    const claims = apart ? undefined : new Claims();
    const memory = { bytes, slab, claims };
    const { counts } = this;
    this.#ground = {
      counts,
      liveness,
      exceptions,
      origins,
      telling,
      commands,
      tellings,
      ...memory,
      clock,
      nameOf,
      context,
      isBare,
    };
  }

  // Who asks.

  get isEmpty(): boolean {
    return this.counts.open === 0;
  }

  /** Those that are not over. */
  pending(): readonly Connection[] {
    return [...this.#displaced.values(), ...this.#bySlot].filter(
      (one): one is Connection => one !== undefined && !one.isOver,
    );
  }

  /** The connection of a transport, if it is one of these. */
  of(transport: Transport): Connection | undefined {
    const connection = connectionOf(transport);
    return connection?.isOf(this.#ground) ? connection : undefined;
  }

  // Records.

  data(records: Int32Array, at: number): void {
    const offset = records[at + OFFSET] as number;
    this.#find(records, at)?.data(offset, records[at + VALUE] as number, records[at + EXTRA] as number);
  }

  ended(records: Int32Array, at: number): void {
    this.#find(records, at)?.advance(ProtocolEvent.END);
  }

  written(records: Int32Array, at: number): void {
    this.#find(records, at)?.outgoing.taken(records[at + VALUE] as number);
  }

  lost(records: Int32Array, at: number): void {
    const connection = this.#find(records, at);
    if (connection !== undefined) {
      this.#forget(connection);
      connection.lost(records[at + ERROR] as number, records[at + EXTRA] as number);
    }
  }

  // Making.

  /**
   * A connection that the engine has; it is told of nothing yet.
   *
   * @param peer the bytes of its `sockaddr`, a character each
   */
  open(slot: number, generation: number, fd: number, peer: string, owner: Owner, manner: Manner): Connection {
    const connection = new Connection(this.#ground, slot, generation, fd, peer, owner, manner);
    this.counts.open++;
    connection.transport = new Transport(connection, this.scopeNow);
    const before = this.#bySlot[slot];
    if (before !== undefined) {
      this.#displaced.set(keyOf(before), before);
    }
    this.#bySlot[slot] = connection;
    this.#byFd[fd] = connection;
    return connection;
  }

  /** The engine takes a connected descriptor over. */
  take(call: string, fd: number, owner: Owner, manner: Manner): Connection {
    const key = attempt(call, () => this.#native.openTransport(fd));
    const [slot, generation] = [key % SLOTS, Math.floor(key / SLOTS)];
    const peer = this.#ground.nameOf(slot, generation, true);
    return this.open(slot, generation, fd, peer === null ? '' : Buffer.from(peer).toString('latin1'), owner, manner);
  }

  /** The peer's address in a MADE record. */
  peerIn(records: Int32Array, at: number): string {
    const offset = records[at + OFFSET] as number;
    return this.#ground.slab.toString('latin1', offset, offset + (records[at + EXTRA] as number));
  }

  /**
   * Makes the protocol of a connection, and has it told, unless that is over before.
   *
   * @param unwanted why the connection is not to be made, asked when its protocol has been
   * @returns the error of what the user gave to make protocols; undefined if it has made one
   */
  begin(
    connection: Connection,
    source: Source,
    scope: Scope | null,
    unwanted: () => Error | null,
  ): { thrown: unknown } | undefined {
    if (connection.isOver) {
      return undefined;
    }
    let methods: ReturnType<typeof made>;
    try {
      methods = scope === null ? made(source) : scope.call(made, undefined, source);
    } catch (thrown) {
      connection.fail();
      return { thrown };
    } finally {
      if (this.#ground.context.isTouched) {
        this.#ground.context.restore();
      }
    }
    const reason = unwanted();
    if (reason !== null) {
      connection.cut(0, reason);
    }
    connection.begin(methods, scope);
    return undefined;
  }

  /** The context of the code that runs now, to call protocols in; null if there is nothing in it that has to be entered. */
  readonly scopeNow = (): Scope | null => {
    const scope = new Scope();
    return this.#ground.isBare && scope.isEmpty ? null : scope;
  };

  // Others who have descriptors.

  /** Has the engine know that a transport with this descriptor is closing, if it is: others may look after it then (C10). */
  letGo(fd: number): void {
    if (this.#byFd[fd]?.isClosing === true) {
      this.commands.submit();
    }
  }

  /** Refuses to look after a descriptor that a transport does (C10). */
  refuseOwned(call: string, fd: number): void {
    if (this.#byFd[fd]?.isClosing === false) {
      throw new OwnedError(call);
    }
  }

  /** The number is another file's now, or is given up; the engine's name for what had it. */
  release(fd: number): number | undefined {
    const connection = this.#byFd[fd];
    this.#byFd[fd] = undefined;
    return connection === undefined ? undefined : keyOf(connection);
  }

  // The end.

  /** There is no engine any more: what connections there were are over, and their protocols are told. */
  cut(error: number, reason: () => Error): void {
    this.commands.close();
    for (const connection of [...this.#displaced.values(), ...this.#bySlot]) {
      connection?.cut(error, reason());
    }
  }

  /** Tells what there is to be told, where no loop calls any more. */
  tell(): void {
    this.#scope.runInAsyncScope(() => this.tellings.run());
  }

  #find(records: Int32Array, at: number): Connection | undefined {
    const slot = records[at + SLOT] as number;
    const generation = (records[at + GENERATION] as number) >>> 0;
    const connection = this.#bySlot[slot];
    return connection?.generation === generation ? connection : this.#displaced.get(generation * SLOTS + slot);
  }

  #forget(connection: Connection): void {
    if (this.#bySlot[connection.slot] === connection) {
      this.#bySlot[connection.slot] = undefined;
    } else {
      this.#displaced.delete(keyOf(connection));
    }
    if (this.#byFd[connection.fd] === connection) {
      this.#byFd[connection.fd] = undefined;
    }
  }
}

/** The engine's name for its slot. */
function keyOf({ slot, generation }: Connection): number {
  return generation * SLOTS + slot;
}
