#!/usr/bin/env node
/**
 * Makes what a job needs and what is missing or out of date, and nothing else. Plain Node without dependencies: it is
 * the first thing that runs on a fresh clone.
 *
 *     node scripts/setup.js [run | test | bench | model | generate | bug]
 */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { problemWithCargo } from './cargo.js';
import { runQuietly } from './command.js';
import { exitWith, Failure } from './failure.js';
import { hashOfSources, readJson, signatureOfProducts } from './observe.js';
import { whyInstall, whyMake } from './outdated.js';
import { needs, products } from './products.js';
import { showStep } from './progress.js';
import { nodeProblem } from './toolchain.js';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** What set-up remembers of what it made. Inside node_modules, as caches of tools are. */
const STAMPS = 'node_modules/.cache/readyloop/setup.json';

/** @param {keyof typeof needs} job */
export async function setup(job) {
  const problem = nodeProblem(process.version, process.platform, readJson(root, 'package.json').engines.node);
  if (problem) throw problem;
  for (const name of needs[job]) {
    if (name === 'dependencies') await install(products.dependencies);
    else await make(name, products[name], { evenIfItFails: job === 'generate' });
  }
}

async function install({ title, command, lock, installed }) {
  const why = whyInstall(readJson(root, lock), readJson(root, installed));
  if (why !== null) {
    const [tool, ...args] = command;
    await step(title, why, tool, args, `Check the network, or run \`${command.slice(0, 2).join(' ')}\` to see more.`);
  }
  linkCommand();
}

/** `npx readyloop` in the clone is the clone's own, as it is where the package is installed. */
function linkCommand() {
  try {
    symlinkSync('../../bin/readyloop.js', join(root, 'node_modules/.bin/readyloop'));
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
}

async function make(name, { title, script, from, gives, takes, needs: tool, optional }, { evenIfItFails }) {
  const text = readJson(root, 'package.json').scripts[script];
  const listed = typeof from === 'string' ? products[from].from : from;
  const sources = hashOfSources(root, listed, text);
  const stamps = readJson(root, STAMPS) ?? {};
  const why = whyMake({ sources, products: signatureOfProducts(root, gives), stamp: stamps[name] });
  if (why === null) return;
  const problem = tool === 'cargo' ? problemWithCargo(root) : null;
  if (problem && optional) return;
  if (problem) throw problem;
  try {
    await step(title, why, 'npm', ['run', '--silent', script], 'Mend what it says above, then run this again.', takes);
  } catch (error) {
    if (evenIfItFails && signatureOfProducts(root, gives) !== null) return;
    throw error;
  }
  const made = signatureOfProducts(root, gives);
  if (made === null) {
    throw new Failure('ERR_SETUP_FAILED', `\`npm run ${script}\` did not make ${gives.join(', ')}`, 'See its script.');
  }
  mkdirSync(dirname(join(root, STAMPS)), { recursive: true });
  writeFileSync(join(root, STAMPS), `${JSON.stringify({ ...stamps, [name]: { sources, products: made } }, null, 2)}\n`);
}

async function step(title, why, tool, args, next, takes) {
  const end = showStep(title, why, takes);
  const { ok, how, output } = await runQuietly(tool, args, root);
  end(ok);
  if (ok) return;
  process.stderr.write(output);
  throw new Failure('ERR_SETUP_FAILED', `\`${[tool, ...args].join(' ')}\` failed (${how})`, next);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  setup(process.argv[2] ?? 'run').catch(exitWith);
}
