import pc from 'picocolors';
import type { TraceReport, WrongStep } from '../../model/checker/trace/report.js';
import { count, plural, table } from './text.js';

/** The first wrong step of a recorded run: the law, what happened, and what would have been allowed. */
export function wrongStep({ law, record, slot, generation, machine, state, event, what, allowed }: WrongStep): string {
  const lines = [
    `${pc.red(`${law} is broken`)} at record ${count(record)}, slot ${slot} generation ${generation}: ${what}`,
  ];
  if (machine !== undefined) lines.push(`  the step  ${machine}: ${event} in ${state}`);
  lines.push(...allowed.map((one, index) => `  ${index === 0 ? 'allowed ' : '     or '}  ${one}`));
  return lines.join('\n');
}

/** A validated run as a table. */
export function traceTable({ byMachine, cellsStepped, laws, ...report }: TraceReport): string {
  const parts = [
    table(
      ['machine', 'steps', 'different cells'],
      Object.entries(byMachine).map(([machine, steps]) => [machine, steps, cellsStepped[machine] ?? 0]),
    ),
    table(['law', 'put to the test'], Object.entries(laws)),
    report.firstWrong
      ? wrongStep(report.firstWrong)
      : pc.green(`Every one of ${plural(report.steps, 'step')} in ${plural(report.records, 'record')} is justified.`),
  ];
  return `${parts.join('\n\n')}\n`;
}
