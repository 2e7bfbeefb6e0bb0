import { FORBIDDEN, type Table } from '../../model/compiler/table.js';
import { ForbiddenStepError } from '../errors/index.js';

/** Something whose state a table decides about. */
export interface Steered {
  /** The number of its state; only `step` changes it. */
  state: number;
  /** Does what one action of the table is, by number. */
  perform(action: number): void;
}

/**
 * One step of a machine that runs in JavaScript: the new state first, then the actions in order, as the engine does it.
 *
 * An action that lets the user's code in, which may step the same machine, is the last of its list: when it is performed,
 * the step is over.
 *
 * @throws ForbiddenStepError
 */
export function step(table: Table, steered: Steered, event: number): void {
  const cell = steered.state * table.events.length + event;
  if (table.kind[cell] === FORBIDDEN) {
    throw new ForbiddenStepError(table.name, table.states[steered.state], table.events[event]);
  }
  steered.state = table.next[cell] as number;
  const actions = table.lists[table.list[cell] as number] as Uint8Array;
  for (let i = 0; i < actions.length; i++) {
    steered.perform(actions[i] as number);
  }
}
