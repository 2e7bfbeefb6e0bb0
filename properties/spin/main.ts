import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { bugs } from '../../model/bugs/catalogue/index.js';
import { variantOf } from '../../model/bugs/hunt.js';
import { checkWorld } from '../../model/checker/check.js';
import { promela } from '../../model/promela/export.js';
import { WatchOne } from '../../model/worlds/descriptor/watch-one.js';
import { real, type Variant } from '../../model/worlds/index.js';
import { reportFailure } from '../../src/cli/failure.js';
import { known } from '../../src/cli/known.js';
import { Progress } from '../../src/cli/progress.js';
import { root } from '../support/root.js';
import { type Comparison, compare } from './compare.js';
import { verify } from './verify.js';

/**
 * `npm run spin`: SPIN, which shares nothing with the checker, judges the exported world as the checker does: the real
 * one, and with the bugs that are named (default: F0, F3, R1) put in. The exit code is 0 only if they agree on every law.
 */
const DEFAULT = ['F0', 'F3', 'R1'];
/** Seconds that a model takes a core: generating, compiling, verifying, and the checker beside it. */
const MODEL = 30;

interface Model {
  readonly name: string;
  readonly variant: Variant;
}

function models(ids: readonly string[]): Model[] {
  const byId = Object.fromEntries(bugs.map((bug) => [bug.id, bug]));
  return [
    { name: 'real', variant: real },
    ...ids.map((name) => ({ name, variant: variantOf(known('bug', byId, name)) })),
  ];
}

async function judge({ name, variant }: Model): Promise<Comparison> {
  const verification = await verify(promela(new WatchOne(variant), join(root, 'model/promela')));
  return compare(name, checkWorld(new WatchOne(variant)).report, verification);
}

/** Judges as many models at a time as there are processors; answers in their order. */
async function judgeAll(all: readonly Model[]): Promise<Comparison[]> {
  const progress = new Progress({ logs: true });
  progress.foretell(`SPIN: ${all.length} models`, (all.length * MODEL) / availableParallelism());
  const found: Comparison[] = [];
  const waiting = [...all.entries()];
  let judged = 0;
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const done = `${judged} of ${all.length} models judged`;
      progress.show(`SPIN: ${done}; ${next[1].name} ...`, judged / all.length);
      found[next[0]] = await judge(next[1]);
      judged++;
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  progress.clear();
  return found;
}

try {
  const ids = process.argv.slice(2);
  const found = await judgeAll(models(ids.length > 0 ? ids : DEFAULT));
  process.stdout.write(found.map(({ line }) => `${line}\n`).join(''));
  process.exitCode = found.every(({ agree }) => agree) ? 0 : 1;
} catch (error) {
  reportFailure(error);
  process.exitCode = 2;
}
