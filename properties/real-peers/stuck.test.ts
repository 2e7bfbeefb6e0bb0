import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/root.js';

test('the program that docs/diagnostics.md begins with tells why it does not end', async () => {
  const child = spawn(process.execPath, [join(root, 'examples/stuck.js')], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [line] = await once(child.stdout, 'data');
  expect(String(line)).toBe(`kill -USR2 ${child.pid}\n`);
  child.kill('SIGUSR2');
  const [report] = await once(child.stderr, 'data');
  child.kill();
  expect(String(report)).toMatch(/^readyloop: a loop on mio, 3 pending\n/);
  expect(String(report)).toMatch(/transport \(createConnection\) +resumeReading +\S+examples\/stuck\.js:15:12\n/);
});
