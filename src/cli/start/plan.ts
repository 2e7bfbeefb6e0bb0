import { Random } from './random.js';

/**
 * How a conversation ends.
 *
 * - `close`: all echoes are back, then the client finishes, and the server answers by closing.
 * - `half-close`: the client finishes right behind its last message, whose echo is still to come.
 * - `reset`: all echoes are back, then the client resets the connection while the server waits for more.
 * - `reset in flight`: the client resets as soon as the first bytes of the last echo arrive.
 */
export type Ending = 'close' | 'half-close' | 'reset' | 'reset in flight';

/** What one connection says: messages of these sizes, each after the echo of the one before. */
export interface Conversation {
  readonly connection: number;
  readonly messages: readonly number[];
  readonly ending: Ending;
}

export const SMALLEST = 1;
export const LARGEST = 1024 * 1024;
const MESSAGES = 40;

const endings: readonly Ending[] = ['close', 'half-close', 'reset', 'reset in flight'];

/** All conversations; the same for the same seed. */
export function plan(seed: number, connections: number): Conversation[] {
  const random = new Random(seed);
  return Array.from({ length: connections }, (_, connection) => {
    const ending = endings[connection % endings.length] as Ending;
    const messages = Array.from({ length: MESSAGES }, () => size(random));
    // Every connection meets both extremes, so that none depends on the seed's luck.
    messages[0] = SMALLEST;
    messages[MESSAGES - 1] = ending === 'close' ? (messages[MESSAGES - 1] as number) : LARGEST;
    return { connection, messages, ending };
  });
}

/** As many sizes between 1 and 10 bytes as between 100 KB and 1 MB. */
function size(random: Random): number {
  return Math.round(SMALLEST * (LARGEST / SMALLEST) ** random.fraction());
}

export function isReset(ending: Ending): boolean {
  return ending === 'reset' || ending === 'reset in flight';
}
