import { expect } from 'vitest';
import type { ProtocolHandler, Transport } from '../../src/index.js';
import { brokenOrder } from './order.js';

/** A protocol that keeps what it was told, in order, and does something beside that. */
export class Recorder implements ProtocolHandler {
  /** `data` stands for any number of pieces that came one after the other. */
  readonly told: string[] = [];
  /** What came, a copy of each piece. */
  readonly pieces: Buffer[] = [];
  /** Of connectionLost; undefined before it. */
  error: (Error & { code?: string; syscall?: string }) | null | undefined;
  readonly #also: ProtocolHandler;
  #transport: Transport | undefined;

  constructor(also: ProtocolHandler = {}) {
    this.#also = also;
  }

  /** The connection's, once it was made. */
  get transport(): Transport {
    if (this.#transport === undefined) throw new Error('connectionMade was not called yet');
    return this.#transport;
  }

  get received(): Buffer {
    return Buffer.concat(this.pieces);
  }

  get lost(): boolean {
    return this.error !== undefined;
  }

  connectionMade(transport: Transport) {
    this.#transport = transport;
    this.told.push('made');
    return this.#also.connectionMade?.(transport);
  }

  dataReceived(data: Buffer, transport: Transport) {
    this.pieces.push(Buffer.from(data));
    if (this.told.at(-1) !== 'data') this.told.push('data');
    return this.#also.dataReceived?.(data, transport);
  }

  eofReceived(transport: Transport) {
    this.told.push('eof');
    return this.#also.eofReceived?.(transport);
  }

  connectionLost(error: Error | null, transport: Transport) {
    this.error = error;
    this.told.push('lost');
    return this.#also.connectionLost?.(error, transport);
  }

  pauseWriting(transport: Transport) {
    this.told.push('pause');
    return this.#also.pauseWriting?.(transport);
  }

  resumeWriting(transport: Transport) {
    this.told.push('resume');
    return this.#also.resumeWriting?.(transport);
  }
}

/** L12: what was told is one life of a connection, from connectionMade to connectionLost. */
export function expectWhole({ told }: Recorder): void {
  expect(brokenOrder(told), told.join(', ')).toBeNull();
  expect([told[0], told.at(-1)]).toEqual(['made', 'lost']);
}
