import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const manifest = createRequire(import.meta.url).resolve('readyloop/package.json');

/** Where this package lies. Sources and what is built from them lie at different depths; it finds itself by its name. */
export const root = dirname(manifest);

const contents = JSON.parse(readFileSync(manifest, 'utf8'));

export const version: string = contents.version;

/** The versions of XState that the compiler stands on. An installed package does without it. */
export const xstate: string = contents.peerDependencies.xstate;

/** A clone has the sources of the specification; an installed package has only what is built from them. */
export const isClone = existsSync(join(root, 'tsconfig.json'));
