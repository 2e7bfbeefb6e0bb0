import { MemoryStream, memoryPair, Pipe } from './memory.js';

/** Wakes nobody who waits for room. */
class Sleeping extends Pipe {
  protected override wakeWriters(): void {}
}

/** Has an end as soon as somebody has closed, and gives what waits behind it. */
class Hasty extends MemoryStream {
  #peerHasClosed = false;
  #hasSaidSo = false;

  override async receive(): Promise<Uint8Array | null> {
    if (this.#peerHasClosed && !this.#hasSaidSo) {
      this.#hasSaidSo = true;
      return null;
    }
    return super.receive();
  }

  override close(): Promise<void> {
    peerOf(this).#peerHasClosed = true;
    return super.close();
  }
}

class TwiceLost extends MemoryStream {
  protected override tell(error: Error | null): void {
    super.tell(error);
    super.tell(error);
  }
}

/** Gives once more what it gave last, when the loss has been told. */
class Haunted extends MemoryStream {
  #last: Uint8Array | null = null;
  #isLost = false;

  override async receive(): Promise<Uint8Array | null> {
    const last = this.#last;
    if (this.#isLost && last !== null) {
      this.#last = null;
      return last;
    }
    try {
      const piece = await super.receive();
      this.#last = piece ?? this.#last;
      return piece;
    } catch (error) {
      this.#isLost = true;
      throw error;
    }
  }
}

/** Begins a write again that was taken in part, a little before where it was. */
class Doubling extends Pipe {
  protected override taken(count: number): number {
    return Math.max(1, count - 100);
  }
}

/** Remembers one send that waits, the last. */
class Forgetful extends MemoryStream {
  #sending = 0;

  override async sendAll(bytes: Uint8Array): Promise<void> {
    const mine = ++this.#sending;
    await super.sendAll(bytes);
    if (mine !== this.#sending) await new Promise(() => {});
  }
}

/** Does not tell who reads of a reset. */
class Deaf extends MemoryStream {
  override async receive(): Promise<Uint8Array | null> {
    try {
      return await super.receive();
    } catch (error) {
      if ((error as { code?: string }).code === 'ECONNRESET') await new Promise(() => {});
      throw error;
    }
  }
}

/** Has no halves. */
class Whole extends MemoryStream {
  override async sendEof(): Promise<void> {
    await super.sendEof();
    this.incoming.break(new Error('it has ended'));
  }
}

class Boundless extends Pipe {
  protected override readonly capacity = Number.POSITIVE_INFINITY;
}

/** Closes with what has left, which is one piece, and drops the rest. */
class Losing extends MemoryStream {
  override close(): Promise<void> {
    if (!this.isClosed) this.outgoing.keep(1);
    return super.close();
  }
}

/** Drops what waits when its half ends, where it has sent much. */
class Dropping extends MemoryStream {
  #sent = 0;

  override sendAll(bytes: Uint8Array): Promise<void> {
    this.#sent += bytes.length;
    return super.sendAll(bytes);
  }

  override sendEof(): Promise<void> {
    if (this.#sent > 10_000) this.outgoing.keep(0);
    return super.sendEof();
  }
}

/** Takes an empty send for an end. */
class Ending extends MemoryStream {
  override sendAll(bytes: Uint8Array): Promise<void> {
    return bytes.length === 0 ? this.sendEof() : super.sendAll(bytes);
  }
}

/** Does not tell who sends of a reset. */
class Numb extends MemoryStream {
  override async sendAll(bytes: Uint8Array): Promise<void> {
    try {
      await super.sendAll(bytes);
    } catch (error) {
      if ((error as { code?: string }).code === 'ECONNRESET') await new Promise(() => {});
      throw error;
    }
  }
}

/** Receives nothing while it sends. */
class Simplex extends MemoryStream {
  #sending: Promise<void> = Promise.resolve();

  override sendAll(bytes: Uint8Array): Promise<void> {
    const sending = super.sendAll(bytes);
    this.#sending = sending.catch(() => {});
    return sending;
  }

  override async receive(): Promise<Uint8Array | null> {
    await this.#sending;
    return super.receive();
  }
}

/** Does not tell who reads that this side was ended in this way. */
function silentOf(how: string): typeof MemoryStream {
  return class extends MemoryStream {
    override async receive(): Promise<Uint8Array | null> {
      try {
        return await super.receive();
      } catch (error) {
        if ((error as Error).message === how) await new Promise(() => {});
        throw error;
      }
    }
  };
}

const peers = new WeakMap<MemoryStream, MemoryStream>();

function peerOf<Stream extends MemoryStream>(stream: Stream): Stream {
  return peers.get(stream) as Stream;
}

function paired(Stream: typeof MemoryStream, Direction = Pipe) {
  return () => {
    const pair = memoryPair(Stream, Direction);
    const [a, b] = pair as [MemoryStream, MemoryStream];
    peers.set(a, b).set(b, a);
    return pair;
  };
}

/** Ten ways in which a stream can be broken: what it is, the property that catches it, and what the finding says of it. */
export const brokenStreams = [
  ['a lost wake-up at drain', paired(MemoryStream, Sleeping), 'drain', /the wake-up was lost$/],
  ['the end before the data', paired(Hasty), 'end-behind-data', /the end came before the data: 0 of 1000 bytes/],
  ['two losses', paired(TwiceLost), 'loss-once', /the loss was told 2 times/],
  ['data after the loss', paired(Haunted), 'nothing-after-loss', /data after the loss: a receive gave \d+ bytes/],
  [
    'doubled bytes at a partial write',
    paired(MemoryStream, Doubling),
    'bytes',
    /100 bytes from byte \d+ on came twice/,
  ],
  ['a drain that is forgotten when two wait', paired(Forgetful), 'drain-two', /all sends that wait.*: 1 of 3 have/],
  ['a read that hangs at a reset', paired(Deaf), 'reset', /a read to settle whose peer has reset the connection/],
  ['a half-close that closes both', paired(Whole), 'half-close', /the end of one half has closed both/],
  ['a buffer that grows without bound', paired(MemoryStream, Boundless), 'bounded', /grows without bound: more than/],
  ['a close that loses what was written', paired(Losing), 'close-keeps', /the end came before the data|are missing/],
] as const;

/** More of them: each property is seen to catch something. What `close-unread` and `eof-is-last` are for, node:net shows. */
export const moreBrokenStreams = [
  ['an empty send that ends', paired(Ending), 'pieces', /the end came before the data/],
  ['a send that hangs at a reset', paired(Numb), 'drain-at-loss', /whose peer has reset the connection/],
  ['one direction at a time', paired(Simplex), 'both-ways', /the rest of what was sent/],
  ['an end of a half that drops what waits', paired(Dropping), 'eof-waits', /the end came before the data/],
  ['a read that hangs at its close', paired(silentOf('it was closed')), 'closed', /whose own side was closed/],
  ['a read that hangs at its abort', paired(silentOf('it was aborted')), 'abort', /whose own side was aborted/],
] as const;
