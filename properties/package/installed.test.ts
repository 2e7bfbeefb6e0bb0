import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../support/root.js';
import { echoIn } from './echo.js';
import { Elsewhere, fitting, registryOfRelease } from './packing.js';

/** The package as a release makes it, installed by its name from a registry into an empty folder: no repository, no XState. */

const elsewhere = new Elsewhere();
afterAll(() => elsewhere[Symbol.dispose]());

const packageFolder = join(elsewhere.path, 'node_modules/readyloop');
const readyloop = (...args: string[]) => elsewhere.run('node_modules/.bin/readyloop', args);
const reported = async (...args: string[]) =>
  JSON.parse(await elsewhere.done('node_modules/.bin/readyloop', [...args, '--json']));

beforeAll(async () => {
  using registry = await registryOfRelease();
  const { code, stderr } = await elsewhere.install(['readyloop'], { npm_config_registry: registry.url });
  expect({ code, stderr }).toMatchObject({ code: 0 });
  await elsewhere.script(
    'traced.js',
    `import { Loop, Socket } from 'readyloop';
    const loop = new Loop({ trace: 'run.trace' });
    const [one, other] = Socket.pair('stream');
    await loop.sockSendall(one, Buffer.from('a'));
    await loop.sockRecv(other, 1);
    one.close();
    other.close();
    loop.close();`,
  );
}, 180_000);

test('the prebuilt addon is used as it is: nothing is built, and XState is not there', () => {
  // Of all platforms' packages npm takes the one that fits.
  const taken = readdirSync(join(elsewhere.path, 'node_modules')).filter((name) => name.startsWith('readyloop'));
  expect(taken).toEqual(['readyloop', fitting]);
  expect(readdirSync(join(packageFolder, 'native/addon')).filter((name) => name.endsWith('.node'))).toEqual([]);
  expect(existsSync(join(elsewhere.path, 'node_modules/xstate'))).toBe(false);
});

test('beside the addon lie the licences of what is linked into it, and a bill of materials', () => {
  const folder = join(elsewhere.path, 'node_modules', fitting);
  expect(readFileSync(join(folder, 'THIRD-PARTY-LICENSES.txt'), 'utf8')).toMatch(/^mio .*: MIT$.*^tokio .*: MIT$/ms);
  const { components } = JSON.parse(readFileSync(join(folder, 'sbom.cdx.json'), 'utf8'));
  expect(components.map(({ name }: { name: string }) => name)).toEqual(
    expect.arrayContaining(['libc', 'mio', 'tokio']),
  );
});

test("the README's first program echoes", async () => {
  expect(await echoIn(elsewhere.path, [process.execPath, 'echo.js'])).toEqual({
    echoed: 'what comes back',
    stderr: '',
  });
});

describe('the command line works from the compiled tables', () => {
  test('check verifies every law of a model; the core of the checker is not there, and it says that it is slower', async () => {
    const without = await readyloop('check', '--only', 'sending', '--json');
    expect(without.stderr).toMatch(
      /^The core of the checker is not built: .* slower\.\n {2}The package does without it/,
    );
    const [slow] = JSON.parse(without.stdout).models;
    const { sending } = JSON.parse(readFileSync(join(packageFolder, 'model/worlds/snapshot.json'), 'utf8')).models;
    expect(slow).toMatchObject({ complete: true, states: sending.states, edges: sending.edges });
    expect(slow).not.toHaveProperty('audited');
  });

  test('bugs catches a bug', async () => {
    expect(await reported('bugs', '--only', 'F3')).toMatchObject({ ok: true, bugs: [{ id: 'F3', caught: true }] });
  });

  test('mutants kills a mutant', async () => {
    const args = ['mutants', '--worlds', 'sending', '--sample', '1', '--seed', '2'];
    expect(await reported(...args)).toMatchObject({ ok: true, total: 1, killed: 1 });
  });

  test('trace validates what a loop there did', async () => {
    const report = await reported('trace', 'run.trace');
    expect(report.steps).toBeGreaterThan(0);
    expect(report).not.toHaveProperty('firstWrong');
  });

  test('generate says what to install, and with it proves that the tables are what the machines say', async () => {
    const { peerDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const without = await readyloop('generate', '--check');
    expect(without.code).toBe(2);
    expect(without.stderr).toBe(
      'readyloop: ERR_XSTATE_MISSING: the compiler drives XState, which is not installed. ' +
        `Install it by: npm install xstate@${peerDependencies.xstate}\n`,
    );
    const link = join(elsewhere.path, 'node_modules/xstate');
    symlinkSync(join(root, 'node_modules/xstate'), link);
    const withIt = await readyloop('generate', '--check');
    rmSync(link);
    expect(withIt).toMatchObject({ code: 0, stdout: 'The generated files are what the machines say.\n' });
  });

  test('export writes the model for SPIN and a graph; only a diagram of the machine as it is written needs XState', async () => {
    expect((await readyloop('export', '--format', 'promela')).stdout).toMatch(
      /^\/\*\n \* The world 'watch-one'.*proctype/s,
    );
    expect((await readyloop('export', '--format', 'dot', '--machine', 'watch')).stdout).toMatch(/^digraph "watch"/);
    const drawing = await readyloop('export', '--format', 'mermaid', '--machine', 'watch');
    expect(drawing.code).toBe(2);
    expect(drawing.stderr).toMatch(/^readyloop: ERR_XSTATE_MISSING: /);
  });

  test('--help names every command, and --version is the version of the package', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect((await readyloop('--help')).stdout).toMatch(/check .*bugs .*mutants .*generate .*trace .*export /s);
    expect((await readyloop('--version')).stdout).toBe(`${version}\n`);
  });
});

test('readyloop/model checks, hunts and validates, in threads too, without the addon', async () => {
  const output = await elsewhere.script(
    'model.js',
    `process.env.READYLOOP_ADDON = '/nowhere';
    const { bugs, checkAll, hunt, validateTrace, worlds } = await import('readyloop/model');
    const { sending, 'accept-shared': accepting } = worlds;
    const checked = await checkAll({ sending, accepting }, { threads: 2, module: 'readyloop/model' });
    const { catches } = hunt(bugs.find(({ id }) => id === 'F3'));
    const trace = await validateTrace('run.trace');
    console.log(JSON.stringify([checked.models.length, checked.problems, catches[0].law, trace.firstWrong ?? 'right']));`,
  );
  expect(JSON.parse(output)).toEqual([2, [], 'L2 nothing ready is forgotten', 'right']);
});

test('readyloop/testing checks the streams of others without the addon', async () => {
  const output = await elsewhere.script(
    'checking.js',
    `process.env.READYLOOP_ADDON = '/nowhere';
    const { checkStream } = await import('readyloop/testing');
    const stream = { receive: async () => null, sendAll: async () => {}, close() {}, abort() {} };
    await checkStream(() => [stream, stream]).catch(({ code, check }) => console.log(code, check));`,
  );
  expect(output).toBe('ERR_CHECK_FAILED pieces\n');
});

describe('the types resolve and check', () => {
  const use = `import { Loop, Socket, type Handle } from 'readyloop';
    import { checkWorld, laws, tables, worlds, type CheckReport, type Law, type Table } from 'readyloop/model';
    import { checkStream, type CheckedStream } from 'readyloop/testing';
    const loop: Loop = new Loop();
    const handle: Handle = loop.addReader(0, (text: string) => text, 'an argument');
    const received: Promise<Buffer> = loop.sockRecv(new Socket('inet', 'stream'), 1);
    const table: Table | undefined = tables[0];
    const law: Law = laws.bytes;
    const model = worlds['receiving'] && checkWorld(worlds['receiving']()).report;
    // @ts-expect-error The port is a number.
    new Socket('inet', 'stream').bind({ host: '127.0.0.1', port: '1' });
    export const checked = (a: CheckedStream, b: CheckedStream): Promise<void> => checkStream(() => [a, b]);
    export type { CheckReport };
    export { handle, law, model, received, table };`;

  test.each([
    ['node16', 'node16', 'use.ts'],
    ['bundler', 'preserve', 'use.ts'],
    ['nodenext', 'nodenext', 'use.cts'],
  ])('under moduleResolution %s', async (moduleResolution, module, file) => {
    const folder = join(elsewhere.path, moduleResolution);
    mkdirSync(folder);
    writeFileSync(join(folder, file), use);
    const compilerOptions = {
      module,
      moduleResolution,
      target: 'es2023',
      lib: ['es2023', 'esnext.disposable'],
      strict: true,
      noEmit: true,
      types: ['node'],
      typeRoots: [join(root, 'node_modules/@types')],
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    expect(await elsewhere.run(process.execPath, [tsc, '-p', folder])).toMatchObject({ code: 0, stdout: '' });
  });
});
