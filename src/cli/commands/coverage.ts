import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pc from 'picocolors';
import { Coverage, type CoverageReport } from '../../../model/checker/trace/coverage.js';
import { currentTables } from '../../../model/checker/trace/rules.js';
import { deadCells } from '../../../model/worlds/cells/dead-cells.js';
import { unsteppedCells } from '../../../model/worlds/cells/unstepped-cells.js';
import { CommandError } from '../failure.js';
import { Progress } from '../progress.js';
import { accepted } from '../snapshot.js';
import { count, plural, table } from '../text.js';

const ENDING = '.trace';

/** Merges the traces of a test run. True if all are right, and enough of what the checker reaches was stepped. */
export async function coverage(paths: readonly string[], { json }: { readonly json?: boolean }): Promise<boolean> {
  const { dead } = accepted();
  const files = paths.flatMap(tracesIn);
  const merged = new Coverage(currentTables);
  const progress = new Progress();
  for (const [index, file] of files.entries()) {
    progress.show(`${count(index)} of ${plural(files.length, 'trace')} validated`, index / files.length);
    await merged.add(file);
  }
  progress.clear();
  const report = merged.report(
    dead,
    unsteppedCells,
    deadCells.filter(({ byGhosts }) => byGhosts),
  );
  process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : describe(report));
  return report.ok;
}

/** A file as it is named; of a folder all traces in it, however deep. */
function tracesIn(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  const inside = readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(ENDING));
  if (inside.length > 0) return inside.sort().map((name) => join(path, name));
  const next = `Make some, for instance by: READYLOOP_TRACE_DIR=${path} npm test`;
  throw new CommandError('ERR_NO_TRACES', `there is no file *${ENDING} in ${path}`, next);
}

function describe(report: CoverageReport): string {
  const { machines, problems, reachable, stepped } = report;
  const reasons = new Map<string, number>();
  for (const { because } of machines.flatMap(({ unstepped }) => unstepped)) {
    if (because) reasons.set(because, (reasons.get(because) ?? 0) + 1);
  }
  const rows = machines.map((one) => [one.machine, one.reachable, one.stepped, one.unstepped.length]);
  const share = `${((stepped / reachable) * 100).toFixed(1)}%`;
  const what = `${share} of ${plural(reachable, 'reachable cell')} stepped natively`;
  const from = `${plural(report.traces, 'trace')}, ${plural(report.steps, 'step')}`;
  const parts = [
    table(['machine', 'reachable cells', 'stepped', 'not stepped'], rows),
    ...(reasons.size > 0
      ? [
          table(
            ['not stepped', 'because'],
            [...reasons].map(([why, cells]) => [cells, why]),
          ),
        ]
      : []),
    ...problems.map((problem) => pc.red(problem)),
    (report.ok ? pc.green : pc.red)(`Coverage: ${what}, in ${from}.`),
  ];
  return `${parts.join('\n\n')}\n`;
}
