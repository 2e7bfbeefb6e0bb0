import type { World } from '../checker/world.js';
import type { Table } from '../compiler/table.js';
import { wiring } from '../machines/wiring.js';
import { ModelWorld } from '../worlds/base/model-world.js';
import { WatchOne } from '../worlds/descriptor/watch-one.js';
import { isSocket } from '../worlds/engine/slot.js';
import { unknownSwitch } from './contract.js';

/** A world that the Promela export cannot tell of, and why. */
export class UntranslatableError extends Error {
  override readonly name = 'UntranslatableError';
  readonly code = 'ERR_UNTRANSLATABLE';

  constructor(world: string, why: string) {
    super(`the world '${world}' cannot be exported as Promela: ${why}`);
  }
}

/** Throws an UntranslatableError unless the parts, whose engine has these leaves, say what the world says. */
export function demandTranslatable(world: World, leaves: readonly string[]): asserts world is WatchOne {
  const isOfDescriptors = world instanceof ModelWorld;
  const why = isOfDescriptors
    ? reasonAgainst(world, leaves)
    : 'it has no descriptors, and the export knows nothing else';
  if (why !== undefined) throw new UntranslatableError(world.name, why);
}

function reasonAgainst(world: ModelWorld, leaves: readonly string[]): string | undefined {
  const { kernel, slots } = world.shape;
  const { contract, tables } = world.variant;
  if (slots.some(isSocket)) return 'its slot has operations, and the export knows callbacks alone';
  if (kernel.numbers > 1) return `it has ${kernel.numbers} descriptor numbers, and the export knows one`;
  if (world.constructor !== WatchOne) return 'its user does other things than the one the export knows';
  const unknown = unknownSwitch(contract);
  if (unknown !== undefined) return `its engine breaks the contract in '${unknown}', of which the export knows nothing`;
  const missing = tables.find(({ name }) => name === 'watch')?.actions.find((action) => !isKnown(action, leaves));
  if (missing !== undefined) return `its table performs 'watch.${missing}', which is no leaf of the export`;
  return undefined;
}

/** A leaf, or an action that does nothing but move machines the world has not. */
function isKnown(action: Table['actions'][number], leaves: readonly string[]): boolean {
  return leaves.includes(action) || `watch.${action}` in wiring;
}
