import { randomInt } from 'node:crypto';
import { Command, InvalidArgumentError } from 'commander';
import { runAlone } from '../../src/cli/failure.js';
import { natural } from '../../src/cli/numbers.js';
import { Soak } from './soak.js';

/** `npm run soak`: see what it does with `npm run soak -- --help`. */

interface Flags {
  readonly minutes: number;
  readonly seed?: number;
  readonly share: number;
}

function fraction(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < 1e6)) throw new InvalidArgumentError('It must be a number above 0');
  return value;
}

const program = new Command('npm run soak --')
  .description(
    'Uses loops in all ways at once, on all backends, for a while: servers, transports, streams, clients that reset, aborts, ' +
      'timeouts, datagrams, workers that come and go. Verifies every byte, validates what was recorded, piece by piece, and tells ' +
      'whether anything grew: descriptors, threads, memory, listeners, what is pending.',
  )
  .option('--minutes <number>', 'for how long; memory is judged from 20 on', fraction, 60)
  .option('--seed <number>', 'what is done in which order follows from it (default: random, printed)', natural)
  .option('--share <number>', 'which part of one core it may take', fraction, 0.25)
  .exitOverride()
  .configureOutput({ writeErr: () => {} })
  .action(async ({ seed = randomInt(2 ** 32), ...flags }: Flags) => {
    const controller = new AbortController();
    process.once('SIGINT', () => controller.abort());
    process.once('SIGTERM', () => controller.abort());
    const held = await new Soak({ ...flags, seed, say: console.log, signal: controller.signal }).run();
    // What was under way when something did not hold would keep the process alive; where all held, nothing does.
    if (!held) process.exit(1);
  });

await runAlone(program);
