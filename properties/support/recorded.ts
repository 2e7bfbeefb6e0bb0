import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LoopOptions } from '../../src/index.js';

/**
 * What a test makes its loop with, so that its run counts for `readyloop trace --coverage`: where READYLOOP_TRACE_DIR names
 * a folder, each loop leaves its trace there.
 */
export function recorded(): Pick<LoopOptions, 'trace'> {
  const { READYLOOP_TRACE_DIR: folder } = process.env;
  if (!folder) return {};
  mkdirSync(folder, { recursive: true });
  return { trace: join(folder, `${randomUUID()}.trace`) };
}
