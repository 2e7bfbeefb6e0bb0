import type { TraceLaw } from './laws.js';

/** The first record that is not justified. */
export interface WrongStep {
  /** Its index; the head of the file is not counted. */
  readonly record: number;
  readonly slot: number;
  readonly generation: number;
  readonly law: TraceLaw;
  /** What happened, in words. */
  readonly what: string;
  /** What would have been right instead. */
  readonly allowed: readonly string[];
  /** For a step: the machine, its state, and the event it met. */
  readonly machine?: string;
  readonly state?: string;
  readonly event?: string;
}

/** What came of the validation of a trace. */
export interface TraceReport {
  /** Records read, without the END; up to the wrong one if there is one. */
  readonly records: number;
  readonly steps: number;
  /** Steps of each machine. */
  readonly byMachine: Readonly<Record<string, number>>;
  /** How many different cells of each machine's table were stepped. */
  readonly cellsStepped: Readonly<Record<string, number>>;
  /** How often each law was put to the test and held. */
  readonly laws: Readonly<Record<string, number>>;
  readonly firstWrong?: WrongStep;
}

/** Ends a validation from wherever it stands. */
export class Wrong extends Error {
  constructor(readonly step: WrongStep) {
    super(step.what);
  }
}
