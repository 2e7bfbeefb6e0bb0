import { validateTrace } from '../../../model/checker/trace/validate.js';
import { CommandError } from '../failure.js';
import { traceTable } from '../trace-text.js';

/** Validates a recorded run. True if every step of it is justified. */
export async function trace(files: readonly string[], { json }: { readonly json?: boolean }): Promise<boolean> {
  const [file, ...more] = files as [string, ...string[]];
  if (more.length > 0) {
    throw new CommandError('ERR_USAGE', 'one run is validated at a time', 'Name one file, or add --coverage.');
  }
  const report = await validateTrace(file);
  process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : traceTable(report));
  return report.firstWrong === undefined;
}
