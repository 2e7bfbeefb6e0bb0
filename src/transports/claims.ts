/** Who has said where its bytes are to go. */
export interface Claimant {
  /** Its memory is wanted for other bytes as well: nothing more may be read into it ahead of its turn. */
  recall(): void;
}

interface Claim {
  readonly from: number;
  readonly to: number;
  readonly whose: Claimant;
}

/**
 * The memory that the protocols of a loop have given to be filled. What belongs to one alone may be read into as soon as there
 * are bytes; but one connection's bytes would overwrite those of another that has given the same, and was not told of them yet.
 */
export class Claims {
  readonly #byBuffer = new WeakMap<ArrayBufferLike, Claim[]>();

  /** Somebody gives memory. Whether it is his alone; if not, those who have given it before hear of it. */
  add(memory: Uint8Array, whose: Claimant): boolean {
    const { buffer, byteOffset: from, byteLength } = memory;
    const to = from + byteLength;
    let claims = this.#byBuffer.get(buffer);
    if (claims === undefined) {
      claims = [];
      this.#byBuffer.set(buffer, claims);
    }
    let isAlone = true;
    for (const claim of claims) {
      if (claim.from < to && from < claim.to) {
        isAlone = false;
        claim.whose.recall();
      }
    }
    claims.push({ from, to, whose });
    return isAlone;
  }

  /** He has it again. */
  remove({ buffer }: Uint8Array, whose: Claimant): void {
    const claims = this.#byBuffer.get(buffer);
    const at = claims?.findIndex((claim) => claim.whose === whose) ?? -1;
    if (claims === undefined || at < 0) {
      return;
    }
    claims[at] = claims[claims.length - 1] as Claim;
    claims.pop();
  }
}
