import Table from 'cli-table3';
import colors from 'picocolors';
import { legend, type Section, sections, whole } from './columns.js';
import type { Plan } from './measure.js';
import { cellTitle, failures, type Report, skippedIn } from './report.js';

/** The report as a person reads it: its tables, what their columns mean, and what is to be known about the run. */
export function table(report: Report): string {
  const tables = sections.flatMap((section) => [title(section, report), render(section, report)]);
  return [...tables, ...legend(), ...notes(report)].join('\n');
}

function title({ title, columns }: Section, { baseline }: Report): string {
  const compares = baseline !== undefined && columns.some((column) => column.ratio);
  return compares ? `${title}; ratios are to ${baseline}` : title;
}

function render(section: Section, { baseline, results }: Report): string {
  const columns = section.columns.filter((column) => baseline !== undefined || column.ratio !== true);
  const headings = columns.map(({ name, unit }) => (unit === undefined ? name : `${name}\n${unit}`));
  const shown = new Table({
    head: ['cell', ...headings],
    style: { head: [], border: [], compact: true },
    colAligns: ['left', 'left', ...Array<'right'>(columns.length - 1).fill('right')],
  });
  for (const result of results) {
    for (const [index, line] of result.lines.entries()) {
      const row = columns.map((column) => column.show({ line, result, baseline }));
      shown.push([index === 0 ? cellTitle(result.cell) : '', ...row]);
    }
  }
  return shown.toString();
}

function notes({ plan, results, skipped }: Report): string[] {
  const lines = results.flatMap((result) => result.lines);
  const method = `${plan.rounds} rounds of ${plan.seconds} s after ${plan.warmup} s of warm-up; ${whereThingsRan(plan)}.`;
  const verified = results.flatMap((result) => result.series).reduce((all, series) => all + series.verifiedBytes, 0);
  return [
    method,
    `In runs of their own ${whole(verified / 1e6)} MB were checked byte by byte.`,
    ...(lines.some((line) => line.saturated)
      ? [colors.yellow('* the load generator was at its limit: the server may be faster than this')]
      : []),
    ...(lines.some((line) => line.noisy)
      ? [
          colors.yellow(
            '~ other processes took more than a tenth of a core in some round: trust CPU per request most, requests/s least',
          ),
        ]
      : []),
    ...[...skipped, ...skippedIn(results)].map(({ what, why }) => colors.yellow(`skipped: ${what}: ${why}`)),
    ...failures(results).map((text) => colors.red(`failed: ${text}`)),
  ];
}

function whereThingsRan({ pinning }: Plan): string {
  if (pinning === undefined) return 'nothing is pinned to a core (that needs taskset and two cores)';
  const { server, generator } = pinning;
  const load = `load generator on core ${generator}`;
  return server.length > 1
    ? `servers spread over cores ${server.join(' and ')}, ${load}, which they share`
    : `every server, with all its threads, on core ${server}, ${load}`;
}
