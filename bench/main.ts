import colors from 'picocolors';
import { type Options, readCommandLine } from './runner/command.js';
import { buildGenerator } from './runner/generator.js';
import { type Candidate, measureCell, type Plan, type Skipped } from './runner/measure.js';
import { findPinning } from './runner/place.js';
import { endAllWithThisProcess } from './runner/processes.js';
import { Progress } from './runner/progress.js';
import type { Cell, Peer } from './runner/registry.js';
import { cellTitle, failures, type Report, thisMachine, write } from './runner/report.js';
import { ArgumentError, type Selection, select } from './runner/selection.js';
import { missing } from './runner/server.js';
import { type Result, summarise } from './runner/summary.js';
import { syscallsUnavailable } from './runner/syscalls.js';
import { table } from './runner/table.js';

process.exitCode = await main();

async function main(): Promise<number> {
  try {
    const options = readCommandLine(process.argv.slice(2));
    return options === undefined ? 0 : await bench(options, select(options));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    console.error(`${colors.red('error:')} ${message}`);
    if (!(error instanceof ArgumentError)) return 1;
    console.error('`npm run bench -- --help` lists modes, peers and cells.');
    return 2;
  }
}

async function bench(options: Options, selection: Selection): Promise<number> {
  endAllWithThisProcess();
  const progress = new Progress();
  await buildGenerator((text) => progress.step(text));
  const noSyscalls = options.syscalls ? syscallsUnavailable() : undefined;
  const plan: Plan = {
    rounds: options.rounds,
    warmup: options.warmup,
    seconds: options.seconds,
    pinning: findPinning(options.spread),
    heartbeat: options.heartbeat,
    syscalls: options.syscalls && noSyscalls === undefined,
  };
  const skipped = notInstalled(selection);
  if (noSyscalls !== undefined) skipped.push({ what: 'system calls', why: noSyscalls });
  for (const { what, why } of skipped) progress.step(`skipping ${what}: ${why}`);

  const results: Result[] = [];
  for (const [index, cell] of selection.cells.entries()) {
    const title = `${cellTitle(cell)} (${index + 1}/${selection.cells.length})`;
    const series = await measureCell(cell, candidates(selection.peers, cell), plan, (step) =>
      progress.step(`${title}  ${step}`),
    );
    results.push(summarise(cell, series));
  }
  progress.clear();

  const { baseline } = selection;
  const report: Report = { date: new Date().toISOString(), machine: thisMachine(), plan, baseline, skipped, results };
  console.log(options.json ? JSON.stringify(report, null, 2) : table(report));
  console.error(`written to ${write(report)}`);
  return failures(results).length === 0 ? 0 : 1;
}

/** Who can take part in a cell: has a server for its mode, and it is installed. */
function candidates(peers: readonly Peer[], cell: Cell): readonly Candidate[] {
  return peers.flatMap((peer) => {
    const server = peer.servers[cell.mode];
    return server === undefined || missing(server) !== undefined ? [] : [{ peer, server }];
  });
}

function notInstalled({ peers, cells }: Selection): Skipped[] {
  const modes = [...new Set(cells.map((cell) => cell.mode))];
  return modes.flatMap((mode) =>
    peers.flatMap((peer) => {
      const server = peer.servers[mode];
      if (server === undefined) return [{ what: `${peer.name}, ${mode}`, why: 'has no server for this mode' }];
      const path = missing(server);
      if (path === undefined) return [];
      const remedy = (peer.packages ?? peer.modules) === undefined ? '' : '; `npm run bench:peers` installs it';
      return [{ what: `${peer.name}, ${mode}`, why: `not installed: ${path} is missing${remedy}` }];
    }),
  );
}
