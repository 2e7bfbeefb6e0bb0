import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SystemCall, TABLE_HASH, TRACE_WORDS, TraceField, TraceKind } from '../../generated/ts/index.js';
import { readTrace } from '../../model/checker/trace/read.js';

/** A place for one trace: `using file = new TraceFile()`. */
export class TraceFile implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'readyloop-trace-'));
  readonly path = join(this.#folder, 'run.trace');

  /** The system calls that were recorded, in order, once the loop is closed. */
  async calls(): Promise<string[]> {
    const names = new Map(Object.entries(SystemCall).map(([name, number]) => [number as number, name]));
    const calls: string[] = [];
    for await (const block of readTrace(this.path, TABLE_HASH)) {
      for (let at = 0; at < block.length; at += TRACE_WORDS) {
        if (block[at + TraceField.KIND] === TraceKind.SYSTEM) {
          calls.push(names.get(block[at + TraceField.CODE] as number) ?? 'unknown');
        }
      }
    }
    return calls;
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true });
  }
}
