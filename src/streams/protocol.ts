import { StreamClosedError } from '../errors/index.js';
import { outletOf, type ProtocolHandler, type Transport } from '../transports/index.js';
import { StreamReader } from './reader.js';
import { Reading } from './reading.js';
import { StreamWriter } from './writer.js';
import { Writing } from './writing.js';

/**
 * Serves one connection. What it throws, or its promise is rejected with, ends the connection (C34); unless that is what the
 * connection was lost by, or ERR_STREAM_CLOSED.
 */
export type StreamHandler = (reader: StreamReader, writer: StreamWriter) => unknown;

/** The protocol of a connection that is read and written as streams. The peer's end leaves the writing half as it is (C32, V8). */
export class StreamProtocol implements ProtocolHandler {
  reader!: StreamReader;
  writer!: StreamWriter;
  readonly #limit: number;
  readonly #serve: StreamHandler | undefined;
  #reading!: Reading;
  #writing!: Writing;
  #loss: Error | null = null;

  /** @param serve is called with both halves when they are there */
  constructor(limit: number, serve?: StreamHandler) {
    this.#limit = limit;
    this.#serve = serve;
  }

  connectionMade(transport: Transport): unknown {
    const outlet = outletOf(transport);
    this.#reading = new Reading(transport, this.#limit, outlet.clock);
    this.#writing = new Writing(outlet);
    this.reader = new StreamReader(this.#reading);
    this.writer = new StreamWriter(transport, this.#writing);
    const serving = this.#serve?.(this.reader, this.writer);
    return serving instanceof Promise ? this.#excuse(serving) : serving;
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
    this.#loss = error;
    if (error === null) {
      this.#reading.end();
    } else {
      this.#reading.lost(error);
    }
    this.#writing.lost(error);
  }

  /** A peer that breaks off makes whoever awaits him fail, and is no mistake of his. */
  async #excuse(serving: Promise<unknown>): Promise<void> {
    try {
      await serving;
    } catch (error) {
      if (error !== this.#loss && !(error instanceof StreamClosedError)) {
        throw error;
      }
    }
  }
}
