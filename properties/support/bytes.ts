/** Bytes in which each place can be told from its neighbours. */
export const bytes = (length: number): Buffer =>
  Buffer.from(Uint8Array.from({ length }, (_, i) => i ^ (i >> 8) ^ (i >> 16)));
