import type { Random } from '../../src/cli/start/random.js';
import { LawBroken } from '../kernel-laws/law.js';
import type { Ground } from './ground.js';
import type { Tally } from './tally.js';

/** What somebody does with a loop, from beginning to end; it leaves nothing behind. */
export type User = (ground: Ground, random: Random, tally: Tally) => Promise<void>;

/** Fails unless the promise is rejected with this code. */
export async function expectCode(promise: Promise<unknown>, code: string): Promise<void> {
  const outcome = await promise.then(
    () => 'a result',
    (error: Error & { code: string }) => error.code ?? error,
  );
  if (outcome !== code) throw new LawBroken('L10', `${outcome} came, and no ${code}`);
}
