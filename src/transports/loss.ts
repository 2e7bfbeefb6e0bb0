import { SystemCall } from '../../generated/ts/layout.js';
import { atAddress, failure } from '../errors/index.js';
import type { AddressInfo } from '../native/index.js';

const CALLS: Readonly<Record<number, string>> = Object.fromEntries(
  Object.entries(SystemCall).map(([name, number]) => [number, name]),
);

/** Why one connection is lost: as the engine says, and as the user or the loop has it, which goes before that. */
export class Loss {
  /** The engine's number, for traces too; 0 if nothing has failed. */
  error = 0;
  #call = -1;
  #reason: unknown;
  #hasReason = false;
  /** The method that threw. */
  blamed: string | undefined;

  /** @param call the number of the system call that has failed, or -1 */
  report(error: number, call: number): void {
    this.error = error;
    this.#call = call;
  }

  /** The first reason holds. */
  because(reason: unknown): void {
    if (!this.#hasReason) {
      this.#hasReason = true;
      this.#reason = reason;
    }
  }

  /** A method threw: that is the reason, whatever was. */
  blame(method: string, error: unknown): void {
    this.blamed = method;
    this.#hasReason = true;
    this.#reason = error;
  }

  /** What is known so far; null if nothing has failed. */
  get known(): unknown {
    return this.reason(() => undefined);
  }

  /** What the protocol is told. */
  reason(peer: () => AddressInfo | undefined): unknown {
    if (this.#hasReason) {
      return this.#reason;
    }
    if (this.error === 0) {
      return null;
    }
    const error = failure(this.error, CALLS[this.#call] ?? 'connection', 'transport');
    const address = peer();
    if (address === undefined || ('path' in address && address.path.length === 0)) {
      return error;
    }
    return 'port' in address ? atAddress(error, address.address, address.port) : atAddress(error, String(address.path));
  }
}
