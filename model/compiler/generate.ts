import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compile } from './compile.js';
import { diagramFiles } from './diagram.js';
import { rustFiles } from './rust/index.js';
import { type Specification, specification } from './specification.js';
import { typescriptFiles } from './typescript/index.js';

/** The folder below the root that belongs to the compiler alone. */
const FOLDER = 'generated';

/** What `generate` did, in paths below the root. */
export interface Generated {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: readonly string[];
}

/** How the generated folder differs from the machines, in paths below the root; all empty if it does not. */
export interface Drift {
  readonly changed: readonly string[];
  readonly missing: readonly string[];
  readonly orphaned: readonly string[];
}

/** Every generated file by its path below the root. The same specification gives the same bytes. */
export function emit(of: Specification = specification): ReadonlyMap<string, string> {
  const compiled = compile(of);
  const files = [...rustFiles(compiled), ...typescriptFiles(compiled), ...diagramFiles(compiled)];
  return new Map(files.map(([name, text]) => [`${FOLDER}/${name}`, text] as const));
}

/** Writes what differs and removes what no machine accounts for; a file that is right keeps its time stamp. */
export function generate(root: string, of: Specification = specification): Generated {
  const files = emit(of);
  const { changed, missing, orphaned } = compare(root, files);
  const written = [...missing, ...changed].sort();
  for (const path of written) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), files.get(path) as string);
  }
  for (const path of orphaned) rmSync(join(root, path));
  return { written, removed: orphaned, unchanged: [...files.keys()].filter((path) => !written.includes(path)) };
}

/** Compares the generated folder with what the machines would give. */
export function check(root: string, of: Specification = specification): Drift {
  return compare(root, emit(of));
}

function compare(root: string, files: ReadonlyMap<string, string>): Drift {
  const present = filesBelow(root, FOLDER);
  const paths = [...files.keys()].sort();
  return {
    changed: paths.filter(
      (path) => present.includes(path) && files.get(path) !== readFileSync(join(root, path), 'utf8'),
    ),
    missing: paths.filter((path) => !present.includes(path)),
    orphaned: present.filter((path) => !files.has(path)),
  };
}

/** The files below a folder, as paths with forward slashes, sorted. */
function filesBelow(root: string, folder: string): string[] {
  try {
    const entries = readdirSync(join(root, folder), { withFileTypes: true });
    const paths = entries.flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesBelow(root, path) : [path];
    });
    return paths.sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
