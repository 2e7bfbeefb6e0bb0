/**
 * The answers a state can give to an event besides taking a step.
 *
 * Every machine answers every event in every state: with a step, with `ignore` (it may happen and changes nothing), or
 * with `forbidden` (it cannot happen; the checker proves so, and the engine closes the slot if it happens all the same).
 */

/** The name of the action by which the compiler recognises a forbidden cell. */
export const FORBIDDEN = 'forbidden';

export const ignore = {};

export const forbidden = { actions: FORBIDDEN };

/** The same answer to each of several events, for the `on` of a state. */
export function each(events: readonly string[], answer: object): Readonly<Record<string, object>> {
  return Object.fromEntries(events.map((event) => [event, answer]));
}
