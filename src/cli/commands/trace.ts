import { validateTrace } from '../../../model/checker/trace/validate.js';
import { traceTable } from '../trace-text.js';

/** Validates a recorded run. True if every step of it is justified. */
export async function trace(file: string, { json }: { readonly json?: boolean }): Promise<boolean> {
  const report = await validateTrace(file);
  process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : traceTable(report));
  return report.firstWrong === undefined;
}
