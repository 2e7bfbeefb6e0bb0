import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { runBugs } from '../../model/bugs/bug-run.js';
import { bugs } from '../../model/bugs/catalogue/index.js';
import { huntingGrounds, runMutants } from '../../model/bugs/mutant-run.js';
import { sample } from '../../model/bugs/sample.js';
import { checkAll } from '../../model/checker/check-all.js';
import type { Explorer } from '../../model/checker/explorer.js';
import { worlds } from '../../model/worlds/index.js';
import { Progress } from '../../src/cli/progress.js';
import { differences, findingsOfBug, findingsOfModel, findingsOfMutant } from './compare.js';

/**
 * Has both explorers search every model, hunt every bug and every mutant, and compares all that they find. The explorer in
 * TypeScript takes more than half an hour for it on two cores.
 *
 *     npm run compare -- [--models NAME,NAME] [--bugs ID,ID] [--mutants COUNT] [--json]
 */

const { values } = parseArgs({
  options: {
    models: { type: 'string' },
    bugs: { type: 'string' },
    mutants: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const listed = (names: string | undefined, name: string) => names === undefined || names.split(',').includes(name);
const chosenWorlds = Object.fromEntries(Object.entries(worlds).filter(([name]) => listed(values.models, name)));
const chosenBugs = bugs.filter(({ id }) => listed(values.bugs, id));
const grounds = huntingGrounds.filter((name) => listed(values.models, name));
const count = values.mutants === undefined ? undefined : Number(values.mutants);
const threads = availableParallelism();
const progress = new Progress({ logs: true });
const module = new URL('../../model/worlds/index.js', import.meta.url);

/** What one explorer finds, and how long it takes, in seconds. */
async function search(explorer: Explorer) {
  const show = (what: string): void => progress.show(`${explorer}: ${what}`);
  const timed = async <Found>(find: Promise<Found>) => {
    const began = performance.now();
    return { found: await find, seconds: Math.round((performance.now() - began) / 100) / 10 };
  };
  const onProgress = ({ world, states }: { world: string; states: number }) => show(`${world}, ${states} states`);
  const check = await timed(checkAll(chosenWorlds, { threads, module, explorer, onProgress }));
  const hunts = await timed(
    runBugs(chosenBugs, { threads, explorer, onWorld: ({ id }, world) => show(`${id} in ${world}`) }),
  );
  let hunted = 0;
  const mutants = await timed(
    runMutants({
      ...{ threads, explorer, worlds: grounds },
      ...(count !== undefined && { choose: (all) => sample(all, count, 1) }),
      onHunted: (_, total) => show(`mutant ${++hunted} of ${total}`),
    }),
  );
  return {
    findings: [
      ...check.found.models.flatMap(findingsOfModel),
      ...check.found.cells.map((cells) => [`cells of ${cells.machine}`, JSON.stringify(cells)] as const),
      ...hunts.found.flatMap(findingsOfBug),
      ...mutants.found.map(findingsOfMutant),
    ],
    seconds: { check: check.seconds, bugs: hunts.seconds, mutants: mutants.seconds },
  };
}

const learned = await search('learned');
const reference = await search('reference');
progress.clear();
const found = differences(new Map(reference.findings), new Map(learned.findings));
const report = {
  compared: reference.findings.length,
  differences: found,
  seconds: { learned: learned.seconds, reference: reference.seconds },
};
if (values.json) console.log(JSON.stringify(report, null, 2));
else {
  for (const difference of found) console.log(difference);
  console.log(`${report.compared} findings compared, ${found.length} differ.`);
  console.table(report.seconds);
}
process.exitCode = found.length === 0 ? 0 : 1;
