import { expect } from 'vitest';
import type { SystemError } from '../../src/index.js';
import type { Backend } from './backends.js';

/**
 * What a reset makes of a receive and a send that are pending. The kernel tells it once, to whoever asks first, and the other
 * one finds a broken pipe, or the end. The reader goes first (C4), but a thread of its own may be sending just then.
 */
export async function expectReset(backend: Backend, receiving: Promise<Buffer>, sending: Promise<void>): Promise<void> {
  const failure = ({ syscall, code }: SystemError) => `${syscall}: ${code}`;
  const outcomes = await Promise.all([
    receiving.then(({ length }) => `received ${length} bytes`, failure),
    sending.then(() => 'sent', failure),
  ]);
  const readerFirst = ['recv: ECONNRESET', 'send: EPIPE'];
  const senderFirst = ['received 0 bytes', 'send: ECONNRESET'];
  expect(backend === 'mio' ? [readerFirst] : [readerFirst, senderFirst]).toContainEqual(outcomes);
}
