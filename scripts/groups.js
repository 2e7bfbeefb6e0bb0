/** Commands with everything that they start, each in a group of its own: none of it outlives the command, nor whoever runs it. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** The groups of processes that are under way. */
const groups = new Set();

function killGroup(group) {
  try {
    process.kill(-group, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** Has the process end as its signals ask for, but through its own end: that is where all that is under way is killed. */
export function endWithSignals() {
  process.once('exit', () => groups.forEach(killGroup));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, () => process.exit(128 + constants.signals[signal]));
  }
}

/**
 * Runs to its end or its time limit, in milliseconds, with everything that it started; or until it prints what is given as `until`.
 * `env` is the whole environment.
 */
export function runGroup([command, ...args], { cwd, env, limit, until }) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    if (child.pid !== undefined) groups.add(child.pid);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
        if (until?.test(output)) killGroup(child.pid);
      });
    }
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      killGroup(child.pid);
    }, limit);
    child.on('error', (error) => {
      output += `${error.message}\n`;
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      groups.delete(child.pid);
      resolve({ ok: code === 0, late, output });
    });
  });
}
