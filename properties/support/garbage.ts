import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');

/** Has the garbage collector take at once what nobody holds. */
export const collectGarbage: () => void = runInNewContext('gc');
