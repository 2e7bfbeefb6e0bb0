import type { Engine } from './engine.js';
import type { Slot } from './slot.js';

/** The machines that back off. */
export const patient: readonly string[] = ['accept', 'send', 'connect'];

/** A side goes on with what a budget left over. False if nothing was left, or if this turn's share is used up as well. */
export function resume(v: Uint8Array, engine: Engine, slot: Slot, side: 0 | 1): boolean {
  const machine = side ? slot.shape.sending : slot.shape.reading;
  if (!machine || !v[slot.resume[side]] || v[slot.spent]) return false;
  v[slot.resume[side]] = 0;
  engine.run(v, slot, engine.machine(machine), 'RESUME');
  return true;
}

/** Those who wait in line, and whose turn it is, try again. False if there is none. */
export function retryInLine(v: Uint8Array, engine: Engine): boolean {
  const inRounds = engine.slots.some(({ shape }) => shape.sending !== undefined);
  const trying = engine.line.trying(v, inRounds);
  for (const slot of trying) for (const name of ['connect', 'send']) retry(v, engine, slot, name);
  return trying.length > 0;
}

/** A machine's back-off is over; the turn in which that is has a budget of its own. False if it is in none. */
export function retry(v: Uint8Array, engine: Engine, slot: Slot, name: string): boolean {
  const machine = engine.machine(name);
  if (!v[slot.backoff] || engine.region(v, slot, machine, 'flow') !== 'starved') return false;
  if (name === 'accept') v[slot.backoff] = 0;
  v[slot.spent] = 0;
  engine.run(v, slot, machine, 'RETRY');
  return true;
}
