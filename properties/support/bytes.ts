/** Bytes in which each place can be told from its neighbours. */
export function bytes(length: number): Buffer {
  const all = Buffer.alloc(length);
  for (let i = 0; i < length; i++) {
    all[i] = i ^ (i >> 8) ^ (i >> 16);
  }
  return all;
}
