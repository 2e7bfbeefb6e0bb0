import * as layout from '../layout.js';
import type { Answers } from '../machines/answers.js';
import { answers, counted, machines, pollerEvents, wiring } from '../machines/index.js';
import type { MachineSpec } from '../machines/spec.js';

/** One row of the poller's classification: any of `bits` is `event`, unless one of `unless` is set as well. */
interface PollerEvent {
  readonly bits: readonly string[];
  readonly event: string;
  readonly unless: readonly string[];
}

/** All that is compiled: the machines, what binds them to each other and to the kernel, and the bytes both sides share. */
export interface Specification {
  readonly machines: readonly MachineSpec[];
  /** `machine.action` to the `machine.EVENT`s it puts into the queue. */
  readonly wiring: Readonly<Record<string, readonly string[]>>;
  /** `machine.action` to the events that the answers of its system call are. */
  readonly answers: Readonly<Record<string, Answers>>;
  /** `machine.action` to the events that are counts of the engine. */
  readonly counted: Readonly<Record<string, readonly string[]>>;
  readonly pollerEvents: readonly PollerEvent[];
  readonly layout: typeof layout;
}

/** The specification of this library. */
export const specification: Specification = { machines, wiring, answers, counted, pollerEvents, layout };
