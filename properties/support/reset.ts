import { expect } from 'vitest';
import type { SystemError } from '../../src/index.js';

/**
 * What a reset makes of a receive and a send that are pending. The kernel tells it once, to whoever asks first: a thread that
 * was about to send may be that. The other one finds a broken pipe, or the end.
 */
export async function expectReset(receiving: Promise<Buffer>, sending: Promise<void>): Promise<void> {
  const failure = ({ syscall, code }: SystemError) => `${syscall}: ${code}`;
  const outcomes = await Promise.all([
    receiving.then(({ length }) => `received ${length} bytes`, failure),
    sending.then(() => 'sent', failure),
  ]);
  expect([
    ['recv: ECONNRESET', 'send: EPIPE'],
    ['received 0 bytes', 'send: ECONNRESET'],
  ]).toContainEqual(outcomes);
}
