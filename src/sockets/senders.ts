import { type AddressInfo, addon } from '../native/index.js';

/** What a `sockaddr_in` consists of: its family, 2 in the machine's order, the port and the address, and zeros. */
const AF_INET = 2;
const INET_BYTES = 16;
/** Where the zeros begin. */
const ZEROS = 8;

/**
 * Who sent datagrams. Most come from who sent the last one, and most are answered: his address is read once, and what his answer is
 * sent to is what was received.
 */
export class Senders {
  /** The `sockaddr` of the last sender by IPv4, and what users were told he is. */
  readonly #bytes = new Uint8Array(INET_BYTES);
  #host = '';
  #told: AddressInfo | undefined;

  /** The address in so many bytes; a new object each time, for it is the user's. */
  read(from: Uint8Array, offset: number, length: number): AddressInfo {
    if (length !== INET_BYTES || from[offset] !== AF_INET || from[offset + 1] !== 0) {
      return addon().socketAddress(from.subarray(offset, offset + length));
    }
    if (!this.#isLastHost(from, offset)) {
      this.#host = `${from[offset + 4]}.${from[offset + 5]}.${from[offset + 6]}.${from[offset + 7]}`;
    }
    // One by one, for a view of them would cost more than all else here.
    for (let at = 0; at < ZEROS; at++) {
      this.#bytes[at] = from[offset + at] as number;
    }
    const port = (from[offset + 2] as number) * 256 + (from[offset + 3] as number);
    const told: AddressInfo = { address: this.#host, port, family: 'IPv4' };
    this.#told = told;
    return told;
  }

  /** The bytes of an address that is the last sender's, as he was told; undefined of any other. Valid during the call. */
  bytesOf(address: unknown): Uint8Array | undefined {
    if (address !== this.#told || this.#told === undefined || Object.keys(this.#told).length !== 3) {
      return undefined;
    }
    const { address: host, port, family } = this.#told as Extract<AddressInfo, { family: 'IPv4' }>;
    const [, , high = 0, low = 0] = this.#bytes;
    return host === this.#host && port === high * 256 + low && family === 'IPv4' ? this.#bytes : undefined;
  }

  #isLastHost(from: Uint8Array, offset: number): boolean {
    for (let at = 4; at < 8; at++) {
      if (from[offset + at] !== this.#bytes[at]) {
        return false;
      }
    }
    return this.#host !== '';
  }
}
