import { readNumbers, readPast } from '../../../model/checker/trace/past.js';
import { Explanation } from '../../explain/index.js';

export interface ExplainFlags {
  readonly fd: number;
  readonly at?: number;
  readonly json?: boolean;
}

/** Explains a descriptor from a recorded run. */
export async function explain(file: string, { fd, at, json }: ExplainFlags): Promise<void> {
  const past = await readPast(file, fd, at);
  const explanation = new Explanation(fd, past);
  process.stdout.write(`${json ? JSON.stringify(explanation, null, 2) : explanation}\n`);
  if (!json && past.slot === undefined) {
    const numbers = await readNumbers(file, at);
    process.stdout.write(`The trace knows of ${numbers.length > 0 ? `these: ${numbers.join(', ')}` : 'none'}.\n`);
  }
}
