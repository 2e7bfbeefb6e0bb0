import { Command } from 'commander';
import { legend } from './columns.js';
import { BASELINE, cellName, modes, peers, subject } from './registry.js';
import { ArgumentError, number, type Wish } from './selection.js';

/** The command line, read. */
export interface Options extends Wish {
  readonly rounds: number;
  readonly warmup: number;
  readonly seconds: number;
  readonly json: boolean;
  readonly spread: boolean;
  readonly heartbeat: boolean;
  readonly syscalls: boolean;
}

interface Raw extends Wish {
  readonly rounds?: string;
  readonly warmup?: string;
  readonly seconds?: string;
  readonly json?: boolean;
  readonly spread?: boolean;
  readonly heartbeat: boolean;
  readonly syscalls: boolean;
}

const QUICK = { rounds: 2, warmup: 0.3, seconds: 1 };
const FULL = { rounds: 5, warmup: 1, seconds: 10 };

/** Undefined where help was asked for, which is then printed. */
export function readCommandLine(args: readonly string[]): Options | undefined {
  const command = new Command('npm run bench --')
    .description(
      `Measures readyloop beside its peers: requests/s, CPU per request of the server and of its JavaScript, system calls; \
latency, how even connections fare, and what is left of Node's loop`,
    )
    .option('--only <modes>', 'modes to measure, by name, with commas between')
    .option('--peers <peers>', `peers to measure beside ${subject.name}, by name, with commas between`)
    .option('--cells <cells>', 'cells to measure, as bytes x connections: 1024x64,10240x1')
    .option('--baseline <peer>', `the peer that ratios are to (default: ${BASELINE})`)
    .option(
      '--full',
      `every cell, ${FULL.rounds} rounds of ${FULL.seconds} s instead of ${QUICK.rounds} of ${QUICK.seconds} s`,
    )
    .option('--rounds <number>', 'rounds of a cell')
    .option('--seconds <number>', 'measured seconds of a server in a round')
    .option('--warmup <number>', 'seconds before these')
    .option('--spread', "let a server's threads use every core, the load generator's among them")
    .option('--no-heartbeat', "do not watch Node's loop inside the servers (a short pass of its own)")
    .option('--no-syscalls', 'do not count system calls (a short pass of its own, by strace)')
    .option('--json', 'print the report as JSON instead of a table')
    .addHelpText('after', () => registryHelp())
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  try {
    command.parse(args, { from: 'user' });
  } catch (error) {
    const { code = '', message } = error as { code?: string; message: string };
    if (code === 'commander.helpDisplayed') return undefined;
    throw new ArgumentError(message.replace(/^error: /, ''));
  }
  const raw = command.opts<Raw>();
  const usual = raw.full ? FULL : QUICK;
  return {
    ...raw,
    rounds: number('--rounds', raw.rounds ?? String(usual.rounds), 1, true),
    warmup: number('--warmup', raw.warmup ?? String(usual.warmup), 0, false),
    seconds: number('--seconds', raw.seconds ?? String(usual.seconds), 0.1, false),
    json: raw.json ?? false,
    spread: raw.spread ?? false,
  };
}

function registryHelp(): string {
  const row = (name: string, about: string) => `  ${name.padEnd(12)}${about}`;
  const cells = modes.map((mode) => {
    const names = (full: boolean) =>
      mode.cells
        .filter((cell) => cell.full === full)
        .map(cellName)
        .join(' ');
    return `${row(mode.name, names(false))}\n${row('', `with --full also ${names(true)}`)}`;
  });
  return [
    '',
    'Modes:',
    ...modes.map((mode) => row(mode.name, mode.about)),
    '',
    'Servers:',
    ...[subject, ...peers].map((peer) => row(peer.name, peer.about)),
    '',
    'Cells (bytes of a message x connections):',
    ...cells,
    '',
    'Columns:',
    ...legend().map((line) => `  ${line}`),
    '',
    'What may be compared:',
    '  Figures of one run, in one cell: servers are measured in turn, and ratios are taken within a round.',
    '  Every server, with all its threads, has one core and the load generator another: requests/s is what a server makes',
    '  of one core, and one of two threads (tokio) pays there for their switching. With --spread threads run side by side,',
    '  but share a core with the load generator, which may then be the limit without a mark: such a run shows what a second',
    '  core is worth, and no figure of it may be compared with a run without --spread.',
    '  What JS us/req leaves of its thread is what a program has for its own work; `timer` and `between` say how soon that',
    '  work gets a turn. A server without JavaScript has none of these three.',
    '  A ratio of requests/s only beside `slowest`: a server that answers some connections and lets others wait may well',
    '  answer more in all. `overtaken` tells the same sooner, for waits make up for one another in a count. How soon a',
    '  connection is accepted is no part of this: each has got an answer before the warm-up begins.',
    '',
    'Each run also writes bench/results/<date>.json.',
  ].join('\n');
}
