import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Mutant } from '../../model/compiler/mutants.js';
import { type Outcome, runProgram } from '../support/child.js';
import { root } from '../support/root.js';
import type { Layer, Orders, Said } from './finding.js';

const VICTIM = join(root, 'dist/properties/native-mutants/victim.js');

/** How long a victim may take; one in good health is through after a few seconds. */
const LIMIT = 60_000;

export interface Hunted {
  /** What each layer saw first. */
  readonly found: ReadonlyMap<Layer, string>;
  /** By machine, how often each cell was stepped; empty if the victim did not get that far. */
  readonly stepped: readonly (readonly number[])[];
}

/**
 * Runs a victim to its end. Whatever its tables say, native code may neither abort nor touch memory that is not its own:
 * a victim that is ended by a signal of its own is an error.
 */
export async function hunt(mutant: Mutant | null): Promise<Hunted> {
  const outcome = await runVictim(mutant);
  const found = new Map<Layer, string>();
  let stepped: Hunted['stepped'] = [];
  for (const line of outcome.stdout.split('\n').filter((text) => text.endsWith('}'))) {
    const said = JSON.parse(line) as Said;
    if ('stepped' in said) stepped = said.stepped;
    else if (!found.has(said.found)) found.set(said.found, said.what);
  }
  if (outcome.hung) found.set('a hang', `after ${LIMIT} ms`);
  else if (outcome.code === null) throw new Error(`the process crashed: ${outcome.stderr}`);
  else if (outcome.code !== 0) found.set('scenario', outcome.stderr);
  return { found, stepped };
}

async function runVictim(mutant: Mutant | null): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'readyloop-mutant-'));
  try {
    const orders: Orders = { mutant, seed: 1, sequences: 60, folder };
    return await runProgram(process.execPath, [VICTIM, JSON.stringify(orders)], {}, LIMIT);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
