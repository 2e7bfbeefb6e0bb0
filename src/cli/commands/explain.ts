import { readPast } from '../../../model/checker/trace/past.js';
import { Explanation } from '../../explain/index.js';

export interface ExplainFlags {
  readonly fd: number;
  readonly at?: number;
  readonly json?: boolean;
}

/** Explains a descriptor from a recorded run. */
export async function explain(file: string, { fd, at, json }: ExplainFlags): Promise<void> {
  const explanation = new Explanation(fd, await readPast(file, fd, at));
  process.stdout.write(`${json ? JSON.stringify(explanation, null, 2) : explanation}\n`);
}
