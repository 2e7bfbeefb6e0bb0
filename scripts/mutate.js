#!/usr/bin/env node
/**
 * Changes one place of the code that is written by hand at a time, and sees whether a test notices; see
 * properties/code-mutants/hand-written.md. The tree that it is run in stays as it is: the mutants stand in a copy.
 *
 * `npm run mutate -- --folder src --count 15 --seed 1`
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { foldersOf, mutantsOf, sampleOf } from './mutants.js';
import { root } from './setup.js';

const { values } = parseArgs({
  options: {
    folder: { type: 'string' },
    count: { type: 'string', default: '15' },
    seed: { type: 'string', default: '1' },
    list: { type: 'boolean', default: false },
  },
});

/** How long a build and the tests of one mutant may take, in milliseconds; one that hangs is noticed. */
const LIMIT = 600_000;
/** What is needed of the tree. */
const PARTS = ['src', 'model', 'generated', 'properties', 'native', 'bench', 'examples', 'docs', 'scripts', 'bin'];
const FILES = ['package.json', 'tsconfig.json', 'tsconfig.build.json', 'vitest.config.ts', 'README.md', 'CHANGELOG.md'];

const folders = foldersOf(values.folder);
const copy = mkdtempSync(join(tmpdir(), 'readyloop-mutants-'));
process.once('exit', () => rmSync(copy, { recursive: true, force: true }));
process.once('SIGINT', () => process.exit(130));

const isBuilt = (path) => !/(^|\/)target(\/|$)/.test(path) && !path.includes('.peers');
for (const part of [...PARTS, ...FILES, 'dist']) {
  cpSync(join(root, part), join(copy, part), { recursive: true, verbatimSymlinks: true, filter: isBuilt });
}
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));

function filesBelow(folder) {
  const path = join(root, folder);
  if (statSync(path).isFile()) return [folder];
  return readdirSync(path, { recursive: true })
    .map((name) => join(folder, name))
    .filter((name) => statSync(join(root, name)).isFile());
}

/** What is in the copy now: whether it compiles, and what the tests of a file say. */
function judge({ build, test }, file) {
  for (const [step, [command, ...args]] of [
    ['build', build],
    ['test', test(file)],
  ]) {
    if (command === undefined) continue;
    const env = { ...process.env, READYLOOP_TRACE_DIR: '', CARGO_TARGET_DIR: join(root, 'native/target/mutants') };
    const addon = join(copy, 'native/addon/testing/binding.cjs');
    const { status } = spawnSync(command, args, {
      cwd: copy,
      env: build[0] === undefined ? env : { ...env, READYLOOP_ADDON: addon },
      stdio: 'ignore',
      timeout: LIMIT,
      killSignal: 'SIGKILL',
    });
    if (status !== 0) return step === 'build' ? 'does not compile' : status === null ? 'killed, by hanging' : 'killed';
  }
  return 'SURVIVED';
}

let wrong = 0;
for (const [name, folder] of folders) {
  const files = folder.paths.flatMap(filesBelow).filter((file) => folder.files.test(file) && !folder.not.test(file));
  const all = files.sort().flatMap((file) => mutantsOf(file, readFileSync(join(root, file), 'utf8')));
  const chosen = sampleOf(all, Number(values.count), Number(values.seed));
  const tally = {};
  const sound = new Set();
  for (const { file, line, from, to, source } of chosen) {
    const target = join(copy, file);
    const before = readFileSync(target, 'utf8');
    const tests = folder.test(file).join(' ');
    // A mutant is killed only by what holds without it.
    if (!values.list && !sound.has(tests) && judge(folder, file) !== 'SURVIVED')
      throw new Error(`without a mutant, ${tests} fails`);
    sound.add(tests);
    writeFileSync(target, source);
    const verdict = values.list ? 'listed' : judge(folder, file);
    writeFileSync(target, before);
    tally[verdict] = (tally[verdict] ?? 0) + 1;
    if (verdict === 'SURVIVED') wrong++;
    console.log(`${verdict.padEnd(18)} ${file}:${line}  ${from.trim()}  ->  ${to.trim()}`);
  }
  const counts = Object.entries(tally).map(([verdict, count]) => `${count} ${verdict}`);
  console.log(`${name}: ${chosen.length} of ${all.length} mutants, seed ${values.seed}: ${counts.join(', ')}`);
}
process.exitCode = wrong === 0 ? 0 : 1;
