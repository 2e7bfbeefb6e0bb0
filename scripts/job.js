import { pathToFileURL } from 'node:url';
import { exitWith } from './failure.js';
import { root, setup } from './setup.js';

/** Sets up, then becomes `node script ...args` at the root of the repository: same process, signals and exit code. */
export async function runJob(job, script, args) {
  await setup(job).catch((error) => exitWith(error, 2));
  process.chdir(root);
  process.argv = [process.execPath, `${root}${script}`, ...args];
  await import(pathToFileURL(process.argv[1]));
}
