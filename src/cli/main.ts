import { Command } from 'commander';
import { reportFailure } from './failure.js';
import { natural, positive } from './numbers.js';
import { version } from './package.js';

/**
 * The command line. Each command answers whether everything held, and loads what it needs only when it runs: somebody who
 * validates a trace needs neither the compiler nor the checker.
 *
 * Exit codes: 0 everything held; 1 something did not; 2 the command could not do its work.
 */
export async function run(args: readonly string[]): Promise<number> {
  let held = true;
  const program = new Command('readyloop')
    .description('Checks the specification of the loop, and what loops did against it.')
    .version(version)
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .showSuggestionAfterError()
    .action(() => program.outputHelp());

  program
    .command('check')
    .description('explore every model and verify every law')
    .option('--only <model...>', 'only these models')
    .option('--update', 'accept changed numbers of states, edges and dead cells')
    .option('--json', 'print the report as JSON')
    .action(async (flags) => {
      held = await (await import('./commands/check.js')).check(flags);
    });

  program
    .command('bugs')
    .description('put each known bug in and see it caught')
    .option('--json', 'print the report as JSON')
    .action(async (flags) => {
      held = await (await import('./commands/bugs.js')).bugs(flags);
    });

  program
    .command('mutants')
    .description('change every cell of the tables a little and see a law notice')
    .option('--sample <count>', 'only so many, of each machine as many as of the others', positive)
    .option('--seed <number>', 'what the sample follows from', natural, 1)
    .option('--worlds <names>', 'only through these models, joined by commas', (names: string) => names.split(','))
    .option('--json', 'print the report as JSON')
    .action(async (flags) => {
      held = await (await import('./commands/mutants.js')).mutants(flags);
    });

  program
    .command('generate')
    .description('compile the machines to tables for Rust and TypeScript')
    .option('--check', 'write nothing, find files that are changed, missing or orphaned')
    .action(async (flags) => {
      held = await (await import('./commands/generate.js')).generate(flags);
    });

  program
    .command('trace')
    .description('validate a recorded run against the tables')
    .argument('<file...>', 'what `new Loop({ trace: file })` wrote; with --coverage also folders of such files')
    .option('--coverage', 'merge the traces of a test run: which of the cells that the checker reaches were stepped')
    .option('--json', 'print the report as JSON')
    .addHelpText('after', TRACE_HELP)
    .action(async (files, flags) => {
      held = flags.coverage
        ? await (await import('./commands/coverage.js')).coverage(files, flags)
        : await (await import('./commands/trace.js')).trace(files, flags);
    });

  program
    .command('explain')
    .description('tell from a recorded run why the callbacks of a descriptor ran, or did not')
    .argument('<trace>', 'what `new Loop({ trace: file })` wrote')
    .requiredOption('--fd <number>', 'the descriptor', natural)
    .option('--at <record>', 'as it was after this record (default: at the end)', natural)
    .option('--json', 'print the explanation as JSON')
    .addHelpText('after', EXPLAIN_HELP)
    .action(async (file, flags) => {
      await (await import('./commands/explain.js')).explain(file, flags);
    });

  try {
    await program.parseAsync(args, { from: 'user' });
    return held ? 0 : 1;
  } catch (error) {
    if (isAnswer(error)) return 0;
    reportFailure(error);
    return 2;
  }
}

const TRACE_HELP = `
A run is right if each step of its loop is the table's, and was brought about by a
call of the user, an answer of the kernel or another step. Else the first wrong
step is named, with the law that it breaks.

All tests leave their traces where READYLOOP_TRACE_DIR names a folder:
  READYLOOP_TRACE_DIR=traces npm test && npx readyloop trace --coverage traces
At least 95% of the reachable cells have to be stepped, and each other needs its
reason in model/worlds/unstepped-cells.ts.`;

const EXPLAIN_HELP = `
What \`loop.explain(fd)\` tells of a loop that runs, in the same words: how the
descriptor stands, what the kernel was asked to report and has reported, which
operations are pending, and the last 32 records. A number may have been several
descriptors one after the other; what is told is of the last of them.`;

/** Help and version are answers, which commander throws when it may not exit. */
function isAnswer(error: unknown): boolean {
  return error instanceof Error && 'exitCode' in error && error.exitCode === 0;
}
