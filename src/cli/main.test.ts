import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { run } from './main.js';

let out = '';
let err = '';

beforeEach(() => {
  out = '';
  err = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += text;
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += text;
    return true;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
});

test('help and version are answers', async () => {
  expect(await run(['--help'])).toBe(0);
  expect(await run(['--version'])).toBe(0);
  expect(out).toMatch(/check .*bugs .*mutants .*generate .*trace .*\d+\.\d+\.\d+\n$/s);
  expect(err).toBe('');
});

test.each([
  [['chek'], 'ERR_USAGE'],
  [['check', '--jsn'], 'ERR_USAGE'],
  [['check', '--update', '--only', 'x'], 'ERR_USAGE'],
  [['check', '--only', 'no such model'], 'ERR_UNKNOWN_MODEL'],
  [['bugs', '--update', '--only', 'F0'], 'ERR_USAGE'],
  [['bugs', '--only', 'no such bug'], 'ERR_UNKNOWN_BUG'],
  [['mutants', '--sample', 'few'], 'ERR_USAGE'],
  [['mutants', '--worlds', 'no such model'], 'ERR_UNKNOWN_MODEL'],
  [['trace'], 'ERR_USAGE'],
  [['trace', 'no such file'], 'ENOENT'],
  [['trace', 'package.json'], 'ERR_TRACE_FORMAT'],
])('%j: one line with a code on stderr, nothing on stdout, exit code 2', async (args, code) => {
  expect(await run(args)).toBe(2);
  expect(out).toBe('');
  expect(err).toMatch(new RegExp(`^readyloop: ${code}: [^\n]+\n$`));
});
