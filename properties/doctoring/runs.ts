import type { Backend } from '../support/backends.js';
import { serve } from './served.js';
import { work } from './workload.js';

/** A run that is recorded, and of which operations there are records in it. */
export interface Recording {
  readonly name: string;
  readonly run: (backend: Backend, trace: string) => Promise<void>;
  readonly groups: readonly string[];
}

/** In one there is every operation, in the other all that the loop does by itself. */
export const runs: readonly Recording[] = [
  {
    name: 'operations',
    run: work,
    groups: ['accept', 'receive', 'send', 'connect', 'callbacks', 'polling', 'giving up', 'failing', 'closing'],
  },
  {
    name: 'connections and servers',
    run: serve,
    groups: ['accept', 'receive', 'send', 'callbacks', 'polling', 'closing', 'transport', 'server', 'protocol'],
  },
];
