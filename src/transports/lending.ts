import { CommandKind } from '../../generated/ts/layout.js';
import type { Claimant, Claims } from './claims.js';
import type { Outgoing } from './outgoing.js';

/** The memory that the protocol of one connection gives to be read into, as far as the engine has it. */
export class Lending implements Claimant {
  readonly #claims: Claims;
  readonly #outgoing: Outgoing;
  /** What the protocol gave last, and whether it is for this connection alone. */
  #claimed: Uint8Array | undefined;
  #isAlone = false;
  /** What the engine may be reading into, or may have read into: no record has come since. */
  #lent: Uint8Array | undefined;
  /** What the engine keeps. */
  #kept: Uint8Array | undefined;

  constructor(claims: Claims, outgoing: Outgoing) {
    this.#claims = claims;
    this.#outgoing = outgoing;
  }

  /** The protocol gives memory. Most give the same again and again. */
  claim(memory: Uint8Array): void {
    if (memory !== this.#claimed) {
      this.#disclaim();
      this.#claimed = memory;
      this.#isAlone = this.#claims.add(memory, this);
    }
  }

  /** Has the engine read into what was given last, unless what it read into other memory may be on its way. */
  lend(): void {
    const memory = this.#claimed;
    if (memory !== undefined && this.#isAlone && this.#lent === undefined) {
      this.#outgoing.readInto(memory, memory === this.#kept);
      this.#lent = memory;
      this.#kept = memory;
    }
  }

  /** The engine has read into what was lent, which is that. */
  land(): Uint8Array {
    const memory = this.#lent as Uint8Array;
    this.#lent = undefined;
    return memory;
  }

  /** The engine has read elsewhere: it did not know in time. */
  miss(): void {
    if (this.#lent !== undefined) {
      this.#lent = undefined;
      this.takeBack();
    }
  }

  /** Nothing more is read into it. What has been, is still to come. */
  takeBack(): void {
    if (this.#kept !== undefined) {
      this.#kept = undefined;
      this.#outgoing.ask(CommandKind.TAKE_BACK, 0);
    }
  }

  recall(): void {
    this.#isAlone = false;
    this.#lent &&= Uint8Array.from(this.#lent);
    this.takeBack();
  }

  /** The connection is no more. */
  end(): void {
    this.#disclaim();
    this.#lent = undefined;
    this.#kept = undefined;
  }

  #disclaim(): void {
    if (this.#claimed !== undefined) {
      this.#claims.remove(this.#claimed, this);
      this.#claimed = undefined;
    }
  }
}
