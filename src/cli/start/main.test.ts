import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../package.js';
import { BACKENDS } from './backend.js';
import { WAYS } from './way.js';

/** Where failing runs leave their traces. */
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'readyloop-start-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** The whole of `npm start`, as a process. */
function start(args: readonly string[], bug = '') {
  return spawn(process.execPath, [join(root, 'scripts/start.js'), ...args], {
    env: { ...process.env, READYLOOP_BUG: bug, DEBUG: '', NO_COLOR: '1', TMPDIR: folder },
  });
}

async function run(args: readonly string[], bug?: string) {
  const child = start(args, bug);
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code: child.exitCode, out, err };
}

const FEW = ['--connections', '8', '--seed', '1'];

const runs = BACKENDS.flatMap((backend) => WAYS.map((way) => [backend, way] as const));

test('the main job ends with a table for each backend and way, and with exit code 0', async () => {
  const { code, out, err } = await run(FEW);
  const titles = [...out.matchAll(/│ backend +│ (\w+) +│\n│ echo by +│ (\w+) /g)].map(([, backend, way]) => [
    backend,
    way,
  ]);
  expect(titles).toEqual(runs);
  for (const [at, table] of out.split(/(?=┌)/).entries()) {
    const [backend, way] = runs[at] ?? [];
    expect(err).toContain(`with ${backend}, by ${way}, 8 connections from another process, seed 1.`);
    expect(table).toMatch(/│ connections +│ 8 +│/);
    expect(table).toMatch(/│ bytes verified +│ [\d,]+ +│/);
    expect(table).toMatch(/│ requests\/s +│ [\d,]+ +│/);
    expect(table).toMatch(/│ steps validated +│ [\d,]+ +│/);
    expect(table).toMatch(/│ laws held +│ L1 L2 [L\d ]*L8 [L\d ]*L10 L11( L12)?( L16)?( L19)? +│/);
  }
  expect(code).toBe(0);
});

const faults = [
  [
    'F0',
    'L1',
    /L1 is broken at record [\d,]+, slot \d+ .*\n {2}the step {2}watch: READABLE in held\.off\.R\n {2}allowed /,
  ],
  [
    'F3',
    'L2',
    /L2 is broken at record [\d,]+, slot \d+ .*\n {2}the step {2}watch: READER_DONE in running\.off\.R\n {2}allowed /,
  ],
] as const;
const onEach = faults.flatMap((fault) => runs.map(([backend, way]) => [...fault, backend, way] as const));

test.each(onEach)(
  'with %s it fails, and names %s and the first wrong step %s, on %s, by %s',
  async (bug, law, wrongStep, backend, way) => {
    const { code, out, err } = await run([...FEW, '--backend', backend, '--by', way, '--limit', '4'], bug);
    expect(out).toMatch(new RegExp(`│ laws broken +│ ${law}`));
    expect(out).toMatch(wrongStep);
    const again = `READYLOOP_BUG=${bug} npm start -- --backend ${backend} --by ${way} --seed 1 --connections 8 --limit 4`;
    expect(err).toMatch(/The trace is kept: npx readyloop trace \S+\n/);
    expect(err).toContain(`The same run again: ${again}\n`);
    expect(code).toBe(1);
  },
);

test.each([
  [['--port', 'x'], 'ERR_USAGE'],
  [['--seed', '-1'], 'ERR_USAGE'],
  [['--port', '7007'], 'ERR_USAGE'],
  [['--host', '127.0.0.1'], 'ERR_USAGE'],
  [['--serve', '--trace', 'run.trace'], 'ERR_USAGE'],
  [['--serve', '--seed', '1'], 'ERR_USAGE'],
  [['--serve', '--connections', '64'], 'ERR_USAGE'],
  [['--serve', '--limit', '15'], 'ERR_USAGE'],
  [['--serve', '--host', 'nowhere'], 'ERR_BAD_ADDRESS'],
])('%j: one line with a code, exit code 2', async (args, code) => {
  const result = await run(args);
  expect(result.err).toMatch(new RegExp(`^readyloop: ${code}: [^\n]+\n$`));
  expect(result).toMatchObject({ code: 2, out: '' });
});

test('an unknown bug is refused', async () => {
  expect(await run(FEW, 'F99')).toMatchObject({ code: 2, err: expect.stringContaining('ERR_UNKNOWN_BUG') });
});

test('with --serve it echoes until Ctrl-C', async () => {
  const child = start(['--serve', '--port', '0']);
  const out = text(child.stdout);
  const [greeting] = (await once(child.stdout, 'data')) as [Buffer];
  const port = Number(/:(\d+)\./.exec(String(greeting))?.[1]);
  const client = connect(port, '127.0.0.1');
  client.end('hello');
  expect(await text(client)).toBe('hello');
  child.kill('SIGINT');
  await once(child, 'exit');
  expect(await out).toContain('Echoed 5 bytes on 1 connection.');
  expect(child.exitCode).toBe(0);
});
