import { expect, test } from 'vitest';
import { runProgram } from '../support/child.js';

test('output that nobody reads to its end is no error of the command', async () => {
  const script = 'node bin/readyloop.js export --format dot --machine transport | true';
  const { code, stderr } = await runProgram('sh', ['-c', script], {}, 60_000);
  expect({ code, stderr: stderr.replace(/^set-up: .*\n/gm, '') }).toEqual({ code: 0, stderr: '' });
});
