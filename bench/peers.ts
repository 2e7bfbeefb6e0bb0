import { Command } from 'commander';
import colors from 'picocolors';
import { install, installModules } from './runner/environment.js';
import { endAllWithThisProcess, findProgram } from './runner/processes.js';
import { Progress } from './runner/progress.js';
import { peers } from './runner/registry.js';

/** What there is to install, and the program that does it. */
const wanted = peers.flatMap(({ name, packages, modules }) => [
  ...(packages === undefined ? [] : [{ name, packages, by: 'python3', install }]),
  ...(modules === undefined ? [] : [{ name, packages: modules, by: 'npm', install: installModules }]),
]);

const HINTS: Readonly<Record<string, string>> = {
  python3: 'install Python 3.9 or newer (Debian: python3 and python3-venv)',
  npm: 'it comes with Node.js',
};

new Command('npm run bench:peers')
  .description(
    `Installs the peers of the benchmarks that come from PyPI and npm into bench/.peers, each into a folder of its own: \
${wanted.map(({ name }) => name).join(', ')}. Needs python3 with its module venv, and npm.`,
  )
  .parse();
process.exitCode = await installAll();

async function installAll(): Promise<number> {
  endAllWithThisProcess();
  const progress = new Progress();
  let failed = 0;
  for (const { name, packages, by, install } of wanted) {
    progress.step(`installing ${[name, ...packages].join(' ')}`);
    try {
      const program = findProgram(by);
      if (program === undefined) throw new Error(`${by} is not on the PATH: ${HINTS[by]}`);
      await install(program, name, packages);
    } catch (error) {
      failed++;
      progress.clear();
      console.error(`${colors.red('error:')} ${name} was not installed: ${(error as Error).message}`);
    }
  }
  progress.clear();
  console.log(`${wanted.length - failed} of ${wanted.length} peers are installed in bench/.peers`);
  return failed === 0 ? 0 : 1;
}
