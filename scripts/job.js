import { becomeCommand } from './command.js';
import { exitWith } from './failure.js';
import { root, setup } from './setup.js';

/** Sets up, then becomes `node script ...args`, from the root of the repository. */
export async function runJob(job, script, args) {
  try {
    await setup(job);
    process.exitCode = await becomeCommand(process.execPath, [script, ...args], { cwd: root });
  } catch (error) {
    exitWith(error);
  }
}
