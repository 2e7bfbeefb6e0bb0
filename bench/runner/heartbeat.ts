import { type Seen, WATCHING } from '../servers/heartbeat.js';
import { generateHeld } from './generator.js';
import type { Pinning } from './place.js';
import type { Cell } from './registry.js';
import type { Listening } from './server.js';

const WARMUP_SECONDS = 0.5;
const SECONDS = 1.5;

/** What a server with JavaScript leaves of Node's loop to what else its program does. */
export interface Heartbeat {
  /** The longest and the middle time between two callbacks of a timer of 5 ms, in milliseconds. */
  readonly timer: number;
  readonly timerMedian: number;
  /** The most messages answered between two callbacks of setImmediate. */
  readonly between: number;
}

/**
 * Has the server watch Node's loop while it answers. The server begins before the first request and ends after the last
 * answer, for one that leaves Node's loop no turn at all does not hear of either in between.
 */
export async function watchHeartbeat(server: Listening, cell: Cell, pinning: Pinning | undefined): Promise<Heartbeat> {
  const tell = async (text: string) => {
    server.process.child.stdin.write(`${text}\n`);
    return server.line();
  };
  const task = { address: server.address, cell, warmup: WARMUP_SECONDS, seconds: SECONDS };
  const { result } = await generateHeld(task, pinning, async () => {
    const answer = await tell(String(WARMUP_SECONDS * 1000));
    if (answer !== WATCHING) throw new Error(`the server does not watch Node's loop: it says "${answer}"`);
    return { after: () => tell('end'), abandon: async () => {} };
  });
  if (result === '') throw new Error('the server watched and does not say what it saw');
  const { timer, timerMedian, bytes } = JSON.parse(result) as Seen;
  return { timer, timerMedian, between: bytes / cell.size };
}
