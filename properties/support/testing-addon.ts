import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './root.js';

/** What the test build of the addon has beside the addon. It holds for the loops that are made afterwards. */
interface TestingAddon {
  setBug(bug: 'F0' | 'F3' | null): void;
  alterTable(machine: number, state: number, event: number, change: { next?: number; actions?: number[] }): void;
  restoreTables(): void;
  panicAfterSteps(steps: number | null): number | null;
}

/** Another build of it is taken where one is named, as `npm run sanitize` does. */
const path = process.env.READYLOOP_ADDON ?? join(root, 'native/addon/testing/binding.cjs');

// The first Loop of this process loads it.
process.env.READYLOOP_ADDON = path;

// What altered tables or a bug make of a run is no run of the tables that are shipped.
delete process.env.READYLOOP_TRACE_DIR;

export const testing = createRequire(import.meta.url)(path) as TestingAddon;
