import { checkWorld } from '../checker/check.js';
import type { Counterexample } from '../checker/counterexample.js';
import { applyPatches, applyRegionPatches } from '../compiler/patch.js';
import { real, realContract, type Variant, type VariedWorld, worlds } from '../worlds/index.js';
import type { Bug } from './bug.js';

/** How one law caught a bug. */
export interface Catch {
  readonly law: string;
  readonly model: string;
  /** Steps of the shortest counterexample; of a lasso, stem and cycle together. */
  readonly length: number;
  readonly counterexample: Counterexample;
}

export interface Hunt {
  readonly bug: Bug;
  /** Every law that caught it, in the model where the counterexample is shortest; the shortest first. */
  readonly catches: readonly Catch[];
}

/** The engine with a bug in it. */
export function variantOf({ patches = [], cells = [], contract = {} }: Bug): Variant {
  return {
    tables: applyPatches(applyRegionPatches(real.tables, patches), cells),
    contract: { ...realContract, ...contract },
  };
}

/** Whether a bug makes any difference in a world. */
function concerns({ patches = [], cells = [], contract = {} }: Bug, world: VariedWorld): boolean {
  const machines = world.cells.map(({ table }) => table.name);
  const changed = [...patches, ...cells].some(({ machine }) => machines.includes(machine));
  return changed || world.switches.some((name) => name in contract);
}

/** Hunts a bug through the worlds, with all laws on, up to and including the first that catches it. */
export function hunt(bug: Bug, options: { readonly onWorld?: (world: string) => void } = {}): Hunt {
  for (const [model, make] of Object.entries(worlds)) {
    const world = make(variantOf(bug));
    if (!concerns(bug, world)) continue;
    options.onWorld?.(model);
    const { report } = checkWorld(world);
    const catches = report.laws.flatMap(({ law, counterexample }) =>
      counterexample ? [{ law, model, length: counterexample.steps.length, counterexample }] : [],
    );
    if (catches.length > 0) return { bug, catches: catches.sort((a, b) => a.length - b.length) };
  }
  return { bug, catches: [] };
}
