import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TraceWriter } from '../../model/checker/trace/trace-writer.js';
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
  [['mutants', '--sample', 'few'], 'ERR_USAGE'],
  [['mutants', '--worlds', 'no such model'], 'ERR_UNKNOWN_MODEL'],
  [['trace'], 'ERR_USAGE'],
  [['trace', 'no such file'], 'ENOENT'],
  [['trace', 'package.json'], 'ERR_TRACE_FORMAT'],
  [['trace', 'package.json', 'package.json'], 'ERR_USAGE'],
  [['trace', '--coverage', 'no such folder'], 'ENOENT'],
  [['trace', '--coverage', 'generated'], 'ERR_NO_TRACES'],
  [['explain', 'package.json'], 'ERR_USAGE'],
  [['explain', 'package.json', '--fd', 'three'], 'ERR_USAGE'],
  [['explain', 'package.json', '--fd', '3'], 'ERR_TRACE_FORMAT'],
])('%j: one line with a code on stderr, nothing on stdout, exit code 2', async (args, code) => {
  expect(await run(args)).toBe(2);
  expect(out).toBe('');
  expect(err).toMatch(new RegExp(`^readyloop: ${code}: [^\n]+\n$`));
});

/** A folder with one trace, `one.trace`: a reader is added. */
async function withTrace(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'readyloop-cli-'));
  try {
    const trace = new TraceWriter();
    trace.slot().user('ADD_READER').step('watch', 'ADD_READER').ask('epoll_add', 'IN');
    writeFileSync(join(folder, 'one.trace'), trace.bytes());
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('the coverage of too little is told, and is exit code 1', () =>
  withTrace(async (folder) => {
    expect(await run(['trace', '--coverage', folder])).toBe(1);
    expect(out).toMatch(
      /No trace steps .*\nCoverage: 0\.\d% of \d+ reachable cells stepped natively, in 1 trace, 1 step\.\n$/s,
    );
    expect(err).toBe('');
  }));

test('a descriptor of a recorded run is explained, as it was after any record', () =>
  withTrace(async (folder) => {
    const trace = join(folder, 'one.trace');
    expect(await run(['explain', trace, '--fd', '3'])).toBe(0);
    expect(out).toMatch(
      /^Descriptor 3:\nThe reader is armed: .*\n {2}record 2 {2}the kernel was asked to report IN\n$/s,
    );
    out = '';
    expect(await run(['explain', trace, '--fd', '3', '--at', '0', '--json'])).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ reader: 'off', steps: [{ at: 0, by: 'user', call: 'ADD_READER' }] });
  }));
