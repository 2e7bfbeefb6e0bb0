import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CommandError } from '../failure.js';
import { root } from '../package.js';

interface Builder {
  buildAddon(): Promise<boolean>;
}

/** What the scripts throw: they stand on nothing that has to be built. */
interface Failure extends Error {
  readonly code: string;
  readonly next: string;
}

/** Builds the native addon unless there is one that fits. */
export async function build(): Promise<void> {
  const script = pathToFileURL(join(root, 'scripts/build.js')).href;
  const { buildAddon } = (await import(script)) as Builder;
  const wasBuilt = await buildAddon().catch((error: Error) => {
    if (!isFailure(error)) throw error;
    throw new CommandError(error.code, error.message, error.next);
  });
  console.log(
    wasBuilt ? 'The native addon is built.' : 'The native addon that is there fits: there is nothing to build.',
  );
}

function isFailure(error: Error): error is Failure {
  return error.name === 'Failure';
}
