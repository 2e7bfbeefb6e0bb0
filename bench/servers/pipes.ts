import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const { O_RDWR, O_NONBLOCK } = constants;
const BYTE = Buffer.alloc(1);

/**
 * So many pipes that are ready to be read, by one descriptor each for both ends: Linux opens a FIFO for reading and writing. Their files
 * are gone when this returns.
 */
export function readyPipes(count: number): readonly number[] {
  const folder = mkdtempSync(join(tmpdir(), 'readyloop-bench-'));
  const paths = Array.from({ length: count }, (_, index) => join(folder, String(index)));
  const opened: number[] = [];
  try {
    execFileSync('mkfifo', paths);
    for (const path of paths) opened.push(openSync(path, O_RDWR | O_NONBLOCK));
    for (const fd of opened) writeSync(fd, BYTE);
    return opened;
  } catch (error) {
    opened.forEach(closeSync);
    throw error;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What a callback of such a pipe does, after which it is ready as before. */
export function readAndWrite(fd: number): void {
  readSync(fd, BYTE);
  writeSync(fd, BYTE);
}
