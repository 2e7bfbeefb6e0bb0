import { constants } from 'node:os';
import { getSystemErrorMap } from 'node:util';

/** What errors of the system are called, by their positive number. */

/** Node's own word for what getaddrinfo(3) answers if a name has no address. */
const NOT_FOUND = 'ENOTFOUND';
const NO_ADDRESS: readonly (string | undefined)[] = ['EAI_NONAME', 'EAI_NODATA'];

/** As Node has it or, where libuv's list ends, as `errno.h` does; a number that neither knows is named by itself. */
export function errnoName(errno: number): string {
  const known = libuv(errno)?.[0];
  return NO_ADDRESS.includes(known) ? NOT_FOUND : (known ?? inHeader(errno) ?? `E${errno}`);
}

/** What it means, in words. */
export function errnoMeaning(errno: number): string {
  return libuv(errno)?.[1] ?? `error ${errno} of the kernel, see errno(3)`;
}

function libuv(errno: number): readonly [name: string, meaning: string] | undefined {
  return getSystemErrorMap().get(-errno);
}

function inHeader(errno: number): string | undefined {
  return Object.entries(constants.errno).find(([, number]) => number === errno)?.[0];
}
