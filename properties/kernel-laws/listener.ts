import * as probe from '../support/probe.js';
import { Descriptor, OpenFile, uniqueName } from './files.js';
import { LawBroken } from './law.js';

/** How many connections may wait for an accept: fewer than the backlog holds. */
const MOST_WAITING = 8;

let clients = 0;

/** A listener, with who connected to it and who was accepted (L8). */
export class Listener {
  readonly descriptor: Descriptor;
  readonly #name: string;
  readonly #port: number;
  /** By what identifies it at the other end: the client's descriptor. */
  readonly #clients = new Map<number, number>();
  readonly #accepted: number[] = [];
  #closed = false;

  constructor(readonly kind: 'tcp' | 'unix') {
    this.#name = uniqueName();
    const fd = kind === 'tcp' ? probe.listenTcp() : probe.listenUnix(this.#name);
    this.#port = kind === 'tcp' ? probe.portOf(fd) : 0;
    this.descriptor = new Descriptor(fd, new OpenFile('listener', undefined, undefined));
  }

  connect(): void {
    if (this.#clients.size - this.#accepted.length >= MOST_WAITING) {
      return;
    }
    if (this.kind === 'tcp') {
      const client = probe.connectTcp(this.#port);
      this.#clients.set(probe.portOf(client), client);
      return;
    }
    const client = probe.connectUnix(this.#name);
    if (client !== null) {
      const name = Buffer.alloc(4);
      name.writeUInt32LE(++clients);
      probe.write(client, name);
      this.#clients.set(clients, client);
    }
  }

  /** Somebody got this connection from the listener. */
  accepted(connection: number): void {
    if (this.#closed) {
      probe.close(connection);
    } else {
      this.#accepted.push(connection);
    }
  }

  /** Takes one connection past the loop. */
  takeOne(): boolean {
    const connection = probe.accept(this.descriptor.fd);
    if (connection !== null) {
      this.accepted(connection);
    }
    return connection !== null;
  }

  /** L8: every client's connection was accepted once, or is in the backlog still; nobody else's was. */
  async account(rounds: () => Promise<void>): Promise<void> {
    for (const deadline = Date.now() + 2000; this.#accepted.length < this.#clients.size && Date.now() < deadline; ) {
      if (!this.takeOne()) {
        await rounds();
      }
    }
    this.checkAccepted();
    if (this.#accepted.length < this.#clients.size) {
      const lost = this.#clients.size - this.#accepted.length;
      throw new LawBroken(
        'L8',
        `${lost} of ${this.#clients.size} connections were neither accepted nor in the backlog`,
      );
    }
  }

  /** L8 for those that were accepted: each is some client's, and no two are the same. */
  checkAccepted(): void {
    const seen = new Set<number>();
    for (const connection of this.#accepted) {
      const client = this.#identify(connection);
      if (!this.#clients.has(client)) {
        throw new LawBroken('L8', `an accept gave descriptor ${connection}, which is nobody's connection`);
      }
      if (seen.has(client)) {
        throw new LawBroken('L8', `a connection was accepted twice`);
      }
      seen.add(client);
    }
  }

  /** Closes all but the listener itself, which has been closed. */
  closeConnections(): void {
    this.#closed = true;
    for (const fd of [...this.#accepted, ...this.#clients.values()]) {
      probe.close(fd);
    }
  }

  #identify(connection: number): number {
    if (this.kind === 'tcp') {
      return probe.peerPortOf(connection);
    }
    const name = probe.read(connection, 4);
    return typeof name === 'string' || name.length < 4 ? -1 : name.readUInt32LE(0);
  }
}
