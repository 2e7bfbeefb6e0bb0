import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { bugs } from '../../model/bugs/catalogue.js';
import { variantOf } from '../../model/bugs/hunt.js';
import { checkWorld } from '../../model/checker/check.js';
import { promela } from '../../model/promela/export.js';
import { real, type Variant } from '../../model/worlds/index.js';
import { WatchOne } from '../../model/worlds/watch-one.js';
import { root } from '../support/root.js';
import { compare } from './compare.js';
import { verify } from './verify.js';

/**
 * `npm run spin`: SPIN, which knows nothing of the checker, judges the exported world as the checker does: the real one,
 * and with the bugs that are named (default: F0, F3, R1). The exit code is 0 only if they agree about every law.
 */
const ids = process.argv.length > 2 ? process.argv.slice(2) : ['F0', 'F3', 'R1'];
const models: [string, Variant][] = [['real', real], ...ids.map((id): [string, Variant] => [id, bugged(id)])];
let agreed = true;

function bugged(id: string): Variant {
  const bug = bugs.find((known) => known.id === id);
  if (!bug) throw new RangeError(`There is no bug '${id}'; choose among ${bugs.map((known) => known.id).join(', ')}`);
  return variantOf(bug);
}

async function judge(name: string, variant: Variant): Promise<void> {
  const verification = await verify(promela(new WatchOne(variant), join(root, 'model/promela')));
  const { agree, line } = compare(name, checkWorld(new WatchOne(variant)).report, verification);
  process.stdout.write(`${line}\n`);
  agreed &&= agree;
}

async function work(): Promise<void> {
  for (let next = models.shift(); next; next = models.shift()) await judge(...next);
}

await Promise.all(Array.from({ length: availableParallelism() }, work));
process.exitCode = agreed ? 0 : 1;
