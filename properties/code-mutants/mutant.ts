/** A known fault of a real event loop that no machine decides: one place of the code as somebody else had it. */
export interface CodeMutant {
  readonly id: string;
  /** The faults of the lists that it is a case of. */
  readonly of: readonly string[];
  /** What was wrong. */
  readonly wrong: string;
  /** Where it was met. */
  readonly origin: string;
  /** The file, below the root, and what is said there instead. */
  readonly file: string;
  readonly text: string;
  readonly by: string;
  /** The test that has to fail: its file, and its title without those of its suites. */
  readonly test: { readonly file: string; readonly title: string };
  /** What the test says then. Whatever else it said would be another fault. */
  readonly says: string;
}

/** The source with the fault in it. */
export function mutated({ id, file, text, by }: CodeMutant, source: string): string {
  const parts = source.split(text);
  if (parts.length !== 2) {
    throw new Error(`mutant ${id}: its text has to be found once in ${file}, and is found ${parts.length - 1} times`);
  }
  return parts.join(by);
}
