import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { reportFailure } from '../../src/cli/failure.js';
import { echoIn } from '../package/echo.js';
import { registryOfRelease } from '../package/packing.js';
import { runProgram } from '../support/child.js';
import { root } from '../support/root.js';
import { type Manager, managers } from './managers.js';
import { environment, installTools, NODES, type Node, versionOf } from './tools.js';
import { NOT_OURS, others, type Place, reason, type Use, uses } from './uses.js';

/**
 * `npm run compat`: installs the packages of a release with each package manager, on each Node, into an empty folder, and runs the
 * README's first program there; then tries other ways to use it. Writes the table of docs/compatibility.md. The exit code is 0
 * only if nothing fails but what is known to.
 */

const PAGE = join(root, 'docs/compatibility.md');
const [addon] = process.argv.slice(2);
const scratch = mkdtempSync(join(tmpdir(), 'rl-compat-'));

interface Row {
  readonly title: string;
  readonly cells: readonly (string | null)[];
}

function placeFor(node: Node, name: string): Place {
  const home = join(scratch, `${name}-${node}`);
  const folder = join(home, 'project');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'project', private: true, type: 'module' }));
  return { folder, env: environment(node, home), node };
}

async function installed({ settings, add }: Manager, place: Place, registry: string): Promise<string | null> {
  for (const [file, text] of Object.entries(settings(registry))) writeFileSync(join(place.folder, file), text);
  const [command, ...args] = add;
  const outcome = await runProgram(command, args, place.env, 180_000, place.folder);
  return outcome.code === 0 ? null : reason(outcome);
}

async function tried(manager: Manager, place: Place, registry: string): Promise<string | null> {
  const { title, version, from = '0' } = manager;
  if (Number(place.node) < Number(from)) return `${title} ${version} needs Node ${from}${NOT_OURS}`;
  const failed = await installed(manager, place, registry);
  if (failed !== null) return failed;
  const { echoed, stderr } = await echoIn(place.folder, [...manager.run, 'echo.js'], place.env);
  return echoed === 'what comes back' ? null : reason({ code: 1, stdout: '', stderr, hung: false });
}

async function row(title: string, nodes: readonly Node[], cell: (node: Node) => Promise<string | null>): Promise<Row> {
  const cells: (string | null)[] = [];
  for (const node of nodes) {
    cells.push(await cell(node));
    process.stderr.write(`compat: ${title}, Node ${node}: ${cells.at(-1) ?? 'works'}\n`);
  }
  return { title, cells };
}

/** What the runtimes are tried beside. */
const FIXED = '24';

async function usesOf(registry: string): Promise<readonly [readonly Row[], readonly Row[]]> {
  const npm = managers().find(({ title, version }) => title === 'npm' && version.startsWith('11.')) as Manager;
  const places = new Map<Node, Place>();
  for (const node of NODES) {
    const place = placeFor(node, 'uses');
    const failed = await installed(npm, place, registry);
    if (failed !== null) throw new Error(`npm on Node ${node}: ${failed}`);
    places.set(node, place);
  }
  const rowOf = ({ title, what, works }: Use, nodes: readonly Node[]) =>
    row(`${title}: ${what}`, nodes, (node) => works(places.get(node) as Place));
  const [ways, once]: [Row[], Row[]] = [[], []];
  for (const use of uses()) ways.push(await rowOf(use, NODES));
  for (const use of others()) once.push(await rowOf(use, [FIXED]));
  return [ways, once];
}

const notes: string[] = [];

/** A reason stands below the table, once. */
function shown(cell: string | null): string {
  if (cell === null) return 'works';
  const text = cell.replaceAll(scratch, '').replaceAll('|', '\\|');
  if (!notes.includes(text)) notes.push(text);
  return `no (${notes.indexOf(text) + 1})`;
}

function table(heads: readonly string[], rows: readonly Row[]): string {
  const body = [heads, ...rows.map(({ title, cells }) => [title, ...cells.map(shown)])];
  const widths = heads.map((_, at) => Math.max(...body.map((line) => (line[at] as string).length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((text, at) => text.padEnd(widths[at] as number)).join(' | ')} |`;
  return [line(heads), line(widths.map((width) => '-'.repeat(width))), ...body.slice(1).map(line)].join('\n');
}

const MARKS = ['<!-- made by npm run compat -->', '<!-- to here -->'] as const;

async function main(): Promise<boolean> {
  await installTools();
  using registry = await registryOfRelease(addon);
  const rows: Row[] = [];
  for (const manager of managers()) {
    const { title, version } = manager;
    const cell = (node: Node) =>
      tried(manager, placeFor(node, `${title}-${version}`.replaceAll(/[^\w.-]/g, '')), registry.url);
    rows.push(await row(`${title} ${version}`, NODES, cell));
  }
  const [ways, once] = await usesOf(registry.url);
  const columns = NODES.map((node) => `Node ${versionOf(`node-${node}`)}`);
  const text = [
    `On Linux ${release().split('-')[0]}, ${process.arch}, glibc:`,
    table(['installed by', ...columns], rows),
    table(['used by', ...columns], ways),
    table(['tried once', 'result'], once),
    notes.map((note, at) => `${at + 1}. ${note}`).join('\n'),
  ]
    .filter(Boolean)
    .join('\n\n');
  const page = readFileSync(PAGE, 'utf8');
  const [before, after] = [page.indexOf(MARKS[0]) + MARKS[0].length, page.indexOf(MARKS[1])];
  writeFileSync(PAGE, `${page.slice(0, before)}\n\n${text}\n\n${page.slice(after)}`);
  console.log(text);
  return [...rows, ...ways, ...once].every(({ cells }) =>
    cells.every((cell) => cell === null || cell.endsWith(NOT_OURS)),
  );
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  reportFailure(error);
  process.exitCode = 2;
} finally {
  rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
}
