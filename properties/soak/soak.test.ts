import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runProgram } from '../support/child.js';
import { root } from '../support/root.js';

const MAIN = join(root, 'dist/properties/soak/main.js');

// The same for an hour: `npm run soak`. Seen to fail with a pipe that is left open for each worker, with operations that stay on
// the list of their signal's listeners, and with two mutants of src/transports/commands.ts, both with seed 1. In one of 200
// gatherings a short write loses its last byte ("streams of bytes, on mio, 4381 of 5173 bytes came", after 1.5 minutes), or is
// written twice ("streams of lines, on mio: L11: something came behind the last line", after 17 seconds).
test('L15 L18 everything at once for 20 seconds leaves nothing behind', async () => {
  const args = [MAIN, '--minutes', '0.34', '--share', '0.5'];
  const { code, stdout, stderr, hung } = await runProgram(process.execPath, args, {}, 240_000);
  console.info(stdout.trim().split('\n').at(-1));
  expect({ code, stderr, hung }, stdout).toEqual({ code: 0, stderr: '', hung: false });
});

test('it is ended by a signal, and judges what was done until then', async () => {
  const script = `const { spawn } = require('node:child_process');
    const child = spawn(process.execPath, [${JSON.stringify(MAIN)}, '--minutes', '0.5', '--share', '1', '--seed', '7']);
    child.stdout.once('data', () => child.kill('SIGINT'));
    child.stdout.pipe(process.stdout);
    child.stderr.pipe(process.stderr);
    child.on('exit', (code, signal) => console.log(code, signal));`;
  const { stdout, stderr } = await runProgram(process.execPath, ['--eval', script], {}, 120_000);
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^soak: nothing grew in .* of 0.5 minutes, seed 7: .* steps validated; too short/m);
  expect(stdout.trim().split('\n').at(-1)).toBe('0 null');
});
