import type { Settings } from './options.js';
import { Trial } from './trial.js';

/** What is checked, and how. */
export interface Property<Subject> {
  readonly name: string;
  /** What holds, in a sentence. */
  readonly title: string;
  check(trial: Trial, subject: Subject): Promise<void>;
}

/** Puts one property after the other to the test, up to the first that does not hold. */
export async function judge<Subject>(
  properties: readonly Property<Subject>[],
  subject: Subject,
  settings: Settings,
): Promise<void> {
  for (const { name, check } of properties) {
    if (settings.except.has(name)) continue;
    const trial = new Trial(name, settings);
    try {
      await check(trial, subject);
    } finally {
      await trial.end();
    }
  }
}
