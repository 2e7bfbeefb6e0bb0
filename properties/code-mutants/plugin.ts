import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vitest/config';
import { root } from '../support/root.js';
import { codeMutants } from './catalogue.js';
import { mutated } from './mutant.js';

/** Has one mutant tested instead of the source. Nothing of the working tree changes. */
export function mutating(id: string): Plugin {
  const mutant = codeMutants.find((one) => one.id === id);
  if (mutant === undefined) {
    throw new Error(`no mutant is called ${id}; there are ${codeMutants.map((one) => one.id).join(', ')}`);
  }
  const path = join(root, mutant.file);
  // Who names a text that is not there shall hear of it, whether or not the test comes by the file.
  mutated(mutant, readFileSync(path, 'utf8'));
  return {
    name: 'readyloop-mutant',
    enforce: 'pre',
    transform: (source, file) => (file === path ? mutated(mutant, source) : undefined),
  };
}
