import { createRequire } from 'node:module';
import { dirname } from 'node:path';

/** Where this package lies. Sources and what is built from them lie at different depths; it finds itself by its name. */
export const root = dirname(createRequire(import.meta.url).resolve('readyloop/package.json'));
