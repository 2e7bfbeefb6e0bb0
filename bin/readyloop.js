#!/usr/bin/env node
/**
 * The command line. In a clone it first makes what it stands on; an installed package has everything built, and no
 * set-up. Who asks for help alone gets that of what is there: nothing is built for it, unless there is no command line yet.
 */
import { existsSync } from 'node:fs';

// Who reads no further, as `head` does, wants no more.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const script = new URL('../scripts/setup.js', import.meta.url);
const main = new URL('../dist/src/cli/main.js', import.meta.url);
const args = process.argv.slice(2);
const HELP = ['-h', '--help', 'help', '-V', '--version'];
const isForHelp = args.length === 0 || args.some((arg) => HELP.includes(arg));

if (existsSync(script) && !(isForHelp && existsSync(main))) {
  const { setup } = await import(script);
  const { exitWith } = await import('../scripts/failure.js');
  const jobs = { build: 'run', generate: 'generate', bugs: 'test' };
  await setup(isForHelp ? 'generate' : (jobs[args[0]] ?? 'model')).catch((error) => exitWith(error, 2));
}

const { run } = await import(main);
process.exitCode = await run(args);
