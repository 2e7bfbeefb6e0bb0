#!/usr/bin/env node
/**
 * Changes one place of the code that is written by hand at a time, and sees whether a test notices; see
 * properties/code-mutants/hand-written.md. The tree that it is run in stays as it is: the mutants stand in a copy.
 *
 *     npm run mutate -- --folder src --count 15 --seed 1    # a sample; with --list it is only shown,
 *                                                           # with --looks 1 only the nearest tests look at it
 *     npm run mutate -- --folder src --shard 2/10           # the second tenth of all
 *     npm run mutate -- --sample                            # those of sample.js, each by its test alone
 */
import { cpSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { failuresIn } from './count.js';
import { exitWith, Failure } from './failure.js';
import { endWithSignals, runGroup } from './groups.js';
import { foldersOf, lookOf, mutantsOf, placeOf, sampleOf, shardOf } from './mutants.js';
import { SAMPLE } from './sample.js';
import { root, setup } from './setup.js';
import { survivorFor } from './survivors.js';

const { values } = parseArgs({
  options: {
    folder: { type: 'string' },
    count: { type: 'string', default: '15' },
    seed: { type: 'string', default: '1' },
    shard: { type: 'string' },
    looks: { type: 'string', default: '9' },
    list: { type: 'boolean', default: false },
    sample: { type: 'boolean', default: false },
  },
});

/** What a step may take beyond a few times what it takes without a mutant, in milliseconds: one that hangs is noticed. */
const GRACE = 30_000;
/** And what it may take without one, with all that has to be compiled for it. */
const BASELINE = 900_000;
/** What is needed of the tree. */
const PARTS = ['src', 'model', 'generated', 'properties', 'bench', 'examples', 'docs', 'scripts', 'bin', 'dist'];
const CRATES = [
  'native/engine',
  'native/addon',
  'native/probe',
  'native/checker',
  'native/Cargo.toml',
  'native/Cargo.lock',
];
const FILES = ['package.json', 'tsconfig.json', 'tsconfig.build.json', 'vitest.config.ts', 'README.md', 'CHANGELOG.md'];
/** Cargo tells what it has compiled by its path, so it is the same in every run; what has been compiled for the tests is used. */
const TARGET = join(root, 'native/target');
const copy = join(TARGET, 'mutants');

/** The tree, but for what is built of it and what is ignored besides. */
function makeCopy() {
  rmSync(copy, { recursive: true, force: true });
  const isWanted = (path) => !/\/(target|\.peers|results)(\/|$)/.test(path.slice(root.length - 1));
  for (const part of [...PARTS, ...CRATES, ...FILES]) {
    cpSync(join(root, part), join(copy, part), { recursive: true, verbatimSymlinks: true, filter: isWanted });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  symlinkSync(TARGET, join(copy, 'native/target'));
}

function filesBelow(folder) {
  const path = join(root, folder);
  if (statSync(path).isFile()) return [folder];
  return readdirSync(path, { recursive: true })
    .map((name) => join(folder, name))
    .filter((name) => statSync(join(root, name)).isFile());
}

const sourceOf = (file) => readFileSync(join(root, file), 'utf8');

/** All mutants of a folder. */
function allOf({ paths, files, not }) {
  const ours = paths.flatMap(filesBelow).filter((file) => files.test(file) && !not.test(file));
  return ours.sort().flatMap((file) => mutantsOf(file, sourceOf(file)));
}

const env = { ...process.env, READYLOOP_TRACE_DIR: '' };
/** What cargo prints of a test that has failed: the others need not end. Vitest sees to that by itself. */
const FAILED = /^test .* FAILED$/m;
const perform = (command, limit) => runGroup(command.split(' '), { cwd: copy, env, limit, until: FAILED });

/** How long each command takes without a mutant. */
const sound = new Map();

/** A mutant is killed only by what holds without it. */
async function beSound(steps) {
  if (steps.every(({ command }) => sound.has(command))) return;
  for (const { command } of steps) {
    const began = performance.now();
    const { ok, late, output } = await perform(command, BASELINE);
    if (!ok) {
      const failed = failuresIn(output);
      const why = failed.length > 0 ? failed.join('\n') : output.slice(-2000);
      const how = late ? 'does not end' : 'fails';
      throw new Failure('ERR_BASELINE_FAILED', `without a mutant, \`${command}\` ${how}`, why);
    }
    sound.set(command, performance.now() - began);
  }
}

/** Looks at a mutant again and again until it is noticed. */
async function judge({ file, source }, looks) {
  const target = join(copy, file);
  for (const look of looks) {
    const steps = look(file);
    await beSound(steps);
    const before = readFileSync(target, 'utf8');
    writeFileSync(target, source);
    try {
      for (const { command, builds } of steps) {
        const { ok, late } = await perform(command, GRACE + 3 * sound.get(command));
        if (!ok) return builds ? 'does not compile' : late ? 'killed, by hanging' : 'killed';
      }
    } finally {
      writeFileSync(target, before);
    }
  }
  return 'SURVIVED';
}

/** What a mutant is counted as, when it has survived: whoever is known may do so. */
function reasonOf(mutant) {
  const survivor = survivorFor(mutant);
  if (survivor === undefined) return 'SURVIVED';
  return survivor.equivalent ? 'equivalent' : 'survived, as listed';
}

function chosenOf(all) {
  if (values.shard !== undefined) return shardOf(all, values.shard);
  return sampleOf(all, Number(values.count), Number(values.seed));
}

/** Whose looks are not their folder's bring their own. */
async function mutate(name, looks, chosen, what) {
  const tally = {};
  for (const mutant of chosen) {
    const began = performance.now();
    const verdict = values.list ? 'listed' : await judge(mutant, mutant.looks ?? looks.slice(0, Number(values.looks)));
    const counted = verdict === 'SURVIVED' ? reasonOf(mutant) : verdict;
    tally[counted] = (tally[counted] ?? 0) + 1;
    if (counted === 'SURVIVED') process.exitCode = 1;
    const took = values.list ? '' : `${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s`;
    const { file, line, from, to } = mutant;
    console.log(`${counted.padEnd(19)} ${took}  ${file}:${line}  ${from.trim()}  ->  ${to.trim()}`);
  }
  const counts = Object.entries(tally).map(([verdict, count]) => `${count} ${verdict}`);
  console.log(`${name}: ${chosen.length} ${what}: ${counts.join(', ')}`);
}

/** Those of sample.js, as they stand in their files now. */
function sampled() {
  return SAMPLE.map((one) => ({ ...placeOf(one, sourceOf(one.file)), looks: [lookOf(one.test)] }));
}

async function main() {
  const folders = values.sample ? [] : foldersOf(values.folder);
  const sample = values.sample ? sampled() : [];
  if (!values.list) {
    await setup('test');
    endWithSignals();
    process.once('exit', () => rmSync(copy, { recursive: true, force: true }));
    makeCopy();
  }
  if (values.sample) await mutate('sample', [], sample, 'mutants');
  for (const [name, folder] of folders) {
    const all = allOf(folder);
    const how = values.shard === undefined ? `seed ${values.seed}` : `shard ${values.shard}`;
    await mutate(name, folder.looks, chosenOf(all), `of ${all.length} mutants, ${how}`);
  }
}

main().catch(exitWith);
