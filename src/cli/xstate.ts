import { createRequire } from 'node:module';
import { CommandError } from './failure.js';
import { xstate } from './package.js';

/** The compiler drives XState itself; nothing else needs it, so that an installed package does without. */
export function demandXState(): void {
  try {
    createRequire(import.meta.url).resolve('xstate');
  } catch {
    const what = 'the compiler drives XState, which is not installed';
    throw new CommandError('ERR_XSTATE_MISSING', what, `Install it by: npm install xstate@${xstate}`);
  }
}
