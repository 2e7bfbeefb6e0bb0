import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { CommandError } from '../failure.js';
import { root } from '../package.js';

/** Known bugs that the testing build of the addon can have on purpose. */
export const FAULTS: readonly string[] = ['F0', 'F3'];

/** The environment in which the server has the fault that READYLOOP_BUG names, if it names one. */
export function faultyEnvironment(bug: string | undefined): NodeJS.ProcessEnv {
  if (!bug) return {};
  if (!FAULTS.includes(bug)) {
    throw new CommandError('ERR_UNKNOWN_BUG', `READYLOOP_BUG is '${bug}'`, `Choose among: ${FAULTS.join(', ')}.`);
  }
  const addon = join(root, 'native/addon/testing/binding.cjs');
  if (!existsSync(addon)) {
    throw new CommandError('ERR_ADDON_MISSING', `there is no testing build at ${addon}`, 'Run it by `npm start`.');
  }
  return { READYLOOP_ADDON: addon };
}

/** In the server's process: loops made from now on have the fault. */
export function switchFaultOn({ READYLOOP_BUG: bug, READYLOOP_ADDON: addon }: NodeJS.ProcessEnv): void {
  if (bug && addon) (createRequire(import.meta.url)(addon) as { setBug(bug: string): void }).setBug(bug);
}
