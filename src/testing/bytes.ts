/** Bytes of which no run of a few comes twice, so that where something went wrong can be told from what came. */
export function pattern(length: number, seed = 1): Buffer {
  const all = Buffer.allocUnsafe(length);
  let state = (seed * 0x9e3779b1) >>> 0 || 1;
  for (let i = 0; i < length; i++) {
    // Marsaglia's xorshift of 32 bits.
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    all[i] = state >>> 24;
  }
  return all;
}

/** So many bytes are known again wherever they are. */
const WINDOW = 12;

/** In what the bytes that came differ from those that were sent, or null. */
export function difference(sent: Buffer, got: Buffer): string | null {
  if (got.equals(sent)) return null;
  const shorter = Math.min(sent.length, got.length);
  let at = 0;
  while (at < shorter && sent[at] === got[at]) at++;
  if (at === got.length) return `the last ${sent.length - at} of ${sent.length} bytes are missing`;
  const from = sent.indexOf(got.subarray(at, at + WINDOW));
  if (from < 0) return `byte ${at} of ${sent.length} is not what was sent`;
  if (from > at) return `${from - at} bytes from byte ${at} on are missing`;
  return `${at - from} bytes from byte ${from} on came twice`;
}
