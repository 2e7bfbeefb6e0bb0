import type { Explorer } from '../../model/checker/explorer.js';
import { isBuilt } from '../../model/checker/learned/index.js';

/** The explorer that a command's flag asks for; where the faster one is not there, stderr is told so. */
export function explorerOf(reference = false): Explorer {
  if (reference) return 'reference';
  if (!isBuilt()) {
    const what =
      'The core of the checker is not built: the explorer in TypeScript takes its place, some ten times slower.';
    process.stderr.write(`${what}\n  In a clone with Rust, \`npm run setup\` builds it.\n`);
  }
  return 'learned';
}
