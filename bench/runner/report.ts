import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, release } from 'node:os';
import { join } from 'node:path';
import { whole } from './columns.js';
import type { Plan, Skipped } from './measure.js';
import { ROOT } from './place.js';
import type { Cell } from './registry.js';
import type { Result } from './summary.js';

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

/** One sentence for each server that did not come through a cell. */
export function failures(results: readonly Result[]): string[] {
  return results.flatMap(({ cell, series }) =>
    series.flatMap(({ peer, failure }) => (failure === undefined ? [] : [`${peer}, ${cellTitle(cell)}: ${failure}`])),
  );
}

/** What is missing of servers that came through. */
export function skippedIn(results: readonly Result[]): Skipped[] {
  return results.flatMap(({ cell, series }) =>
    series.flatMap(({ peer, skipped }) =>
      skipped.map(({ what, why }) => ({ what: `${what}, ${peer}, ${cellTitle(cell)}`, why })),
    ),
  );
}
