import { randomUUID } from 'node:crypto';
import { addon } from '../../src/native/index.js';
import * as probe from '../support/probe.js';

/**
 * What a walk goes over:
 * - `pair`, `tcp`: one end of a connection; `datagrams`: one of two connected datagram sockets.
 * - `listener`: it listens; others connect to it.
 * - `caller`: it connects by TCP; `patient`: to a listener whose queue is full, which leaves it waiting; `stranger`: to a
 *   unix listener whose queue is full, which is tried again.
 * - `mail`: a datagram socket that connects and sends to an address whose queue is short.
 */
export type Kind = 'pair' | 'tcp' | 'datagrams' | 'listener' | 'caller' | 'patient' | 'stranger' | 'mail';

/** What is not the loop's doing. */
export type Outside = 'write' | 'urge' | 'read' | 'stuff' | 'finish' | 'break' | 'join';

/** More connections than a turn has accepts. */
const CROWD = 70;

/** As many bytes as a turn has receives, and some. */
const LINE = Buffer.alloc(70);

const MUCH = Buffer.alloc(100_000);

/** One descriptor of a walk, and whoever is at its other side. */
export class Subject {
  readonly kind: Kind;
  readonly fd: number;
  /** The engine's name for it, once it has one. */
  key: number | undefined;
  /** Where it connects or sends to, if it does: the bytes of a `sockaddr`. */
  address: Uint8Array = new Uint8Array();
  /** Operations that are pending. */
  readonly operations = new Set<number>();
  /** The other ends, the listener that is called, and so on. */
  #others: number[] = [];
  /** Files that the number named once, and what is at their other ends. */
  readonly #ghosts: { readonly file: number; readonly others: number[] }[] = [];
  #port: number | undefined;

  constructor(kind: Kind) {
    this.kind = kind;
    const { socketName, socketCreate } = addon();
    switch (kind) {
      case 'pair':
      case 'datagrams':
        this.fd = this.#one(probe.socketPair(kind === 'pair' ? 'stream' : 'dgram'));
        break;
      case 'tcp':
        this.fd = this.#one(probe.tcpPair());
        break;
      case 'listener':
        this.fd = probe.listenTcp(CROWD);
        this.#port = probe.portOf(this.fd);
        break;
      case 'caller':
      case 'patient': {
        this.fd = socketCreate('inet', 'stream');
        probe.shrinkBuffers(this.fd);
        const port = probe.portOf(this.#keep(probe.listenTcp(kind === 'caller' ? 16 : 0)));
        if (kind === 'patient') this.#keep(probe.connectTcp(port));
        this.address = socketName({ host: '127.0.0.1', port });
        break;
      }
      case 'stranger': {
        this.fd = socketCreate('unix', 'stream');
        const name = `readyloop-walk-${randomUUID()}`;
        this.#keep(probe.listenUnix(name, 0));
        for (let client = probe.connectUnix(name); client !== null; client = probe.connectUnix(name))
          this.#keep(client);
        this.address = socketName({ path: `\0${name}` });
        break;
      }
      case 'mail': {
        this.fd = socketCreate('unix', 'dgram');
        const path = `\0readyloop-walk-${randomUUID()}`;
        addon().socketBind(this.#keep(socketCreate('unix', 'dgram')), { path });
        this.address = socketName({ path });
      }
    }
  }

  get connects(): boolean {
    return ['caller', 'patient', 'stranger', 'mail'].includes(this.kind);
  }

  /** A little more than its first back-off, in milliseconds. */
  get patience(): number {
    return this.kind === 'listener' ? 110 : 3;
  }

  meet(what: Outside): void {
    this[what]();
  }

  write(): void {
    for (const side of this.#sides()) probe.write(side, LINE);
    // A ghost becomes writable when this is read.
    for (const { file } of this.#ghosts) probe.write(file, LINE);
  }

  /** A byte of urgent data, where there is such. */
  urge(): void {
    for (const side of this.#sides()) probe.writeUrgent(side, LINE.subarray(0, 1));
  }

  /** Takes what the other side has got: a connection, and bytes. From a listener somebody else takes what is there. */
  read(): void {
    const connection = probe.native.accept(this.kind === 'listener' ? this.fd : (this.#others[0] ?? -1));
    if (connection >= 0) this.#others.unshift(connection);
    if (connection >= 0 && this.kind === 'listener') this.read();
    // A whole queue of datagrams is not emptied at once.
    const most = this.kind === 'mail' ? 1 : 40;
    for (const side of this.#sides()) {
      for (let i = 0; i < most; i++) if (probe.native.read(side, MUCH) <= 0) break;
    }
  }

  /** The program itself writes until there is no room. */
  stuff(): void {
    while (probe.native.write(this.fd, MUCH) > 0);
  }

  finish(): void {
    for (const side of this.#sides()) probe.shutdownWrite(side);
    if (this.kind === 'listener') probe.native.shutdown(this.fd, 2);
  }

  /** The other side goes, without taking what it was sent. */
  break(): void {
    for (const others of [this.#others, ...this.#ghosts.map((ghost) => ghost.others)]) {
      const other = others.shift();
      if (other !== undefined) probe.reset(other);
    }
  }

  /** As many connect as fit. */
  join(): void {
    if (this.#port === undefined) return;
    for (let i = 0; i < CROWD; i++) {
      const client = probe.native.connectTcp(this.#port);
      if (client < 0) break;
      this.#keep(client);
    }
  }

  /**
   * The number names another file of the same kind, of which nobody has told the loop. Where the old one is kept open, what
   * was registered of it goes on reporting (P4).
   */
  replace(haunted: boolean): void {
    const next = new Subject(this.kind);
    if (haunted) this.#ghosts.push({ file: probe.dup(this.fd), others: this.#others });
    else for (const old of this.#others) probe.close(old);
    probe.dup2(next.fd, this.fd);
    probe.close(next.fd);
    this.#others = next.#others;
    this.address = next.address;
    this.#port = next.#port;
  }

  close(): void {
    const haunting = this.#ghosts.flatMap(({ file, others }) => [file, ...others]);
    for (const fd of [this.fd, ...this.#others, ...haunting]) probe.close(fd);
  }

  #one([mine, other]: [number, number]): number {
    probe.shrinkBuffers(mine);
    this.#keep(other);
    return mine;
  }

  /** Who is at the other side, also of the ghosts. */
  #sides(): number[] {
    return [this.#others, ...this.#ghosts.map(({ others }) => others)].flatMap((others) => others.slice(0, 1));
  }

  #keep(fd: number): number {
    this.#others.push(fd);
    return fd;
  }
}
