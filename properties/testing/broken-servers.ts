import type { CheckedStream } from '../../src/testing/index.js';
import { MemoryServer } from './memory-server.js';

/** Gives the same connection to who asks next. */
class Twice extends MemoryServer {
  #last: Promise<CheckedStream | null> | null = null;

  override accept(): Promise<CheckedStream | null> {
    const last = this.#last;
    this.#last = last === null ? super.accept() : null;
    return last ?? (this.#last as Promise<CheckedStream | null>);
  }
}

/** Drops all where one is lost. */
class Contagious extends MemoryServer {
  override async connect(): Promise<CheckedStream> {
    const client = await super.connect();
    client.onLost?.(() => {
      for (const side of [...this.sides]) side.abort();
    });
    return client;
  }
}

/** Listens on when it is closed. */
class Open extends MemoryServer {
  override close(): void {}
}

/** Does not tell who waits for a connection. */
class Mute extends MemoryServer {
  override async accept(): Promise<CheckedStream | null> {
    const side = await super.accept();
    if (side === null) await new Promise(() => {});
    return side;
  }
}

/** Takes the connections there are along. */
class Sweeping extends MemoryServer {
  override close(): void {
    super.close();
    for (const side of [...this.sides]) side.abort();
  }
}

/** Is closed as soon as it does not listen any more. */
class Early extends MemoryServer {
  override async waitClosed(): Promise<void> {
    while (!this.isClosed) await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

/** Tells one of those who wait. */
class Single extends MemoryServer {
  #waiting: Promise<void> | null = null;

  override async waitClosed(): Promise<void> {
    const isFirst = this.#waiting === null;
    this.#waiting = super.waitClosed();
    await this.#waiting;
    if (!isFirst) await new Promise(() => {});
  }
}

/** Drops what was sent where it has to close in good order. */
class Hard extends MemoryServer {
  override closeClients(): void {
    this.abortClients();
  }
}

/** Closes in good order, and waits for who does not read. */
class Soft extends MemoryServer {
  override abortClients(): void {
    this.close();
  }
}

/** Ways in which a server can be broken: what it is, the property that catches it, and what the finding says of it. */
export const brokenServers = [
  ['one connection for two', Twice, 'each-once', /one connection was given to two accepts/],
  ['a loss that takes others along', Contagious, 'one-lost', /./],
  ['ears when it is closed', Open, 'close-stops-listening', /an accept to settle whose server was closed/],
  ['an accept that hangs at its close', Mute, 'close-stops-listening', /an accept to settle whose server was closed/],
  ['a close that drops its clients', Sweeping, 'close-keeps-clients', /the connection|bytes|failed/],
  ['a waitClosed that comes too early', Early, 'wait-closed', /settled before the last connection was lost/],
  ['a waitClosed that hangs', Single, 'wait-closed', /waitClosed/],
  ['a closeClients that loses data', Hard, 'close-clients', /failed|the end came before the data/],
  ['an abortClients that drops nobody', Soft, 'abort-clients', /behind abortClients/],
] as const;
