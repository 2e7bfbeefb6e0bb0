import { spawn } from 'node:child_process';
import { root } from './root.js';

export interface Outcome {
  /** null if it was ended by a signal. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** It had to be killed. */
  readonly hung: boolean;
}

/** Runs an ES module in a process of its own; it imports the built package as `readyloop`. */
export function runChild(script: string, env: NodeJS.ProcessEnv = {}, limit = 20_000): Promise<Outcome> {
  return runProgram(process.execPath, ['--input-type=module', '--eval', script], env, limit);
}

export function runProgram(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  limit: number,
  cwd = root,
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, NODE_OPTIONS: '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr, hung] = ['', '', false];
    const timer = setTimeout(() => {
      hung = true;
      child.kill('SIGKILL');
    }, limit);
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, stdout, stderr, hung });
    });
  });
}
