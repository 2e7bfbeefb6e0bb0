#!/usr/bin/env node
/**
 * The command line. In a clone it first makes what it stands on; an installed package has everything built and no
 * scripts.
 */
import { existsSync } from 'node:fs';

const scripts = new URL('../scripts/', import.meta.url);
const args = process.argv.slice(2);

if (existsSync(scripts)) {
  const { setup } = await import(new URL('setup.js', scripts));
  const { exitWith } = await import(new URL('failure.js', scripts));
  const jobs = { generate: 'generate', bugs: 'test' };
  await setup(jobs[args[0]] ?? 'model').catch(exitWith);
}

const { run } = await import('../dist/src/cli/main.js');
process.exitCode = await run(args);
