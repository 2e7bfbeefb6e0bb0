import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { bugs } from '../../model/bugs/catalogue/index.js';
import { variantOf } from '../../model/bugs/hunt.js';
import { TraceWriter } from '../../model/checker/trace/trace-writer.js';
import { walk } from '../../model/checker/walk.js';
import { largeWorlds } from '../../model/worlds/index.js';
import { run } from './main.js';

let out = '';
let err = '';

beforeEach(() => {
  out = '';
  err = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    // Some terminals get colours, as CI does.
    out += stripVTControlCharacters(String(text));
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
  expect(out).toMatch(/check .*bugs .*mutants .*generate .*trace .*export .*\d+\.\d+\.\d+\n$/s);
  expect(err).toBe('');
});

test.each([
  [['chek'], 'ERR_USAGE'],
  [['check', '--jsn'], 'ERR_USAGE'],
  [['check', '--update', '--only', 'x'], 'ERR_USAGE'],
  [['check', '--only', 'no such model'], 'ERR_UNKNOWN_MODEL'],
  [['bugs', '--update', '--only', 'F0'], 'ERR_USAGE'],
  [['bugs', '--only', 'no such bug'], 'ERR_UNKNOWN_BUG'],
  [['check', '--random', '0'], 'ERR_USAGE'],
  [['check', '--random', '1', '--update'], 'ERR_USAGE'],
  [['check', '--random', '1', '--only', 'no such model'], 'ERR_UNKNOWN_MODEL'],
  [['check', '--seed', '1'], 'ERR_USAGE'],
  [['check', '--path', '1-2'], 'ERR_USAGE'],
  [['check', '--path', '1.2'], 'ERR_USAGE'],
  [['check', '--path', '1.2', '--only', 'watch-eight', '--steps', '5'], 'ERR_USAGE'],
  [['check', '--path', '999', '--only', 'watch-eight'], 'ERR_NO_PATH'],
  [['mutants', '--sample', 'few'], 'ERR_USAGE'],
  [['mutants', '--seed', '2'], 'ERR_USAGE'],
  [['mutants', '--worlds', 'no such model'], 'ERR_UNKNOWN_MODEL'],
  [['export'], 'ERR_USAGE'],
  [['export', '--format', 'svg'], 'ERR_USAGE'],
  [['export', '--format', 'dot'], 'ERR_USAGE'],
  [['export', '--format', 'dot', '--machine', 'lamp'], 'ERR_UNKNOWN_MACHINE'],
  [['export', '--format', 'dot', '--machine', 'watch', '--world', 'watch-one'], 'ERR_USAGE'],
  [['export', '--format', 'promela', '--machine', 'watch'], 'ERR_USAGE'],
  [['export', '--format', 'promela', '--world', 'no such model'], 'ERR_UNKNOWN_MODEL'],
  [['export', '--format', 'promela', '--world', 'accepting'], 'ERR_UNTRANSLATABLE'],
  [['export', '--format', 'promela', '--bug', 'F99'], 'ERR_UNKNOWN_BUG'],
  [['export', '--format', 'promela', '--out', 'no such folder/x.pml'], 'ENOENT'],
  [['trace'], 'ERR_USAGE'],
  [['trace', 'no such file'], 'ENOENT'],
  [['trace', 'package.json'], 'ERR_TRACE_FORMAT'],
  [['trace', 'package.json', 'package.json'], 'ERR_USAGE'],
  [['trace', '--coverage', 'no such folder'], 'ENOENT'],
  [['trace', '--coverage', 'generated'], 'ERR_NO_TRACES'],
  [['ps', 'package.json'], 'ERR_TRACE_FORMAT'],
  [['ps', 'package.json', '--at', 'last'], 'ERR_USAGE'],
  [['explain', 'package.json'], 'ERR_USAGE'],
  [['explain', 'package.json', '--fd', 'three'], 'ERR_USAGE'],
  [['explain', 'package.json', '--fd', '3'], 'ERR_TRACE_FORMAT'],
])('%j: one line with a code on stderr, nothing on stdout, exit code 2', async (args, code) => {
  expect(await run(args)).toBe(2);
  expect(out).toBe('');
  expect(err).toMatch(new RegExp(`^readyloop: ${code}: [^\n]+\n$`));
});

test.each([['check'], ['bugs'], ['mutants'], ['generate'], ['trace'], ['explain'], ['ps'], ['export']])(
  '%s --help shows examples of it, in lines that fit the terminal',
  async (command) => {
    expect(await run([command, '--help'])).toBe(0);
    expect(out).toMatch(new RegExp(`\nExamples:\n(  readyloop ${command}.*\n( {6}.*\n)*){2,}`));
    expect(out.split('\n').filter((line) => line.length > 80 && !/^ {2}readyloop /.test(line))).toEqual([]);
  },
);

describe('export', () => {
  test('draws a machine as it is written by Mermaid, and its table by Graphviz', async () => {
    expect(await run(['export', '--format', 'mermaid', '--machine', 'send'])).toBe(0);
    expect(out).toMatch(/^stateDiagram-v2\n.*open_flow_idle --> open_flow_trying : SEND/s);
    out = '';
    expect(await run(['export', '--format', 'dot', '--machine', 'send'])).toBe(0);
    expect(out).toMatch(/^digraph "send" {\n.*"idle.absent" -> "trying.absent"/s);
  });

  test('writes a model for SPIN, with a known bug if it is asked for', async () => {
    expect(await run(['export', '--format', 'promela', '--bug', 'F3'])).toBe(0);
    expect(out).toMatch(
      /^\/\* With the bug F3 .*\n \* The world 'watch-one'.*#define REARM_MODIFIES +false.*proctype User/s,
    );
  });
});

describe('check --random', () => {
  test('walks every large model, and the same for the same seed', async () => {
    const report = async (...args: string[]) => {
      out = '';
      expect(await run(['check', '--random', '2', '--steps', '30', '--json', ...args])).toBe(0);
      return JSON.parse(out);
    };
    const first = await report('--seed', '5');
    expect(first).toMatchObject({ ok: true, seed: 5, models: [{ walks: 2, steps: 60, broken: [] }, { steps: 60 }] });
    const witnesses = ({ models }: typeof first) => models.map(({ laws }: { laws: object }) => laws);
    expect(witnesses(await report('--seed', '5'))).toEqual(witnesses(first));
    expect(witnesses(await report('--seed', '6'))).not.toEqual(witnesses(first));
  });

  test('a walk that breaks a law makes it exit code 1, and is walked again by what is printed', async () => {
    const make = largeWorlds['watch-eight'] as (typeof largeWorlds)[string];
    const r1 = variantOf(bugs.find(({ id }) => id === 'R1') as (typeof bugs)[number]);
    vi.spyOn(largeWorlds, 'watch-eight').mockImplementation(() => make(r1));
    expect(await run(['check', '--random', '5', '--seed', '1', '--only', 'watch-eight'])).toBe(1);
    const commands = out.match(/(?<=^ {2}readyloop )check --only watch-eight [^#\n]*[^ #\n]/gm) ?? [];
    expect(commands).toEqual([expect.stringMatching(/--path [\d.]+$/), expect.stringMatching(/--seed \d+$/)]);
    for (const command of commands) {
      out = '';
      expect(await run(command.split(' '))).toBe(1);
      expect(out).toMatch(/>>> breaks L15/);
    }
  });

  test('follows a path of labels', async () => {
    const { path } = walk((largeWorlds['watch-eight'] as (typeof largeWorlds)[string])(), [3, 1, 4, 1, 5]);
    const labels = path.map(({ label }) => label).join('.');
    expect(await run(['check', '--only', 'watch-eight', '--path', labels, '--json'])).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ ok: true, models: [{ model: 'watch-eight', walks: 1, steps: 5 }] });
  });
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

test('of a descriptor that a recorded run does not know, those are told that it knows', () =>
  withTrace(async (folder) => {
    const trace = join(folder, 'one.trace');
    expect(await run(['explain', trace, '--fd', '999'])).toBe(0);
    expect(out).toMatch(/^Nothing is known of descriptor 999: .*\nThe trace knows of these: 3\.\n$/s);
  }));

test('who waits for what in a recorded run is told, as it was after any record', () =>
  withTrace(async (folder) => {
    const trace = join(folder, 'one.trace');
    expect(await run(['ps', trace])).toBe(0);
    expect(out).toBe(`After record 2: 1 pending
  since record  fd  what    waits for
             0   3  reader  the descriptor to be readable
`);
    out = '';
    expect(await run(['ps', trace, '--at', '0', '--json'])).toBe(0);
    expect(JSON.parse(out)).toEqual({ record: 0, pending: [] });
  }));
