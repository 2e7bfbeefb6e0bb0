import { checkLimits, fromCaller, type Limited } from '../errors/index.js';
import type { AddressInfo } from '../native/index.js';
import { type Address, at, checkDestination, checkSocket, isNamed, Socket } from '../sockets/index.js';
import type { Core } from './core.js';
import { Descriptors } from './descriptors.js';

/** What a loop does with sockets. The engine tries each operation at once, and waits only for what would block. */
export abstract class SockOperations extends Descriptors {
  readonly #core: Core;

  /** @internal */
  protected constructor(core: Core) {
    super(core);
    this.#core = core;
  }

  /**
   * Takes the next connection from a listening socket, with the address of its peer. Several accepts of one listener are
   * served in the order in which they asked (C25); an aborted one loses no connection (L8). Several loops may accept from one.
   *
   * @throws AbortError, SocketClosedError, LoopClosedError, BusyError
   * @throws SystemError what accept(2) answered; not for its limits, at which it pauses and goes on by itself (L9)
   */
  sockAccept(socket: Socket, options?: Limited): Promise<[Socket, AddressInfo]> {
    const kind = this.#core.kinds.accept[socket instanceof Socket ? socket.type : 'stream'];
    return this.#core.operations.run(kind, socket, options, undefined);
  }

  /**
   * Receives up to `n` bytes, as soon as there are any, into a Buffer of your own; an empty one is the end of a stream. Of a
   * message (`dgram`, `seqpacket`) it is always as much as `n` lets in, and `socket.truncated` tells if there was more (L11).
   * Urgent data of TCP (MSG_OOB) comes in line: with the other bytes, in its place among them.
   *
   * @param n from 1 to 2147479552 bytes
   * @throws AbortError nothing was taken
   * @throws BusyError if another receive of this socket is pending, or a callback reads it (C25)
   * @throws OtherLoopError another loop has something pending on it (C25)
   * @throws SystemError what recv(2) answered
   */
  sockRecv(socket: Socket, n: number, options?: Limited): Promise<Buffer> {
    return this.#core.operations.run(this.#core.kinds.receive, socket, options, n);
  }

  /** Receives into your own memory and tells how many bytes; 0 is the end of a stream. Else as `sockRecv`. */
  sockRecvInto(socket: Socket, buffer: NodeJS.ArrayBufferView, options?: Limited): Promise<number> {
    return this.#core.operations.run(this.#core.kinds.receiveInto(), socket, options, buffer);
  }

  /**
   * Sends all of the bytes; settles when the kernel took the last of them (L11). Do not change them before.
   *
   * @throws AbortError, SystemError with `bytesSent`
   * @throws BusyError if another send of this socket is pending, or a callback writes it (C25)
   * @throws OtherLoopError another loop has something pending on it (C25)
   */
  sockSendall(socket: Socket, data: NodeJS.ArrayBufferView, options?: Limited): Promise<void> {
    return this.#core.operations.run(this.#core.kinds.send, socket, options, data);
  }

  /**
   * Connects a socket; settles when the connection is made. A host name is looked up in the socket's own family, and its
   * addresses are tried one after the other. The connect is pending meanwhile; but Node's lookup itself cannot be called off, and
   * keeps the process alive until it is over, `unref` or not. One that was aborted has connected nothing, and the socket can be
   * connected anew at once (C22).
   * A full queue of a unix listener is waited for: those of one loop that wait for one path stand in line, and get in as they
   * asked; a place is found within 50 ms (L19).
   *
   * @param address `{ host, port }` or `{ path }`; what `getsockname` told of the other side will do
   * @throws AbortError, SocketClosedError, LoopClosedError, BadAddressError, UnknownOptionError
   * @throws BusyError if another connect or a send of this socket is pending, or a callback writes it (C25)
   * @throws OtherLoopError another loop has something pending on it (C25)
   * @throws SystemError what connect(2) answered, as ECONNREFUSED (C24); or getaddrinfo(3), as ENOTFOUND and EAI_AGAIN
   * @throws ConnectError none of several addresses could be connected to
   */
  async sockConnect(socket: Socket, address: Address, options?: Limited): Promise<void> {
    const { connect } = this.#core.kinds;
    checkSocket(connect.call, socket);
    const to = checkDestination(socket.family, address);
    if (isNamed(to)) {
      await fromCaller(this.#core.connecting.byName(socket, to, checkLimits(options)));
    } else {
      try {
        await this.#core.operations.run(connect, socket, options, to);
      } catch (error) {
        throw at(to, error);
      }
    }
  }

  /**
   * Receives one datagram of up to `n` bytes, and who sent it: undefined of a stream, and of a unix socket without a name.
   * What does not fit is lost, as with recvfrom(2), and `socket.truncated` tells. An empty Buffer is an empty datagram; of a
   * stream it is the end.
   *
   * @param n as of `sockRecv`
   * @throws as `sockRecv`; ECONNREFUSED tells of an earlier datagram that found nobody, and ends nothing
   */
  sockRecvfrom(socket: Socket, n: number, options?: Limited): Promise<[Buffer, AddressInfo | undefined]> {
    return this.#core.operations.run(this.#core.kinds.receiveFrom, socket, options, n);
  }

  /**
   * Sends one datagram to an address; settles when the kernel took it. Do not change its bytes before. Room at a unix receiver
   * is waited for in line, as a place in `sockConnect`.
   *
   * @param address with a numeric host; what `sockRecvfrom` told will do
   * @throws as `sockSendall`; BadAddressError, UnknownOptionError if the address does not fit the family
   * @throws SystemError EMSGSIZE: it is longer than the network takes
   */
  sockSendto(socket: Socket, data: NodeJS.ArrayBufferView, address: Address, options?: Limited): Promise<void> {
    return this.#core.operations.run(this.#core.kinds.sendTo, socket, options, { data, socket, address });
  }
}
