import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runProgram } from '../support/child.js';
import { root } from '../support/root.js';

const PROGRAM = join(root, 'dist/properties/explorers/many-states.js');

/** 36 ** 4 states; with 84, 50 million, it takes minutes and several gigabytes. */
const SIZE = 36;

test('a state of three words with 15 transitions takes at most 160 bytes, liveness and quiet included', async () => {
  const { code, stdout, stderr } = await runProgram(process.execPath, [PROGRAM, `${SIZE}`], {}, 120_000);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const found = JSON.parse(stdout);
  expect(found).toMatchObject({ states: SIZE ** 4, edges: 15 * SIZE ** 4, words: 3, holds: true });
  expect(found.pending).toBe(SIZE ** 4 - SIZE ** 2);
  expect(found.peakBytesPerState).toBeLessThanOrEqual(160);
});
