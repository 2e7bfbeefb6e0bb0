import { generator } from '../checker/random.js';
import type { Mutant } from '../compiler/mutants.js';

/** Some of the mutants, the same for the same seed, of each machine as many as of the others as far as it has them. */
export function sample(mutants: readonly Mutant[], size: number, seed: number): Mutant[] {
  const random = generator(seed);
  const shuffled = mutants
    .map((mutant) => ({ mutant, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ mutant }) => mutant);
  const machines = [...new Set(mutants.map(({ machine }) => machine))];
  const piles = machines.map((machine) => shuffled.filter((mutant) => mutant.machine === machine));
  const rounds = Array.from({ length: shuffled.length }, (_, round) => piles.flatMap((pile) => pile[round] ?? []));
  return rounds.flat().slice(0, size);
}
