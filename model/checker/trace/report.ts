import type { TraceLaw } from './laws.js';

/** The first record that is not justified. */
export interface WrongStep {
  /** Its index; the head of the file is not counted. */
  readonly record: number;
  /** Of which descriptor it is: the slot of the engine. */
  readonly slot: number;
  /** Which of those that had this slot, one after the other. */
  readonly generation: number;
  /** The law that is broken. */
  readonly law: TraceLaw;
  /** What happened, in words. */
  readonly what: string;
  /** What would have been right instead. */
  readonly allowed: readonly string[];
  /** For a step: the machine. */
  readonly machine?: string;
  /** For a step: its state. */
  readonly state?: string;
  /** For a step: the event that it met. */
  readonly event?: string;
}

/** What came of the validation of a trace. */
export interface TraceReport {
  /** Records read, without the END; up to the wrong one if there is one. */
  readonly records: number;
  /** Steps among them. */
  readonly steps: number;
  /** Steps of each machine. */
  readonly byMachine: Readonly<Record<string, number>>;
  /** How many different cells of each machine's table were stepped. */
  readonly cellsStepped: Readonly<Record<string, number>>;
  /** How often each law was put to the test and held. */
  readonly laws: Readonly<Record<string, number>>;
  /** The first that is not justified; undefined if all are. */
  readonly firstWrong?: WrongStep;
}

/** Ends a validation from wherever it stands. */
export class Wrong extends Error {
  constructor(readonly step: WrongStep) {
    super(step.what);
  }
}
