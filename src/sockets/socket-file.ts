import { type BigIntStats, lstatSync, unlinkSync } from 'node:fs';
import { bare } from '../../model/options.js';

const EXACT = bare({ bigint: true as const, throwIfNoEntry: false });

/**
 * The file by which a unix socket is found, known by its inode: another one may have its path by now. As long as the socket is
 * open that inode is its own, and no other file gets its number.
 */
export class SocketFile {
  readonly #path: Buffer;
  readonly #device: bigint;
  readonly #inode: bigint;

  private constructor(path: Buffer, { dev, ino }: BigIntStats) {
    this.#path = path;
    this.#device = dev;
    this.#inode = ino;
  }

  /**
   * The file that has the path now.
   *
   * @param path seen from the folder that the process is in at this moment
   * @returns undefined if there is none, if it is no socket, or if it cannot be looked at
   */
  static at(path: Uint8Array): SocketFile | undefined {
    const whole = wholePath(path);
    const stats = statsOf(whole);
    return stats?.isSocket() ? new SocketFile(whole, stats) : undefined;
  }

  /**
   * Removes it, unless it is gone, or another file has its path (C36).
   *
   * @returns whether it was there, and is removed
   */
  remove(): boolean {
    const stats = statsOf(this.#path);
    if (stats?.dev !== this.#device || stats.ino !== this.#inode) {
      return false;
    }
    try {
      unlinkSync(this.#path);
      return true;
    } catch {
      return false; // as who may not write the folder: the file is stale then, and the next server finds it so
    }
  }
}

/** From the root, so that the process may change its folder. */
function wholePath(path: Uint8Array): Buffer {
  return Buffer.concat(path[0] === SLASH ? [path] : [Buffer.from(`${process.cwd()}/`), path]);
}

const SLASH = 0x2f;

function statsOf(path: Buffer): BigIntStats | undefined {
  try {
    return lstatSync(path, EXACT);
  } catch {
    return undefined;
  }
}
