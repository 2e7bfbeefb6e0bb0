import type { World } from '../world.js';

/** A world's code did with the state what the recorder cannot note. It says nothing about any law. */
export class RecordingError extends Error {
  override readonly name = 'RecordingError';
}

/** What was learned of a world is not what it does: its code goes by something outside of its state. */
export class HiddenStateError extends Error {
  override readonly name = 'HiddenStateError';

  constructor({ name }: World, what: string) {
    super(`World '${name}' goes by something outside of its state: ${what}. Keep it in a field of the world's space.`);
  }
}
