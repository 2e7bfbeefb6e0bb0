import { type End, readTrace, type TraceSource } from './read.js';
import { type TraceReport, Wrong } from './report.js';
import { currentTables, type Tables } from './rules.js';
import { Run } from './run.js';

/** A validated run, and by machine 1 for each cell of its table that was stepped. */
export interface Validation {
  readonly report: TraceReport;
  readonly stepped: readonly Uint8Array[];
}

/**
 * Validates a recorded run against the tables and names its first wrong step.
 *
 * Reads in bounded memory: what is kept is one state for each slot.
 *
 * @throws TraceError if the file is no trace, is cut off, was recorded with other tables, or has an unknown record
 */
export async function validateTrace(source: TraceSource, tables: Tables = currentTables): Promise<TraceReport> {
  return (await validateRun(source, tables)).report;
}

/** As `validateTrace`, and tells which cells were stepped. */
export async function validateRun(source: TraceSource, tables: Tables = currentTables): Promise<Validation> {
  const run = new Run(tables);
  const { context } = run;
  try {
    const onEnd = (end: End) => run.end(end);
    for await (const words of readTrace(source, tables.TABLE_HASH, onEnd)) run.follow(words);
    return { report: context.report(), stepped: context.stepped };
  } catch (error) {
    if (error instanceof Wrong) return { report: context.report(error.step), stepped: context.stepped };
    throw error;
  }
}
