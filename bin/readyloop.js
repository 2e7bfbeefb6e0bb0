#!/usr/bin/env node
/**
 * The command line. In a clone it first makes what it stands on; an installed package has everything built, and no
 * set-up.
 */
import { existsSync } from 'node:fs';

// Who reads no further, as `head` does, wants no more.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const script = new URL('../scripts/setup.js', import.meta.url);
const args = process.argv.slice(2);

if (existsSync(script)) {
  const { setup } = await import(script);
  const { exitWith } = await import('../scripts/failure.js');
  const jobs = { generate: 'generate', bugs: 'test' };
  await setup(jobs[args[0]] ?? 'model').catch((error) => exitWith(error, 2));
}

const { run } = await import('../dist/src/cli/main.js');
process.exitCode = await run(args);
