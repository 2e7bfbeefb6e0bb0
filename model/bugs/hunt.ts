import { checkWorld } from '../checker/check.js';
import type { Counterexample } from '../checker/counterexample.js';
import { EXPLORER_OPTIONS, type ExplorerOptions } from '../checker/explorer.js';
import { applyPatches, applyRegionPatches } from '../compiler/patch.js';
import { type Known, toldBy } from '../options.js';
import { HandOff } from '../worlds/hand-off/hand-off.js';
import {
  type Contract,
  handOffSwitches,
  real,
  realContract,
  type Variant,
  type VariedWorld,
  worlds,
} from '../worlds/index.js';
import type { Bug, Change } from './bug.js';

/** How one law caught a bug. */
export interface Catch {
  /** Id and title of the law. */
  readonly law: string;
  /** The name of the world. */
  readonly model: string;
  /** Steps of the shortest counterexample; of a lasso, stem and cycle together. */
  readonly length: number;
  /** The run itself. */
  readonly counterexample: Counterexample;
}

/** What came of the hunt for a bug. */
export interface Hunt {
  /** The bug that was hunted. */
  readonly bug: Bug;
  /** Every law that caught it, in the model where the counterexample is shortest; the shortest first. */
  readonly catches: readonly Catch[];
}

export interface HuntOptions extends ExplorerOptions {
  /** Called with each world that is searched. */
  readonly onWorld?: (world: string) => void;
}

const OPTIONS: Known<HuntOptions> = { ...EXPLORER_OPTIONS, onWorld: true };
const BUG: Known<Bug> = {
  id: true,
  title: true,
  origin: true,
  symptom: true,
  patches: true,
  cells: true,
  contract: true,
};
const CONTRACT = Object.fromEntries(Object.keys(realContract).map((name) => [name, true])) as Known<Contract>;

/**
 * The engine with a bug in it.
 *
 * @throws UnknownOptionError the bug is of nothing that can be changed: it would pass for a loop without one
 */
export function variantOf(bug: Bug | Change): Variant {
  const { patches = [], cells = [], contract: told = {} } = toldBy('bug', bug, BUG) as Change;
  const contract = toldBy('bug.contract', told, CONTRACT) as Partial<Contract>;
  return {
    ...real,
    tables: applyPatches(applyRegionPatches(real.tables, patches), cells),
    contract: { ...realContract, ...contract },
  };
}

/** Whether a bug is of the hand-off between two threads, and cannot show in a loop that has one. */
export function isOfHandOff({ patches = [], cells = [], contract = {} }: Change): boolean {
  const machines = [...patches, ...cells].map(({ machine }) => machine);
  const isSwitch = (name: string) => handOffSwitches.some((one) => one === name);
  return machines.every((machine) => machine === 'pump') && Object.keys(contract).every(isSwitch);
}

/** Whether a bug makes any difference in a world, and the world is of as many threads as it needs. */
function concerns(bug: Bug, world: VariedWorld): boolean {
  const { patches = [], cells = [], contract = {} } = bug;
  const machines = world.cells.map(({ table }) => table.name);
  const changed = [...patches, ...cells].some(({ machine }) => machines.includes(machine));
  const differs = changed || world.switches.some((name) => name in contract);
  return differs && isOfHandOff(bug) === world instanceof HandOff;
}

/**
 * Hunts a bug through the worlds, with all laws on, up to and including the first that catches it: a bug of the hand-off
 * through those of two threads, any other through those of one, where its counterexample is plainer.
 */
export function hunt(bug: Bug, options: HuntOptions = {}): Hunt {
  const { onWorld, ...search } = toldBy('options', options, OPTIONS) as HuntOptions;
  for (const [model, make] of Object.entries(worlds)) {
    const world = make(variantOf(bug));
    if (!concerns(bug, world)) continue;
    onWorld?.(model);
    const { report } = checkWorld(world, search);
    const catches = report.laws.flatMap(({ law, counterexample }) =>
      counterexample ? [{ law, model, length: counterexample.steps.length, counterexample }] : [],
    );
    if (catches.length > 0) return { bug, catches: catches.sort((a, b) => a.length - b.length) };
  }
  return { bug, catches: [] };
}
