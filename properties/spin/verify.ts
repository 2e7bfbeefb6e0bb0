import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readVerdict, type Verdict } from './verdict.js';

/** How a verifier is made: `spin -a` and the C compiler with these flags. */
interface Make {
  readonly spin: readonly string[];
  readonly cc: readonly string[];
}

/** The assertions say what must never happen; no error ends the search, so that it meets every law that breaks. */
const ASSERTIONS: Make = { spin: [], cc: ['-DSAFETY'] };

/** The claims say what must happen in the end. SPIN's fairness has to keep count of all nine processes. */
const CLAIMS: Make = { spin: ['-DLIVENESS'], cc: ['-DNFAIR=3'] };

export interface Verification {
  /** The laws that SPIN found broken, by their ids. */
  readonly broken: ReadonlySet<string>;
  /** The search of all states that judged the assertions. */
  readonly safety: Verdict;
}

/** Runs SPIN on a model that `readyloop export --format promela` gave: once for all assertions, once for each claim. */
export async function verify(model: string): Promise<Verification> {
  const safety = await withVerifier(model, ASSERTIONS, async (pan) => readVerdict(await pan('-E', '-c0')));
  const broken = await withVerifier(model, CLAIMS, async (pan) => {
    const judge = async (claim: string, ...how: string[]) =>
      readVerdict(await pan('-a', '-A', '-E', ...how, '-N', claim), claim).broken;
    return [...(await judge('L2_reader', '-f')), ...(await judge('L2_writer', '-f')), ...(await judge('L17'))];
  });
  return { broken: new Set([...safety.broken, ...broken]), safety };
}

type Pan = (...flags: string[]) => Promise<string>;

async function withVerifier<T>(model: string, { spin, cc }: Make, use: (pan: Pan) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'readyloop-spin-'));
  try {
    writeFileSync(join(folder, 'model.pml'), model);
    await run(folder, 'spin', '-a', ...spin, 'model.pml');
    // No reduction: that every state is visited is what the comparison of their numbers stands on.
    await run(folder, 'cc', '-O1', '-w', '-DNOREDUCE', ...cc, '-o', 'pan', 'pan.c');
    return await use((...flags) => run(folder, './pan', '-m1000000', ...flags));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Answers what a program printed; one that cannot be run, fails or is killed is an error that carries what it said. */
function run(cwd: string, program: string, ...args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { cwd, maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${program} failed: ${error.message}\n${stdout}${stderr}`, { cause: error }));
      else resolve(stdout);
    });
  });
}
