/** Bytes in which each place can be told from its neighbours. */
export function bytes(length: number): Buffer {
  const all = Buffer.alloc(length);
  for (let i = 0; i < length; i++) {
    all[i] = i ^ (i >> 8) ^ (i >> 16);
  }
  return all;
}

/** Memory that can be resized while it is lent, which TypeScript's library for this target does not know yet. */
export interface ResizableMemory extends ArrayBuffer {
  resize(to: number): void;
}

export function resizable(length: number, maxByteLength = 1_000_000): ResizableMemory {
  return Reflect.construct(ArrayBuffer, [length, { maxByteLength }]) as ResizableMemory;
}
