import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../package.js';

/** The page of the bugs, below the root of the clone. */
const PAGE = 'model/bugs/README.md';

export function writePage(made: string): void {
  writeFileSync(join(root, PAGE), made);
}

/** How the committed page differs from the one that was made now, as a problem and its cure; none if it does not. */
export function pageProblems(made: string, committed: string | null = readPage()): string[] {
  if (committed === made) return [];
  const cure = 'run npx readyloop bugs --update, look at what changed, and commit it';
  if (committed === null) return [`There is no ${PAGE}: ${cure}`];
  const [mine, theirs] = [made.split('\n'), committed.split('\n')];
  const line = theirs.findIndex((text, index) => text !== mine[index]);
  return [`${PAGE} is not what was found now, from line ${(line < 0 ? theirs.length : line) + 1} on: ${cure}`];
}

function readPage(): string | null {
  const path = join(root, PAGE);
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}
