import type { BufferedProtocolHandler, ProtocolHandler, Transport } from './transport.js';

/** What both kinds of protocols have, doing nothing. */
abstract class Base<Data> {
  connectionMade(_transport: Transport<Data>): void {}

  eofReceived(_transport: Transport<Data>): boolean | undefined | void | Promise<void> {
    return false;
  }

  connectionLost(_error: Error | null, _transport: Transport<Data>): void {}

  pauseWriting(_transport: Transport<Data>): void {}

  resumeWriting(_transport: Transport<Data>): void {}
}

/**
 * A protocol to be extended: all of its methods are there and do nothing. Any object with some of them is a protocol as well; what
 * they mean is said at `ProtocolHandler`.
 *
 * @since 0.2.0
 */
export class Protocol<Data = unknown> extends Base<Data> implements ProtocolHandler<Data> {
  declare getBuffer?: undefined;
  declare bufferUpdated?: undefined;

  dataReceived(_data: Buffer, _transport: Transport<Data>): void {}
}

/**
 * A protocol to be extended that says where its bytes are to be put; see `BufferedProtocolHandler`.
 *
 * @since 0.2.0
 */
export abstract class BufferedProtocol<Data = unknown> extends Base<Data> implements BufferedProtocolHandler<Data> {
  declare dataReceived?: undefined;

  abstract getBuffer(sizeHint: number, transport: Transport<Data>): Uint8Array;

  abstract bufferUpdated(bytes: number, transport: Transport<Data>): void;
}
