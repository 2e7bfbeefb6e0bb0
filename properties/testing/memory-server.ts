import type { CheckedServer, CheckedStream } from '../../src/testing/index.js';
import { Mailbox } from './mailbox.js';
import { type MemoryStream, memoryPair } from './memory.js';

/** A server in memory that keeps all promises of one. What is broken is made of it. */
export class MemoryServer implements CheckedServer {
  protected readonly sides = new Set<MemoryStream>();
  protected readonly accepted = new Mailbox<CheckedStream>();
  protected isClosed = false;
  readonly #waiting: (() => void)[] = [];

  async connect(): Promise<CheckedStream> {
    if (this.isClosed) throw new Error('nobody listens');
    const [client, served] = memoryPair() as [MemoryStream, MemoryStream];
    this.sides.add(served);
    // The server's side is over when it is lost, or its client is.
    for (const side of [client, served]) side.onLost(() => this.lost(served));
    this.accepted.push(served);
    return client;
  }

  accept(): Promise<CheckedStream | null> {
    return this.accepted.next();
  }

  close(): void {
    this.isClosed = true;
    this.accepted.end();
    this.wake();
  }

  closeClients(): void {
    const sides = [...this.sides];
    this.close();
    for (const side of sides) void side.close();
  }

  abortClients(): void {
    const sides = [...this.sides];
    this.close();
    for (const side of sides) side.abort();
  }

  async waitClosed(): Promise<void> {
    while (!this.isClosed || this.sides.size > 0) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  protected lost(served: MemoryStream): void {
    this.sides.delete(served);
    this.wake();
  }

  protected wake(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }
}
