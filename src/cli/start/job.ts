import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pc from 'picocolors';
import type { TraceReport } from '../../../model/checker/trace/report.js';
import { validateTrace } from '../../../model/checker/trace/validate.js';
import { failureLine } from '../failure.js';
import { Progress } from '../progress.js';
import { byNumber, count, facts, plural, seconds } from '../text.js';
import { wrongStep } from '../trace-text.js';
import type { Backend } from './backend.js';
import { type Drive, drive } from './drive.js';
import { faultyEnvironment } from './fault.js';
import { type Observed, observe } from './judge.js';
import { plan } from './plan.js';
import type { Way } from './way.js';

export interface JobOptions {
  readonly backends: readonly Backend[];
  readonly ways: readonly Way[];
  readonly seed: number;
  readonly connections: number;
  readonly limit: number;
  readonly trace?: string;
}

/** The main job: serve, drive, verify every byte, validate every step, on each backend in each way. True if all held. */
export async function job({ backends, ways, trace, ...options }: JobOptions): Promise<boolean> {
  let held = true;
  for (const backend of backends) {
    for (const way of ways) {
      const alone = backends.length * ways.length === 1;
      const file = trace === undefined || alone ? trace : `${trace}.${backend}.${way}`;
      held = (await jobOn({ ...options, backend, way }, file)) && held;
    }
  }
  return held;
}

interface RunOptions extends Omit<JobOptions, 'backends' | 'ways' | 'trace'> {
  readonly backend: Backend;
  readonly way: Way;
}

/** A trace that nobody has named is kept only to show what did not hold. */
async function jobOn(options: RunOptions, trace: string | undefined): Promise<boolean> {
  const env = faultyEnvironment(process.env.READYLOOP_BUG);
  if (trace !== undefined) return verifiedRun(options, env, trace);
  const folder = mkdtempSync(join(tmpdir(), 'readyloop-'));
  let keep = false;
  try {
    const held = await verifiedRun(options, env, join(folder, 'echo.trace'));
    keep = !held;
    return held;
  } finally {
    if (!keep) rmSync(folder, { recursive: true });
  }
}

async function verifiedRun(options: RunOptions, env: NodeJS.ProcessEnv, trace: string): Promise<boolean> {
  const { backend, way, seed, connections, limit } = options;
  const conversations = plan(seed, connections);
  const messages = conversations.reduce((sum, one) => sum + one.messages.length, 0);
  const progress = new Progress({ logs: true });

  say(
    `Echo server on readyloop with ${backend}, by ${way}, ${plural(connections, 'connection')} from another process, seed ${seed}.`,
  );
  const began = performance.now();
  const run = await drive({
    backend,
    way,
    seed,
    connections,
    limit,
    trace,
    env,
    onProgress: ({ requests, bytes, finished }) => {
      const done = `${count(requests)} of ${count(messages)} messages, ${count(bytes)} bytes verified`;
      progress.show(`${done}, ${finished} of ${connections} connections finished`);
    },
  });
  progress.clear();
  say(`Conversations over after ${seconds((performance.now() - began) / 1000)}. Validating the trace of the loop ...`);
  const validation = await validate(trace);
  const observed = observe(conversations, run);

  const problems = problemsOf(run, observed, validation);
  const held = problems.length === 0;
  process.stdout.write(`${report(options, run, observed, validation)}\n`);
  for (const problem of problems) process.stdout.write(`\n${problem}\n`);
  if (!held) {
    say(`\nThe trace is kept: npx readyloop trace ${trace}\nThe same run again: ${again(options)}`);
  }
  return held;
}

/** Everything that a run follows from. */
function again({ backend, way, seed, connections, limit }: RunOptions): string {
  const bug = process.env.READYLOOP_BUG ? `READYLOOP_BUG=${process.env.READYLOOP_BUG} ` : '';
  return `${bug}npm start -- --backend ${backend} --by ${way} --seed ${seed} --connections ${connections} --limit ${limit}`;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** The validated trace, or why it could not be validated. */
async function validate(file: string): Promise<TraceReport | string> {
  try {
    return await validateTrace(file);
  } catch (error) {
    return failureLine(error);
  }
}

/** The wrong step first: it is the cause, and what the two sides noticed follows from it. */
function problemsOf(run: Drive, observed: readonly Observed[], validation: TraceReport | string): string[] {
  const problems: string[] = [];
  if (typeof validation === 'string') problems.push(validation);
  else if (validation.firstWrong) problems.push(wrongStep(validation.firstWrong));
  for (const { law, held, what } of observed) {
    if (!held) problems.push(`${pc.red(`${law} is broken`)}: ${what}`);
  }
  if (run.problems.length > 0) problems.push(run.problems.join('\n'));
  return problems;
}

function report(
  { backend, way }: RunOptions,
  { client, totals }: Drive,
  observed: readonly Observed[],
  validation: TraceReport | string,
): string {
  const broken = new Set(observed.filter(({ held }) => !held).map(({ law }) => law));
  const tested = new Set(observed.map(({ law }) => law));
  if (typeof validation !== 'string') {
    if (validation.firstWrong) broken.add(validation.firstWrong.law);
    for (const [law, times] of Object.entries(validation.laws)) if (times > 0) tested.add(law);
  }
  const held = [...tested].filter((law) => !broken.has(law)).sort(byNumber);
  return facts([
    ['backend', backend],
    ['echo by', way],
    ['connections', count(totals.opened)],
    ['bytes verified', count(totals.bytes)],
    ['requests/s', client ? count(client.requests / client.seconds) : 'not finished'],
    ['steps validated', typeof validation === 'string' ? 'not validated' : count(validation.steps)],
    ['laws held', pc.green(held.join(' '))],
    ...(broken.size > 0 ? [['laws broken', pc.red([...broken].sort(byNumber).join(' '))] as const] : []),
  ]);
}
