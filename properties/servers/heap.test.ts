import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { backends } from '../support/backends.js';
import { runProgram } from '../support/child.js';
import { root } from '../support/root.js';
import type { Kind } from './heap.js';

const HEAP = join(root, 'dist/properties/servers/heap.js');
const LIMIT = 120_000;
/** Room for what is new, in MB: nothing is collected while it lasts. */
const FLAGS = ['--expose-gc', '--max-semi-space-size=128', '--min-semi-space-size=128'];

/** The most that an event may take, in bytes: nothing, or the Buffer that is its argument. */
const MOST: Readonly<Record<Kind, number>> = { addReader: 1, bufferUpdated: 1, dataReceived: 150, borrowed: 150 };

describe.each(backends)('what an event takes of the heap, on %s:', (backend) => {
  test.each(Object.entries(MOST))(
    '100,000 events of %s take at most %d bytes each, without those in which V8 compiles',
    async (kind, most) => {
      const { code, stdout, stderr } = await runProgram(process.execPath, [...FLAGS, HEAP, kind, backend], {}, LIMIT);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      console.info(`${kind} on ${backend}: ${Number(stdout).toFixed(2)} bytes an event`);
      expect(Number(stdout)).toBeLessThanOrEqual(most);
    },
  );
});
