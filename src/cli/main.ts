import { Command, Option } from 'commander';
import { isAnswer, reportFailure } from './failure.js';
import { formats } from './formats.js';
import { teaching } from './help.js';
import { natural, path, positive } from './numbers.js';
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
    .addHelpText(
      'after',
      teaching(
        [
          ['readyloop check', 'is the specification right?'],
          ['readyloop bugs', 'would it be noticed if it were not?'],
          ['readyloop trace run.trace', 'did my loop do what it says?'],
          ['readyloop check --help', 'more about one command'],
        ],
        'Exit codes: 0 everything held, 1 something did not, 2 the command could not do its work.',
      ),
    )
    .action(() => program.outputHelp());

  program
    .command('check')
    .description('explore every model and verify every law, or walk at random through models too large for that')
    .option('--only <model...>', 'only these models')
    .option('--update', 'accept changed numbers of states, edges and dead cells')
    .option('--reference', 'search by the explorer in TypeScript, which runs the models once a state: slow')
    .addOption(
      new Option('--random <walks>', 'walk so often through each model instead')
        .argParser(positive)
        .conflicts('update'),
    )
    .option('--steps <count>', 'the most steps of a walk (default: 200)', positive)
    .option('--seed <number>', 'what the walks follow from (default: random, printed)', natural)
    .addOption(
      new Option('--path <labels>', 'take the one walk that was printed')
        .argParser(path)
        .conflicts(['update', 'random', 'steps', 'seed']),
    )
    .option('--json', 'print the report as JSON')
    .addHelpText(
      'after',
      teaching(
        [
          ['readyloop check', 'all models, about a minute on two cores'],
          ['readyloop check --only receiving', 'one model, in a second'],
          ['readyloop check --random 1000', 'eight descriptors at once, beyond what can be explored'],
          ['readyloop check --random 1000 --seed 7', 'the same walks again'],
        ],
        'A broken law comes with the shortest run that breaks it; one that a walk broke, with the walk without the\n' +
          'steps that it does not need, and the commands that replay it. Walks do not judge what must happen in the end.',
      ),
    )
    .action(async (flags) => {
      const isWalk = flags.random !== undefined || flags.path !== undefined;
      held = isWalk
        ? (await import('./commands/random.js')).random(flags)
        : await (await import('./commands/check.js')).check(flags);
    });

  program
    .command('bugs')
    .description('put each known bug in and see it caught')
    .option('--only <id...>', 'only these bugs, and no comparison with the committed page')
    .option('--update', 'write the page of all bugs, model/bugs/README.md')
    .option('--reference', 'search by the explorer in TypeScript, which runs the models once a state: slow')
    .option('--json', 'print the report as JSON')
    .addHelpText(
      'after',
      teaching(
        [
          ['readyloop bugs', 'all of them, with the shortest run that shows each'],
          ["readyloop bugs --json | jq '.bugs[].law'", 'which law catches which'],
        ],
        'A bug is a change to the tables or to what the engine promises, as a real event loop had it. In a clone of the\n' +
          'repository those that the engine can have are also run on the real kernel, and their traces validated.',
      ),
    )
    .action(async (flags) => {
      held = await (await import('./commands/bugs.js')).bugs(flags);
    });

  program
    .command('mutants')
    .description('change every cell of the tables a little and see a law notice')
    .option('--sample <count>', 'only so many, of each machine as many as of the others', positive)
    .option('--seed <number>', 'what the sample follows from (default: 1)', natural)
    .option('--worlds <names>', 'only through these models, joined by commas', (names: string) => names.split(','))
    .option('--clauses', 'silence each clause of the laws instead, and see that something goes unnoticed then')
    .option('--needed', 'the same only of what model/bugs/needed.ts says of each clause')
    .option('--reference', 'search by the explorer in TypeScript, which runs the models once a state: slow')
    .option('--json', 'print the report as JSON')
    .addHelpText(
      'after',
      teaching(
        [
          ['readyloop mutants', 'every change of every cell that the models reach: some minutes'],
          ['readyloop mutants --sample 40 --seed 2', 'a few of each machine, others for another seed'],
          ['readyloop mutants --worlds receiving,sending', 'only by the smallest models'],
          [
            'readyloop mutants --clauses',
            'after a change to a law: does each of its clauses catch what no other does?',
          ],
          ['readyloop mutants --needed', 'does each still catch, alone, what it is said to be needed for?'],
        ],
        'A mutant that no law notices is a hole in the laws, unless its reason stands in model/bugs/survivors.ts. A clause ' +
          'that nothing needs alone could be silent, and nobody would notice.',
      ),
    )
    .action(async (flags) => {
      if (flags.clauses || flags.needed) held = await (await import('./commands/clauses.js')).clauses(flags);
      else held = await (await import('./commands/mutants.js')).mutants(flags);
    });

  program
    .command('build')
    .description('build the native addon with Rust, where no prebuilt one fits')
    .addHelpText(
      'after',
      teaching(
        [['npx readyloop build', 'where new Loop() throws ERR_ADDON_MISSING']],
        'It is built from the sources in the package, and stays there until that is installed anew. CARGO_TARGET_DIR keeps\n' +
          'what was compiled on the way.',
      ),
    )
    .action(async () => {
      await (await import('./commands/build.js')).build();
    });

  program
    .command('generate')
    .description('compile the machines to tables for Rust and TypeScript')
    .option('--check', 'write nothing, find files that are changed, missing or orphaned')
    .addHelpText(
      'after',
      teaching(
        [
          ['readyloop generate', 'after a change to a machine'],
          ['readyloop generate --check', 'are the generated files what the machines say?'],
        ],
        'A machine outside of what can be compiled is refused, with the rule, the state, and the way to mend it.',
      ),
    )
    .action(async (flags) => {
      held = await (await import('./commands/generate.js')).generate(flags);
    });

  program
    .command('trace')
    .description('validate a recorded run against the tables')
    .argument('<file...>', 'what `new Loop({ trace: file })` wrote; with --coverage also folders of such files')
    .option('--coverage', 'merge the traces of a test run: which of the cells that the checker reaches were stepped')
    .option('--json', 'print the report as JSON')
    .addHelpText(
      'after',
      teaching(
        [
          ['readyloop trace run.trace', 'is every step justified?'],
          ['readyloop trace run.trace --json', 'the same for a program'],
          ['READYLOOP_TRACE_DIR=traces npm test', 'all tests leave their traces there'],
          ['readyloop trace --coverage traces', 'which cells they stepped'],
        ],
        'The first record that is wrong is named with its law: a step that the tables do not have, an event that no\n' +
          'system call answered, an action that no system call followed. At least 95% of the reachable cells have to be\n' +
          'stepped by the tests, and each other needs its reason in model/worlds/cells/unstepped-cells.ts.',
      ),
    )
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
    .addHelpText(
      'after',
      teaching(
        [
          ['readyloop explain run.trace --fd 7', 'at the end of the run'],
          ['readyloop explain run.trace --fd 7 --at 1200', 'as it was after record 1200'],
        ],
        'What `loop.explain(fd)` tells of a loop that runs, in the same words: how the descriptor stands, what the kernel\n' +
          'was asked to report and has reported, which operations are pending, and the last 32 records. A number may have\n' +
          'been several descriptors one after the other; what is told is of the last of them.',
      ),
    )
    .action(async (file, flags) => {
      await (await import('./commands/explain.js')).explain(file, flags);
    });

  program
    .command('ps')
    .description('tell from a recorded run who waits for what')
    .argument('<trace>', 'what `new Loop({ trace: file })` wrote')
    .option('--at <record>', 'as it was after this record (default: at the end)', natural)
    .option('--json', 'print the table as JSON')
    .addHelpText(
      'after',
      teaching(
        [
          ['readyloop ps run.trace', 'what was pending at the end of the run'],
          ['readyloop ps run.trace --at 1200', 'as it was after record 1200'],
        ],
        'What `loop.report()` tells of a loop that runs, as far as the engine knows of it: callbacks of descriptors,\n' +
          'operations, transports and servers, the oldest first. Timers and what callSoon has queued are not recorded.',
      ),
    )
    .action(async (file, flags) => {
      await (await import('./commands/ps.js')).ps(file, flags);
    });

  program
    .command('export')
    .description('draw a machine, or write a model for the model checker SPIN')
    .addOption(new Option('--format <format>', 'what to write').choices(formats).makeOptionMandatory())
    .option('--machine <name>', 'what mermaid and dot draw')
    .option('--world <model>', 'what promela translates (default: watch-one, the only one it can)')
    .option('--bug <id>', 'put a known bug into it')
    .option('--out <file>', 'write to a file instead of stdout')
    .addHelpText(
      'after',
      teaching(
        [
          ['readyloop export --format mermaid --machine watch', 'its regions, as they are written'],
          ['readyloop export --format dot --machine accept | dot -Tsvg > accept.svg', 'its table, by Graphviz'],
          ['readyloop export --format promela --out watch.pml', 'for SPIN, which the file says how to run'],
          ['readyloop export --format promela --bug F3 --out f3.pml', 'the same with a bug for SPIN to find'],
        ],
        'The Promela model says at its top what it contains and what it leaves out.',
      ),
    )
    .action(async (flags) => {
      held = await (await import('./commands/export.js')).exported(flags);
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
