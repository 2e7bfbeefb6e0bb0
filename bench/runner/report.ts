import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, release } from 'node:os';
import { join } from 'node:path';
import Table from 'cli-table3';
import colors from 'picocolors';
import type { Plan } from './measure.js';
import { ROOT } from './place.js';
import type { Cell } from './registry.js';
import { type Line, type Result, syscallsOf } from './summary.js';

/** Something that was not measured, and why. */
export interface Skipped {
  readonly what: string;
  readonly why: string;
}

/** A whole run, as it is written to disk. */
export interface Report {
  readonly date: string;
  readonly machine: { readonly cpu: string; readonly cores: number; readonly kernel: string; readonly node: string };
  readonly plan: Plan;
  readonly baseline: string | undefined;
  readonly skipped: readonly Skipped[];
  readonly results: readonly Result[];
}

export function thisMachine(): Report['machine'] {
  const cores = cpus();
  return { cpu: cores[0]?.model ?? 'unknown', cores: cores.length, kernel: release(), node: process.version };
}

/** Writes the report into bench/results, under its date; returns the path. */
export function write(report: Report): string {
  const folder = join(ROOT, 'bench/results');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${report.date.replace(/\..*/, '').replaceAll(':', '-')}.json`);
  writeFileSync(path, `${JSON.stringify(report, null, 2)}\n`);
  return path;
}

export function cellTitle({ mode, size, connections, pipeline }: Cell): string {
  return `${mode} ${whole(size)} B x ${connections}${pipeline > 1 ? ` -P ${pipeline}` : ''}`;
}

export function table(report: Report): string {
  const { baseline } = report;
  const to = (what: string) => (baseline === undefined ? [] : [`${what}\nto ${baseline}`]);
  const head = ['cell', 'server', 'requests/s', ...to('ratio'), 'CPU us/request\n(user + system)', ...to('CPU ratio')];
  const javascript = ['JS us/req', ...to('JS ratio')];
  const rest = [...javascript, 'p50 us', 'p99 us', 'syscalls\n/request'];
  const shown = new Table({
    head: [...head, ...rest],
    style: { head: [], border: [], compact: true },
    colAligns: ['left', 'left', ...Array<'right'>(head.length + rest.length - 2).fill('right')],
  });
  for (const result of report.results) {
    for (const [index, line] of result.lines.entries()) {
      shown.push([index === 0 ? cellTitle(result.cell) : '', ...row(line, result, baseline)]);
    }
  }
  return [shown.toString(), ...notes(report)].join('\n');
}

function row(line: Line, result: Result, baseline: string | undefined): string[] {
  const ratio = baseline === undefined ? undefined : line.ratios[baseline];
  const own = line.peer === baseline ? '1' : '-';
  const ratios = (value: number | undefined, none = own) => (baseline === undefined ? [] : [value?.toFixed(2) ?? none]);
  const marks = `${line.saturated ? '*' : ''}${line.noisy ? '~' : ''}`;
  const cpu = `${(line.user + line.system).toFixed(2)} (${line.user.toFixed(2)} + ${line.system.toFixed(2)})`;
  return [
    line.peer,
    `${marks}${whole(line.rps)}`,
    ...ratios(ratio?.rps),
    cpu,
    ...ratios(ratio?.cpu),
    line.javascript?.toFixed(2) ?? '-',
    ...ratios(ratio?.javascript, line.javascript === undefined ? '-' : own),
    whole(line.p50),
    whole(line.p99),
    syscallsOf(result, line.peer)?.perRequest.toFixed(2) ?? '-',
  ];
}

function notes({ plan, results, skipped }: Report): string[] {
  const lines = results.flatMap((result) => result.lines);
  const method = `${plan.rounds} rounds of ${plan.seconds} s after ${plan.warmup} s of warm-up; ${whereThingsRan(plan)}.`;
  const verified = results.flatMap((result) => result.series).reduce((all, series) => all + series.verifiedBytes, 0);
  return [
    method,
    "CPU is the server process's; JS is of it what the thread took that runs JavaScript.",
    `Ratios are medians of the ratios within a round. In runs of their own ${whole(verified / 1e6)} MB were checked byte by byte.`,
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
    ...skipped.map(({ what, why }) => colors.yellow(`skipped: ${what}: ${why}`)),
    ...uncounted(results).map((text) => colors.yellow(`skipped: ${text}`)),
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

/** One sentence for each server that did not come through a cell. */
export function failures(results: readonly Result[]): string[] {
  return results.flatMap(({ cell, series }) =>
    series.flatMap(({ peer, failure }) => (failure === undefined ? [] : [`${peer}, ${cellTitle(cell)}: ${failure}`])),
  );
}

function uncounted(results: readonly Result[]): string[] {
  return results.flatMap(({ cell, series }) =>
    series.flatMap(({ peer, uncounted: why }) =>
      why === undefined ? [] : [`system calls, ${peer}, ${cellTitle(cell)}: ${why}`],
    ),
  );
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
