#!/usr/bin/env node
/**
 * SPIN's verdicts beside the checker's; see properties/spin. It installs nothing by itself: with `--install`, as root on
 * Debian, it takes the package `spin` from there when it is missing.
 */
import { spawnSync } from 'node:child_process';
import { printedBy } from './command.js';
import { exitWith, Failure } from './failure.js';
import { runJob } from './job.js';

const args = process.argv.slice(2).filter((arg) => arg !== '--install');
const mayInstall = args.length < process.argv.length - 2;

function install() {
  for (const step of [
    ['update', '-q'],
    ['install', '-qy', '--no-install-recommends', 'spin'],
  ]) {
    process.stderr.write(`spin: apt-get ${step.join(' ')} ...\n`);
    spawnSync('apt-get', step, { stdio: ['ignore', 'ignore', 'inherit'] });
  }
}

function demand(command, flag, what) {
  if (printedBy(command, [flag]) !== null) return;
  throw new Failure('ERR_TOOL_MISSING', `${command} is not on the PATH`, `${what}, then run this again.`);
}

try {
  if (mayInstall && process.getuid() === 0 && printedBy('spin', ['-V']) === null) install();
  demand('spin', '-V', 'Install SPIN (Debian: apt-get install spin; elsewhere: https://spinroot.com)');
  demand('cc', '--version', 'Install a C compiler (Debian: apt-get install gcc), which SPIN hands its verifier to');
} catch (error) {
  exitWith(error);
}
await runJob('model', 'dist/properties/spin/main.js', args);
