import { CommandKind, Received } from '../../generated/ts/layout.js';
import { ProtocolEvent, protocol } from '../../generated/ts/protocol.js';
import { BufferDetachedError, InvalidArgumentTypeError } from '../errors/index.js';
import { type Steered, step } from '../native/index.js';
import type { Bytes } from './bytes.js';
import { Caller, type With } from './caller.js';
import type { Claims } from './claims.js';
import type { Ground } from './ground.js';
import { Incoming } from './incoming.js';
import type { Journal } from './journal.js';
import { Lending } from './lending.js';
import { IS_FLOWING, IS_TELLING } from './lives.js';
import type { Methods } from './methods.js';
import type { Outgoing } from './outgoing.js';
import type { Scope } from './scope.js';

/** How many bytes a protocol is asked to have room for, where nobody knows yet how many come. */
const READ_BYTES = 65_536;

/** Who was brought so many bytes at once is probably brought as many again: those go into memory that is his to keep. */
const LARGE = 32_768;

/** What is left of memory that is gone. */
const GONE = new Uint8Array(0);

/**
 * Tells one connection's protocol what was received: in a Buffer, or in memory that the protocol itself gives, part by part
 * where that has no room for all. The engine reads right into that memory, if it reaches it and knows of it in time.
 */
export abstract class Receiver extends Caller implements Steered {
  abstract state: number;
  protected readonly incoming: Incoming;
  protected readonly journal: Journal;
  abstract readonly outgoing: Outgoing;
  readonly #claims: Claims | undefined;
  readonly #bytes: Bytes;
  readonly #readsFresh: boolean;
  /** Where the protocol wants the next bytes. */
  #target: Uint8Array | undefined;
  #lending: Lending | undefined;

  constructor({ exceptions, context, bytes, slab, claims }: Ground, isBorrowed: boolean, journal: Journal) {
    super(exceptions, context);
    this.incoming = new Incoming(bytes, slab, isBorrowed);
    this.journal = journal;
    this.#claims = claims;
    this.#bytes = bytes;
    this.#readsFresh = claims !== undefined && !isBorrowed;
  }

  abstract perform(action: number): void;

  /** @param reason what its protocol is told */
  abstract abort(resets: boolean, reason: Error): void;

  /** What was read into memory of the protocol before is still to come. */
  override setProtocol(methods: Methods, scope: Scope | null): void {
    super.setProtocol(methods, scope);
    this.#target = undefined;
    this.#lending?.takeBack();
  }

  /** A step, and more of them as long as the protocol has no room for all that it is told. */
  advance(event: number): void {
    step(protocol, this, event);
    if (this.incoming.left > 0) {
      this.#tellRest();
    }
    this.askForBuffer();
  }

  /** Bytes are at hand: where the record of them says. */
  protected receive(offset: number, length: number, chunk: number): void {
    if (offset === Received.USERS) {
      this.incoming.offerGiven((this.#lending as Lending).land(), length);
      return;
    }
    // Of what is lent the engine did not know in time.
    this.#lending?.miss();
    if (chunk === 0) {
      this.incoming.offer(offset, length);
    } else {
      this.#offerHanded(this.#bytes.handed(chunk, offset, length), length);
    }
    if (this.#readsFresh && length >= LARGE && this.methods.getBuffer === undefined) {
      this.outgoing.ask(CommandKind.READ_FRESH, 0);
    }
  }

  #offerHanded(bytes: Buffer | undefined, length: number): void {
    if (bytes === undefined) {
      this.incoming.offerGiven(GONE, length);
    } else {
      this.incoming.offerOwn(bytes);
    }
  }

  /** Where it cannot be told now. */
  protected keep(): void {
    if (!this.incoming.keep()) {
      this.#miss();
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
    if (data === undefined) {
      this.#miss();
      return;
    }
    this.journal.data(data.length, 0);
    this.invokeWith('dataReceived', dataReceived as With | undefined, data);
  }

  /** The protocol is to say where the next bytes go, and has not. */
  protected get lacksBuffer(): boolean {
    return IS_FLOWING[this.state] === true && this.methods.getBuffer !== undefined && this.#target === undefined;
  }

  /** One read ahead. */
  protected askForBuffer(): void {
    if (this.lacksBuffer) {
      this.#target = this.#getBuffer(READ_BYTES, IS_FLOWING);
      if (this.#target !== undefined) {
        this.#lending?.lend();
      }
    }
  }

  /** Nothing is told any more. */
  protected forget(): void {
    this.#target = undefined;
    this.#lending?.end();
    this.incoming.discard();
  }

  /** What was read is gone with the memory in which it was. */
  #miss(): void {
    this.abort(false, new BufferDetachedError('getBuffer'));
  }

  /** Into the protocol's own memory, as it is now. */
  #fill(): void {
    const target = this.#target ?? this.#getBuffer(this.incoming.left, IS_TELLING);
    this.#target = undefined;
    if (target === undefined) {
      return;
    }
    const part = this.incoming.takeInto(target);
    if (part === 0) {
      this.#miss();
      return;
    }
    this.journal.data(part, this.incoming.left);
    this.invokeWith('bufferUpdated', this.methods.bufferUpdated as With, part);
  }

  /**
   * None if the protocol threw instead, or gave what is none, or has said meanwhile that it wants nothing, or is another one.
   *
   * @param wanting the states in which it wants something
   */
  #getBuffer(hint: number, wanting: readonly boolean[]): Uint8Array | undefined {
    const { methods } = this;
    const given = this.invokeWith('getBuffer', methods.getBuffer as With, hint);
    if (!wanting[this.state] || this.methods !== methods) {
      return undefined;
    }
    if (given instanceof Uint8Array && given.length > 0) {
      if (this.#claims !== undefined) {
        this.#lending ??= new Lending(this.#claims, this.outgoing);
        this.#lending.claim(given);
      }
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
