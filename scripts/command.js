import { spawn, spawnSync } from 'node:child_process';

/** What a command prints on stdout, or null if it cannot be run. */
export function printedBy(command, args) {
  const { error, status, stdout } = spawnSync(command, args, { encoding: 'utf8' });
  return error || status !== 0 ? null : stdout;
}

/** Runs a command whose output only matters if it fails; `env` goes before what is in the environment. */
export function runQuietly(command, args, cwd, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = [];
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    child.on('error', (error) => resolve({ ok: false, how: error.message, output: '' }));
    child.on('close', (code, signal) => {
      resolve({ ok: code === 0, how: signal ?? `exit code ${code}`, output: Buffer.concat(output).toString() });
    });
  });
}
