import type { Explorer } from '../../model/checker/explorer.js';
import { isBuilt } from '../../model/checker/learned/index.js';
import { isClone } from './package.js';

/** The explorer that a command's flag asks for; where the faster one is not there, stderr is told so. */
export function explorerOf(reference = false): Explorer {
  if (reference) return 'reference';
  if (!isBuilt()) {
    const what =
      'The core of the checker is not built: the explorer in TypeScript takes its place, some ten times slower.';
    const next = isClone
      ? 'It is built as soon as cargo is there: install Rust from https://rustup.rs.'
      : 'The package does without it; a clone of the repository builds it.';
    process.stderr.write(`${what}\n  ${next}\n`);
  }
  return 'learned';
}
