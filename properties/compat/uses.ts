import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { echoIn } from '../package/echo.js';
import { type Outcome, runProgram } from '../support/child.js';
import { bun, deno, type Node, tool, versionOf } from './tools.js';

/** Where it was installed by npm, and the environment of the Node that is tried. */
export interface Place {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly node: Node;
}

/** A way to use it: answers null if it works, else what was said. */
export interface Use {
  readonly title: string;
  readonly what: string;
  readonly works: (place: Place) => Promise<string | null>;
}

/** What does not work, and is not to be mended here, ends on this. */
export const NOT_OURS = ': nothing was run';

/** An echo and a timer, to the end of the process: `Loop` has to be there. */
const PROGRAM = `
const loop = new Loop();
const server = await loop.createServer({ dataReceived: (data, transport) => transport.write(data) }, { host: '127.0.0.1', port: 0 });
const { port } = server.sockets[0].getsockname();
const [reader, writer] = await loop.openConnection({ host: '127.0.0.1', port });
writer.write('hello\\n');
const line = await reader.readline({ encoding: 'utf8' });
await new Promise((resolve) => loop.callLater(5, resolve));
loop.close();
`;
const SAYS = 'it echoed\n';
const MODULE = `import { Loop } from 'readyloop';\n${PROGRAM}\nif (line === 'hello\\n') console.log('it echoed');\n`;

/** The last line that tells something, of what did not work. */
export function reason({ stdout, stderr, hung }: Outcome): string {
  if (hung) return 'it did not end';
  const lines = `${stdout}\n${stderr}`.split('\n').map((line) => line.trim());
  return lines.find((line) => /error|ERR_|not supported|unsupported/i.test(line)) ?? lines.find(Boolean) ?? 'it failed';
}

const said = (outcome: Outcome) => (outcome.code === 0 && outcome.stdout.endsWith(SAYS) ? null : reason(outcome));

async function ran(
  { folder, env }: Place,
  file: string,
  text: string,
  command: readonly string[],
): Promise<string | null> {
  writeFileSync(join(folder, file), text);
  const [program = '', ...args] = command;
  return said(await runProgram(program, args, env, 60_000, folder));
}

/** A tool lies where it was installed; the package is looked for where the program is. */
async function tests(place: Place, file: string, text: string, args: readonly string[]): Promise<string | null> {
  writeFileSync(join(place.folder, file), text);
  const outcome = await runProgram('node', args, { ...place.env, CI: 'true' }, 120_000, place.folder);
  return outcome.code === 0 ? null : reason(outcome);
}

const TEST = `test('it echoes', async () => {${PROGRAM} expect(line).toBe('hello\\n'); });\n`;

/** All of them, beside the package managers. */
export const uses = (): readonly Use[] => [
  {
    title: 'CommonJS',
    what: "`require('readyloop')`",
    works: (place) =>
      ran(
        place,
        'use.cjs',
        `const { Loop } = require('readyloop');\n(async () => {${PROGRAM} if (line === 'hello\\n') console.log('it echoed'); })();\n`,
        ['node', '--no-warnings', 'use.cjs'],
      ),
  },
  {
    title: 'Worker threads',
    what: 'a loop in a worker, and one beside it',
    works: (place) =>
      ran(
        place,
        'worker.mjs',
        `import { Worker, isMainThread } from 'node:worker_threads';
        import { once } from 'node:events';
        if (isMainThread) await once(new Worker(new URL(import.meta.url)), 'exit');
        ${MODULE}`,
        ['node', 'worker.mjs'],
      ),
  },
  {
    title: 'TypeScript without a build',
    what: '`node --experimental-strip-types`',
    works: (place) =>
      place.node === '20.19'
        ? Promise.resolve(`Node 20 cannot strip types${NOT_OURS}`)
        : ran(place, 'use.ts', MODULE.replace('const loop', 'const loop: Loop'), [
            ...['node', '--no-warnings', '--experimental-strip-types', 'use.ts'],
          ]),
  },
  {
    title: 'jest',
    what: `jest ${versionOf('jest')}, an asynchronous test of a module`,
    works: (place) =>
      tests(place, 'jest.test.mjs', `import { Loop } from 'readyloop';\n${TEST}`, [
        ...['--experimental-vm-modules', '--no-warnings', tool('jest/bin/jest.js'), '--rootDir', place.folder],
        ...['--testMatch', '**/jest.test.mjs', '--transform', '{}'],
      ]),
  },
  {
    title: 'Vitest',
    what: `vitest ${versionOf('vitest')}, in its default pool`,
    works: (place) => {
      // It looks for itself where the tests are.
      const link = join(place.folder, 'node_modules/vitest');
      if (!existsSync(link)) symlinkSync(tool('vitest'), link);
      const text = `import { Loop } from 'readyloop';\nimport { expect, test } from 'vitest';\n${TEST}`;
      return tests(place, 'vitest.test.mjs', text, [tool('vitest/vitest.mjs'), 'run', 'vitest.test.mjs']);
    },
  },
  {
    title: 'esbuild',
    what: `esbuild ${versionOf('esbuild')}, a bundle with \`--external:readyloop\``,
    works: async (place) => {
      writeFileSync(join(place.folder, 'bundled.mjs'), MODULE);
      const args = [
        'bundled.mjs',
        '--bundle',
        '--platform=node',
        '--format=esm',
        '--external:readyloop',
        '--outfile=out.mjs',
      ];
      const outcome = await runProgram(tool('@esbuild/linux-x64/bin/esbuild'), args, place.env, 60_000, place.folder);
      if (outcome.code !== 0) return reason(outcome);
      return said(await runProgram('node', ['out.mjs'], place.env, 60_000, place.folder));
    },
  },
  {
    title: '@vercel/nft',
    what: `@vercel/nft ${versionOf('@vercel/nft')}: only the files that it lists, in a folder of their own`,
    works: async (place) => {
      writeFileSync(join(place.folder, 'traced.mjs'), MODULE);
      const script = `import { nodeFileTrace } from ${JSON.stringify(tool('@vercel/nft/out/index.js'))};
        const { fileList } = await nodeFileTrace(['traced.mjs'], { base: process.cwd() });
        console.log(JSON.stringify([...fileList]));`;
      const listed = await runProgram(
        'node',
        ['--input-type=module', '--eval', script],
        place.env,
        60_000,
        place.folder,
      );
      if (listed.code !== 0) return reason(listed);
      const apart = join(place.folder, 'apart');
      for (const file of JSON.parse(listed.stdout) as string[]) {
        mkdirSync(dirname(join(apart, file)), { recursive: true });
        cpSync(join(place.folder, file), join(apart, file));
      }
      return said(await runProgram('node', ['traced.mjs'], place.env, 60_000, apart));
    },
  },
];

/** What is tried once: what runs instead of Node, and what reads the types. */
export const others = (): readonly Use[] => [
  {
    title: `Bun ${versionOf('bun')}`,
    what: "`new Loop()` is one of tokio; the README's first program",
    works: async ({ folder, env }) => {
      const { echoed, stderr } = await echoIn(folder, [bun, 'echo.js'], env);
      return echoed === 'what comes back' ? null : stderr;
    },
  },
  {
    title: `Bun ${versionOf('bun')}`,
    what: "`new Loop({ backend: 'mio' })` is ERR_UNSUPPORTED_RUNTIME",
    works: (place) => refused(place, "{ backend: 'mio' }", [bun, 'refused.mjs']),
  },
  {
    title: `Deno ${versionOf('deno')}`,
    what: '`new Loop()` is ERR_UNSUPPORTED_RUNTIME',
    works: (place) => refused(place, '', [deno, 'run', '--allow-all', 'refused.mjs']),
  },
  {
    title: `Are the types wrong ${versionOf('@arethetypeswrong/cli')}`,
    what: '`attw --profile esm-only` finds nothing',
    works: async ({ folder, env }) => {
      const pack = ['pack', '--ignore-scripts', './node_modules/readyloop'];
      const packed = await runProgram('npm', pack, env, 60_000, folder);
      if (packed.code !== 0) return reason(packed);
      const attw = [
        tool('@arethetypeswrong/cli/dist/index.js'),
        packed.stdout.trim(),
        '--profile',
        'esm-only',
        '--no-color',
      ];
      const outcome = await runProgram('node', attw, env, 60_000, folder);
      return outcome.code === 0 ? null : reason(outcome);
    },
  },
];

function refused(place: Place, options: string, command: readonly string[]): Promise<string | null> {
  const text = `import { Loop } from 'readyloop';
    try { new Loop(${options}); } catch ({ code }) { if (code === 'ERR_UNSUPPORTED_RUNTIME') console.log('it echoed'); }`;
  return ran(place, 'refused.mjs', text, command);
}
