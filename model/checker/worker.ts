import { parentPort, workerData } from 'node:worker_threads';
import { checkWorld, type WorldResult } from './check.js';
import type { ExplorerOptions } from './explorer.js';
import type { Worlds } from './world.js';

/** A thread that checks the worlds it is told by name; a world itself cannot be sent. */

export interface WorkerSetup {
  /** The module that exports `worlds`. */
  readonly module: string;
  readonly options: ExplorerOptions;
}

export type FromWorker =
  | {
      readonly kind: 'progress';
      readonly world: string;
      readonly states: number;
      readonly edges: number;
      readonly depth: number;
    }
  | { readonly kind: 'done'; readonly world: string; readonly result: WorldResult };

const { module, options } = workerData as WorkerSetup;
const { worlds } = (await import(module)) as { worlds: Worlds };
const tell = (message: FromWorker): void => parentPort?.postMessage(message);

parentPort?.on('message', (world: string) => {
  const make = worlds[world];
  if (!make) throw new RangeError(`'${module}' has no world '${world}'`);
  const onProgress: ExplorerOptions['onProgress'] = (progress) => tell({ kind: 'progress', world, ...progress });
  tell({ kind: 'done', world, result: checkWorld(make(), { ...options, onProgress }) });
});
