import { Command } from 'commander';
import colors from 'picocolors';
import { install } from './runner/environment.js';
import { endAllWithThisProcess, findProgram } from './runner/processes.js';
import { Progress } from './runner/progress.js';
import { peers } from './runner/registry.js';

const wanted = peers.flatMap(({ name, packages }) => (packages === undefined ? [] : [{ name, packages }]));

new Command('npm run bench:peers')
  .description(
    `Installs the peers of the benchmarks that are written in Python into bench/.peers, each into an environment of its \
own: ${wanted.map(({ name }) => name).join(', ')}. Needs python3 with its module venv.`,
  )
  .parse();
process.exitCode = await installAll();

async function installAll(): Promise<number> {
  endAllWithThisProcess();
  const python = findProgram('python3');
  if (python === undefined) {
    console.error(
      `${colors.red('error:')} python3 is not on the PATH: install Python 3.9 or newer (Debian: python3 and python3-venv)`,
    );
    return 1;
  }
  const progress = new Progress();
  let failed = 0;
  for (const { name, packages } of wanted) {
    progress.step(`installing ${[name, ...packages].join(' ')}`);
    try {
      await install(python, name, packages);
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
