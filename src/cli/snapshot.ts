import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readSnapshot, type Snapshot } from '../../model/checker/snapshot.js';
import { CommandError } from './failure.js';
import { root } from './package.js';

export const SNAPSHOT = join(root, 'model/worlds/snapshot.json');

/** The numbers of the last check that were accepted. */
export function accepted(): Snapshot {
  if (existsSync(SNAPSHOT)) return readSnapshot(SNAPSHOT);
  throw new CommandError('ERR_NO_SNAPSHOT', `there is no ${SNAPSHOT}`, 'Make it by: readyloop check --update.');
}
