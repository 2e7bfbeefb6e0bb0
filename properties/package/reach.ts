import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** What one module says of another: an import, an export, or the address of a thread's program. */
const MENTION = /(?:\bfrom |\bimport |\bimport\(|new URL\()'(\.{1,2}\/[^']+)'/g;

/**
 * Every module that somebody may come to from these doors, through its code or through its types: paths below `folder`
 * without an ending.
 */
export function reachedFrom(folder: string, doors: readonly string[]): ReadonlySet<string> {
  const reached = new Set<string>();
  const waiting = [...doors];
  for (let door = waiting.pop(); door !== undefined; door = waiting.pop()) {
    const module = withoutEnding(door);
    if (reached.has(module)) continue;
    reached.add(module);
    for (const ending of ['.js', '.d.ts', '.cjs']) {
      const path = join(folder, module + ending);
      const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
      waiting.push(...[...text.matchAll(MENTION)].map(([, to]) => join(dirname(module), to as string)));
    }
  }
  return reached;
}

export function withoutEnding(path: string): string {
  return normalize(path.replace(/(\.d\.ts|\.[cm]?js)$/, ''));
}
