/** A change of memory that was written and had not left. */
export interface Change {
  /** Which of how many bytes of a write it is, from 0. */
  readonly at: number;
  readonly of: number;
}

/** What was written from memory of the user's, where it begins and ends among all that was, and as it was. */
interface Piece {
  readonly end: number;
  readonly bytes: Uint8Array;
  readonly as: Uint8Array;
}

/** In debug mode: memory that was written is not to be changed before it has left (V19). */
export class Unchanged {
  #pieces: Piece[] = [];

  /** @param end how many bytes were written up to the last of these */
  add(bytes: Uint8Array, end: number): void {
    this.#pieces.push({ end, bytes, as: Uint8Array.from(bytes) });
  }

  /** So many bytes have left. The first change of what is among them; what has lost its memory is another error's. */
  sent(count: number): Change | undefined {
    let change: Change | undefined;
    while (this.#pieces[0] !== undefined && this.#pieces[0].end <= count) {
      const { bytes, as } = this.#pieces.shift() as Piece;
      const at = bytes.length === as.length ? as.findIndex((byte, i) => byte !== bytes[i]) : -1;
      if (at >= 0) {
        change ??= { at, of: as.length };
      }
    }
    return change;
  }

  clear(): void {
    this.#pieces = [];
  }
}
