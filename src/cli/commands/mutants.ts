import { availableParallelism } from 'node:os';
import pc from 'picocolors';
import { type MutantReport, reportMutants } from '../../../model/bugs/mutant-report.js';
import { huntingGrounds, runMutants } from '../../../model/bugs/mutant-run.js';
import { sample as sampleOf } from '../../../model/bugs/sample.js';
import { worlds as allWorlds } from '../../../model/worlds/index.js';
import { explorerOf } from '../explorer.js';
import { CommandError } from '../failure.js';
import { foretold, MUTANTS } from '../foretold.js';
import { known } from '../known.js';
import { Progress } from '../progress.js';
import { byNumber, count, plural, seconds, table } from '../text.js';

export interface MutantFlags {
  readonly json?: boolean;
  /** How many to hunt, of all. */
  readonly sample?: number;
  /** What the sample follows from. */
  readonly seed?: number;
  /** Through which models, instead of those that reach every cell. */
  readonly worlds?: readonly string[];
  readonly reference?: boolean;
}

/** Hunts mutants of the tables with all laws on. True if the laws kill enough of them and each survivor has a reason. */
export async function mutants({ json, sample, worlds, reference, ...flags }: MutantFlags): Promise<boolean> {
  if (flags.seed !== undefined && sample === undefined) {
    throw new CommandError('ERR_USAGE', '--seed is of a sample', 'Say how many by --sample.');
  }
  const seed = flags.seed ?? 1;
  for (const name of worlds ?? []) known('model', allWorlds, name);
  const explorer = explorerOf(reference);
  const began = performance.now();
  const progress = new Progress();
  const expected = sample ?? MUTANTS;
  if (worlds === undefined) {
    const what = `mutants: ${sample === undefined ? 'all' : count(sample)} of some ${count(MUTANTS)}`;
    progress.foretell(what, foretold({ grounds: 1, mutant: expected }, explorer));
  }
  let hunted = 0;
  let killed = 0;
  const results = await runMutants({
    worlds: worlds ?? huntingGrounds,
    threads: availableParallelism(),
    explorer,
    ...(sample !== undefined && { choose: (all) => sampleOf(all, sample, seed) }),
    onExplored: (world) => progress.show(`looked which cells '${world}' reaches`),
    onHunted: ({ mutant, killedBy, threw }, total) => {
      hunted++;
      if (killedBy || threw) killed++;
      progress.show(
        `${count(hunted)} of ${plural(total, 'mutant')} hunted, ${count(killed)} noticed; ${mutant.machine}`,
        hunted / total,
      );
    },
  });
  progress.clear();
  const report = reportMutants(results, sample === undefined && worlds === undefined);
  const taken = (performance.now() - began) / 1000;
  const asJson = { ...report, seconds: taken, ...(sample !== undefined && { sample, seed }) };
  process.stdout.write(`${json ? JSON.stringify(asJson, null, 2) : describe(report, taken)}\n`);
  return report.ok;
}

function describe(
  { ok, total, killed, threw, same, machines, survivors, problems }: MutantReport,
  taken: number,
): string {
  const laws = machines.flatMap((one) => Object.keys(one.laws));
  const killers = [...new Set(laws)].sort(byNumber).map((law) => {
    const byMachine = machines.map((one) => one.laws[law] ?? 0);
    return [law, ...byMachine, byMachine.reduce((sum, one) => sum + one)];
  });
  const names = machines.map(({ machine }) => machine);
  const share = `${((100 * (killed + threw)) / (total - same)).toFixed(1)}%`;
  return [
    table(
      ['killed first by', ...names, 'all'],
      [
        ...killers,
        ["(the world's code threw)", ...machines.map((one) => one.threw), threw],
        ['(nothing is changed)', ...machines.map((one) => one.same), same],
        ['survive', ...machines.map((one) => one.total - one.killed - one.threw - one.same), survivors.length],
      ],
    ),
    ...(survivors.length > 0 ? [survived(survivors)] : []),
    ...problems.map((problem) => pc.red(problem)),
    `Of ${plural(total, 'mutant')}, ${count(same)} change nothing; of the others ${count(killed)} are killed by a law, and ` +
      `${count(threw)} made a world's own code throw: ${share} are noticed. ${seconds(taken)}`,
    ok ? pc.green('Every survivor has its reason.') : pc.red('Not everything held.'),
  ].join('\n\n');
}

/** The survivors under their reasons. */
function survived(survivors: MutantReport['survivors']): string {
  const reasons = [...new Set(survivors.map(({ because }) => because))];
  return reasons
    .map((reason) => {
      const of = survivors.filter(({ because }) => because === reason);
      const lines = of.map(({ machine, state, event, change }) => `    ${machine} ${state} ${event} ${change}`);
      return [`${of.length} survive: ${reason ?? 'nobody knows why'}`, ...lines].join('\n');
    })
    .join('\n');
}
