import { randomInt } from 'node:crypto';
import { Command, InvalidArgumentError, Option } from 'commander';
import { CommandError, runAlone } from '../failure.js';
import { natural, positive } from '../numbers.js';
import { BACKENDS, type Backend } from './backend.js';
import { job } from './job.js';
import { serve } from './serve.js';
import { WAYS, type Way } from './way.js';

/** `npm start`: see what it does with `npm start -- --help`. */

interface Flags {
  readonly serve?: boolean;
  readonly host: string;
  readonly port: number;
  readonly seed?: number;
  readonly connections: number;
  readonly limit: number;
  readonly trace?: string;
  readonly backend?: Backend;
  readonly by?: Way;
}

const program = new Command('npm start --')
  .description(
    'Starts an echo server on readyloop, drives it from another process, verifies every byte, and validates the ' +
      "trace of the server's loop against its specification: on one backend after the other, by operations and by transports.",
  )
  .addOption(new Option('--backend <name>', 'only on this one (default: on all of them)').choices(BACKENDS))
  .addOption(new Option('--by <way>', 'only an echo that is made of these (default: of both)').choices(WAYS))
  .option('--seed <number>', 'what the sizes, bytes and endings follow from (default: random, printed)', natural)
  .option('--connections <number>', 'how many at once', positive, 64)
  .option('--limit <seconds>', 'how long nothing may move', positive, 15)
  .option('--trace <file>', 'keep the trace here; of several runs, in FILE.BACKEND.WAY for each')
  .option('--serve', 'only keep an echo server up, until Ctrl-C')
  .option('--host <address>', 'where to serve', '127.0.0.1')
  .option('--port <number>', 'where to serve (0: any free port)', port, 0)
  .exitOverride()
  .configureOutput({ writeErr: () => {} })
  .action(async ({ seed = randomInt(2 ** 32), ...flags }: Flags) => {
    refuseIdle(flags.serve === true);
    const backends = flags.backend === undefined ? BACKENDS : [flags.backend];
    const ways = flags.by === undefined ? WAYS : [flags.by];
    const held = await (flags.serve
      ? serve(backends[0] as Backend, ways[0] as Way, flags.host, flags.port)
      : job({ ...flags, seed, backends, ways }));
    process.exitCode = held ? 0 : 1;
  });

/** Flags that would have no effect: nobody is to think that they had one. */
function refuseIdle(serve: boolean): void {
  const without = serve ? ['seed', 'connections', 'limit', 'trace'] : ['host', 'port'];
  const idle = without.find((flag) => program.getOptionValueSource(flag) === 'cli');
  if (idle === undefined) return;
  throw serve
    ? new CommandError('ERR_USAGE', `--${idle} is of the run that is verified`, 'Leave it out, or leave --serve out.')
    : new CommandError('ERR_USAGE', `--${idle} is of a server that is kept up`, 'Add --serve, or leave it out.');
}

function port(text: string): number {
  const value = natural(text);
  if (value > 65_535) throw new InvalidArgumentError('It must be at most 65535');
  return value;
}

await runAlone(program);
