import { ProtocolEvent, protocol } from '../../generated/ts/protocol.js';
import { BufferDetachedError, type Exceptions, InvalidArgumentTypeError } from '../errors/index.js';
import { type Steered, step } from '../native/index.js';
import { Caller, type With } from './caller.js';
import type { Incoming } from './incoming.js';
import type { Journal } from './journal.js';
import { IS_FLOWING, IS_TELLING } from './lives.js';
import type { Methods } from './methods.js';
import type { Scope } from './scope.js';

/** How many bytes a protocol is asked to have room for, where nobody knows yet how many come. */
const READ_BYTES = 65_536;

/**
 * Tells one connection's protocol what was received: in a Buffer, or in memory that the protocol itself gives, part by part
 * where that has no room for all.
 */
export abstract class Receiver extends Caller implements Steered {
  abstract state: number;
  protected readonly incoming: Incoming;
  protected readonly journal: Journal;
  /** Where the protocol wants the next bytes. */
  #target: Uint8Array | undefined;

  constructor(exceptions: Exceptions, incoming: Incoming, journal: Journal) {
    super(exceptions);
    this.incoming = incoming;
    this.journal = journal;
  }

  abstract perform(action: number): void;

  /** @param reason what its protocol is told */
  abstract abort(resets: boolean, reason: Error): void;

  override setProtocol(methods: Methods, scope: Scope | null): void {
    super.setProtocol(methods, scope);
    this.#target = undefined;
  }

  /** A step, and more of them as long as the protocol has no room for all that it is told. */
  advance(event: number): void {
    step(protocol, this, event);
    if (this.incoming.left > 0) {
      this.#tellRest();
    }
  }

  /** As much of what is at hand as the protocol has room for. */
  protected tellPart(): void {
    const { dataReceived, getBuffer } = this.methods;
    if (getBuffer !== undefined) {
      this.#fill();
      return;
    }
    const data = this.incoming.take();
    this.journal.data(data.length, 0);
    this.invokeWith('dataReceived', dataReceived as With | undefined, data);
  }

  /** One read ahead. */
  protected askForBuffer(): void {
    if (this.methods.getBuffer !== undefined && this.#target === undefined && IS_FLOWING[this.state]) {
      this.#target = this.#getBuffer(READ_BYTES);
    }
  }

  /** Nothing is told any more. */
  protected forget(): void {
    this.#target = undefined;
    this.incoming.discard();
  }

  /** Into the protocol's own memory, as it is now. */
  #fill(): void {
    const target = this.#target ?? this.#getBuffer(this.incoming.left);
    this.#target = undefined;
    if (target === undefined) {
      return;
    }
    const part = this.incoming.takeInto(target);
    if (part === 0) {
      this.abort(false, new BufferDetachedError('getBuffer'));
      return;
    }
    this.journal.data(part, this.incoming.left);
    this.invokeWith('bufferUpdated', this.methods.bufferUpdated as With, part);
    if (this.incoming.left === 0) {
      this.askForBuffer();
    }
  }

  /** None if the protocol threw instead, or gave what is none, or has said meanwhile that it wants nothing, or is another one. */
  #getBuffer(hint: number): Uint8Array | undefined {
    const { methods } = this;
    const given = this.invokeWith('getBuffer', methods.getBuffer as With, hint);
    if (!IS_TELLING[this.state] || this.methods !== methods) {
      return undefined;
    }
    if (given instanceof Uint8Array && given.length > 0) {
      return given;
    }
    const expected = 'a Uint8Array with room for a byte at least';
    this.threw('getBuffer', new InvalidArgumentTypeError('what getBuffer returned', expected, given));
    return undefined;
  }

  /**
   * What a protocol had no room for, or is not to be told now: the table knows which. Where nobody took any of it, and both the
   * state and the protocol are those of before, nobody wants it.
   */
  #tellRest(): void {
    let left: number;
    let state: number;
    let methods: Methods;
    do {
      left = this.incoming.left;
      state = this.state;
      methods = this.methods;
      step(protocol, this, ProtocolEvent.DATA);
    } while (
      this.incoming.left > 0 &&
      (this.incoming.left !== left || this.state !== state || this.methods !== methods)
    );
    this.incoming.drop();
  }
}
