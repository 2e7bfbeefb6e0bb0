import type { ProtocolHandler, Transport } from '../transports/index.js';
import { StreamReader } from './reader.js';
import { Reading } from './reading.js';
import { StreamWriter } from './writer.js';
import { Writing } from './writing.js';

/** Serves one connection. What it throws, or its promise is rejected with, ends the connection (C34). */
export type StreamHandler = (reader: StreamReader, writer: StreamWriter) => unknown;

/** The protocol of a connection that is read and written as streams. The peer's end leaves the writing half as it is (C32, V8). */
export class StreamProtocol implements ProtocolHandler {
  reader!: StreamReader;
  writer!: StreamWriter;
  readonly #limit: number;
  readonly #serve: StreamHandler | undefined;
  #reading!: Reading;
  readonly #writing = new Writing();

  /** @param serve is called with both halves when they are there */
  constructor(limit: number, serve?: StreamHandler) {
    this.#limit = limit;
    this.#serve = serve;
  }

  connectionMade(transport: Transport): unknown {
    this.#reading = new Reading(transport, this.#limit);
    this.reader = new StreamReader(this.#reading);
    this.writer = new StreamWriter(transport, this.#writing);
    // A promise is heeded: what it is rejected with counts as thrown.
    return this.#serve?.(this.reader, this.writer);
  }

  dataReceived(data: Buffer): void {
    this.#reading.data(data);
  }

  eofReceived(): true {
    this.#reading.end();
    return true;
  }

  pauseWriting(): void {
    this.#writing.full();
  }

  resumeWriting(): void {
    this.#writing.room();
  }

  connectionLost(error: Error | null): void {
    if (error === null) {
      this.#reading.end();
    } else {
      this.#reading.lost(error);
    }
    this.#writing.lost(error);
  }
}
