import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { join } from 'node:path';
import { SystemCall } from '../../generated/ts/layout.js';
import { root } from './root.js';

/** What the test build of the addon has beside the addon. It holds for the loops that are made afterwards. */
interface TestingAddon {
  setBug(bug: 'F0' | 'F3' | null): void;
  alterTable(machine: number, state: number, event: number, change: { next?: number; actions?: number[] }): void;
  restoreTables(): void;
  panicAfterSteps(steps: number | null): number | null;
  injectFault(fault: { call: number; fd: number; after: number; times: number; errno?: number; short?: number }): void;
  refuseMemory(after: number, times: number): void;
  clearFaults(): number;
}

/** Another build of it is taken where one is named, as `npm run sanitize` does. */
const path = process.env.READYLOOP_ADDON ?? join(root, 'native/addon/testing/binding.cjs');

// The first Loop of this process loads it.
process.env.READYLOOP_ADDON = path;

// What altered tables or a bug make of a run is no run of the tables that are shipped.
delete process.env.READYLOOP_TRACE_DIR;

export const testing = createRequire(import.meta.url)(path) as TestingAddon;

/** What the system calls of one kind on one descriptor meet instead of the kernel's answer. */
export interface Fault {
  readonly call: Exclude<keyof typeof SystemCall, 'poll'>;
  readonly fd: number;
  /** How many calls pass before; none if it is left out. */
  readonly after?: number;
  /** How many calls meet it; one if it is left out. */
  readonly times?: number;
  /** The answer in the call's place: nothing is taken, nothing is given. */
  readonly errno?: keyof typeof constants.errno;
  /** Of a recv or send: no more bytes than this are taken or given. */
  readonly short?: number;
}

/**
 * Lets system calls of this process's engines meet a fault. Faults of one call and descriptor follow one another. What a
 * call was kept from is reported anew by the poller, as if it had come a moment later (native/engine/src/sys/faults.rs).
 */
export function injectFault({ call, fd, after = 0, times = 1, errno, short }: Fault): void {
  testing.injectFault({
    call: SystemCall[call],
    fd,
    after,
    times,
    ...(errno === undefined ? {} : { errno: constants.errno[errno] }),
    ...(short === undefined ? {} : { short }),
  });
}

/**
 * Has the engine find no memory for as many bytes as a user likes, for some of its reservations: those behind the first `after`.
 */
export const refuseMemory = (after = 0, times = 1) => testing.refuseMemory(after, times);

/** Takes all faults back. How many calls have met one since the last time. */
export const clearFaults = () => testing.clearFaults();
