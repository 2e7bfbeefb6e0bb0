import type { Explorer } from '../../model/checker/explorer.js';
import { isBuilt } from '../../model/checker/learned/index.js';

/** The explorer that a command's flag asks for; where the faster one is not there, stderr is told so. */
export function explorerOf(reference = false): Explorer {
  if (reference) return 'reference';
  if (!isBuilt()) {
    const what =
      'The core of the checker is not built: the explorer in TypeScript takes its place, some ten times slower.';
    process.stderr.write(
      `${what}\n  A clone builds it as soon as cargo is there: install Rust from https://rustup.rs.\n`,
    );
  }
  return 'learned';
}
