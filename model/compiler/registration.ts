import { regionValue, type Table } from './table.js';

/**
 * What each state of `watch` has registered with the poller, in bits of whoever asks: `read`, `write`, both or none; and
 * `urgent` besides where an operation holds the reader.
 */
export function registrations(watch: Table, read: number, write: number, urgent: number): readonly number[] {
  const asked: Readonly<Record<string, number>> = { R: read, W: write, RW: read | write };
  return watch.states.map((_, state) => {
    const held = regionValue(watch, 'reader', state) === 'held';
    return (asked[regionValue(watch, 'registration', state) ?? 'none'] ?? 0) | (held ? urgent : 0);
  });
}
