import { constants } from 'node:os';
import { BatchField, EngineError, Told } from '../../generated/ts/layout.js';
import { type Origins, SERVER_LISTENING } from '../diagnostics/index.js';
import { attempt, despitePanic, type Exceptions, failure, ServerClosedError } from '../errors/index.js';
import { type Liveness, type NativeLoop, SLOTS, type Telling } from '../native/index.js';
import { release, type Socket } from '../sockets/index.js';
import type { Manner, Owner, Scope, Source, Transports } from '../transports/index.js';
import { type Accepting, type Origin, type Served, Server, servedBy } from './server.js';

const { SLOT, GENERATION, OPERATION, ERROR, VALUE } = BatchField;
const { errno } = constants;

/** The number that was listened at is another file's by now, or nobody's: it is not to be closed (L6). */
const IS_ANOTHERS: readonly number[] = [EngineError.STALE_DESCRIPTOR, errno.EBADF, errno.ENOTSOCK];

/** Whose connections nobody waits for. */
const NOBODY: Owner = { call: 'a server', at: undefined, made: () => {}, over: () => {} };

/** One address that a server listens at. */
interface Listener {
  readonly key: number;
  readonly fd: number;
  readonly share: Share;
}

/** What one server has of its loop. */
interface Share extends Accepting {
  readonly served: Served;
  readonly source: Source;
  readonly scope: Scope | null;
  readonly manner: Manner;
  readonly sockets: readonly Socket[];
  listening: readonly Listener[];
}

/** The servers of a loop, by the slots of their listeners. */
export class Servers {
  readonly #native: NativeLoop;
  readonly #liveness: Liveness;
  readonly #exceptions: Exceptions;
  readonly #telling: Telling;
  readonly #origins: Origins;
  readonly #transports: Transports;
  readonly #bySlot: (Listener | undefined)[] = [];
  readonly #byFd = new Map<number, Listener>();
  /** Those that are not over. */
  readonly #going = new Set<Server>();

  constructor(
    native: NativeLoop,
    liveness: Liveness,
    exceptions: Exceptions,
    telling: Telling,
    origins: Origins,
    transports: Transports,
  ) {
    this.#native = native;
    this.#liveness = liveness;
    this.#exceptions = exceptions;
    this.#telling = telling;
    this.#origins = origins;
    this.#transports = transports;
  }

  /**
   * Has what comes to listening sockets accepted. They are the server's; if one of them cannot be served, all are closed.
   *
   * @param most how many connections there may be at a time; 0 for any number
   */
  serve(
    origin: Omit<Origin, 'since'>,
    sockets: readonly Socket[],
    source: Source,
    scope: Scope | null,
    manner: Manner,
    most: number,
  ): Server {
    const { call } = origin;
    const accepting: Accepting = {
      home: this,
      most,
      origin: { ...origin, since: this.#origins.now() },
      over: () => this.#going.delete(server),
      close: () => this.#close(share),
      pause: () => this.#each(share, (key) => this.#native.pauseServing(key)),
      resume: () => this.#each(share, (key) => this.#native.resumeServing(key)),
      keepAlive: (alive) => (alive ? this.#liveness.retain() : this.#liveness.release()),
    };
    const server = new Server(accepting, sockets);
    this.#going.add(server);
    const served = servedBy(server);
    const share: Share = { ...accepting, served, source, scope, manner, sockets, listening: [] };
    try {
      for (const socket of sockets) {
        const fd = socket.fileno();
        const key = attempt(call, () => this.#native.attach(fd));
        const listener = { key, fd, share };
        this.#bySlot[key % SLOTS] = listener;
        this.#byFd.set(fd, listener);
        share.listening = [...share.listening, listener];
      }
      const keys = share.listening.map(({ key }) => key);
      attempt(call, () => this.#native.serve(keys, most));
    } catch (error) {
      server.close();
      throw error;
    }
    SERVER_LISTENING.publish({ server });
    return server;
  }

  get isEmpty(): boolean {
    return this.#going.size === 0;
  }

  /** Those that listen, or have connections. */
  pending(): readonly Server[] {
    return [...this.#going];
  }

  /** Whether it is one of these, whatever became of it. */
  knows(server: Server): boolean {
    return servedBy(server).accepting.home === this;
  }

  /** A connection was accepted. */
  made(records: Int32Array, at: number): void {
    const slot = records[at + SLOT] as number;
    const generation = (records[at + GENERATION] as number) >>> 0;
    const fd = records[at + VALUE] as number;
    // What anybody had for its number is of another file (L6).
    release(fd);
    const listener = this.#find(records[at + OPERATION] as number, (records[at + ERROR] as number) >>> 0);
    const peer = this.#transports.peerIn(records, at);
    if (listener === undefined) {
      const connection = this.#transports.open(slot, generation, fd, peer, NOBODY, {
        isBorrowed: false,
        high: 0,
        low: 0,
      });
      connection.cut(0, new ServerClosedError('a server'));
      return;
    }
    const { served, source, scope, manner } = listener.share;
    served.count();
    const connection = this.#transports.open(slot, generation, fd, peer, served, manner);
    const unwanted = () => (listener.share.listening.length === 0 ? new ServerClosedError('a server') : null);
    const failed = this.#transports.begin(connection, source, scope, unwanted);
    if (failed !== undefined) {
      this.#exceptions.blame('Exception in the factory of a server', failed.thrown, undefined);
    }
  }

  /** The kernel accepts nothing more at an address, which is given up: with the last of them the server ends (L15). */
  unserved(records: Int32Array, at: number): void {
    const slot = records[at + SLOT] as number;
    const generation = (records[at + GENERATION] as number) >>> 0;
    const error = records[at + ERROR] as number;
    this.#telling.tell(Told.UNSERVED, slot, generation, 0, error, 0);
    const listener = this.#find(slot, generation);
    if (listener === undefined) {
      return;
    }
    const socket = listener.share.sockets.find((one) => one.fileno() === listener.fd);
    IS_ANOTHERS.includes(error) ? socket?.detach() : socket?.close();
    const reason = failure(error, 'accept', 'createServer');
    this.#exceptions.report(`a server accepts nothing more at one of its addresses: ${reason.message}`, reason);
  }

  /** A descriptor is given up; the engine's name for it, if a server listened with it. */
  release(fd: number): number | undefined {
    const listener = this.#byFd.get(fd);
    if (listener === undefined) {
      return undefined;
    }
    const { share } = listener;
    this.#byFd.delete(fd);
    this.#bySlot[listener.key % SLOTS] = undefined;
    share.listening = share.listening.filter((one) => one !== listener);
    if (share.listening.length === 0) {
      share.served.end();
    }
    return listener.key;
  }

  /** Nothing is accepted any more: the loop is closed. Sockets stay open until the engine has let them go. */
  cut(): () => void {
    const shares = new Set([...this.#byFd.values()].map(({ share }) => share));
    for (const fd of [...this.#byFd.keys()]) {
      this.release(fd);
    }
    return () => {
      for (const { sockets } of shares) {
        closeAll(sockets);
      }
    };
  }

  /** Each socket tells, by `release`, that it is closed. */
  #close({ sockets }: Share): void {
    closeAll(sockets);
  }

  #each({ listening }: Share, ask: (key: number) => void): void {
    for (const { key } of listening) {
      despitePanic(() => ask(key), undefined);
    }
  }

  #find(slot: number, generation: number): Listener | undefined {
    const listener = this.#bySlot[slot];
    return listener?.key === generation * SLOTS + slot ? listener : undefined;
  }
}

function closeAll(sockets: readonly Socket[]): void {
  for (const socket of sockets) {
    socket.close();
  }
}
