import { readPasts } from '../../../model/checker/trace/past.js';
import { Standing } from '../../explain/index.js';

export interface PsFlags {
  readonly at?: number;
  readonly json?: boolean;
}

/** Tells who waits for what in a recorded run. */
export async function ps(file: string, { at, json }: PsFlags): Promise<void> {
  const { record, pasts } = await readPasts(file, at);
  const standing = new Standing(record, pasts);
  process.stdout.write(`${json ? JSON.stringify(standing, null, 2) : standing}\n`);
}
