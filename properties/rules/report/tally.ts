import type { Rule } from './rules.js';

/** One test as it ended: the titles of its suites, outermost first, and its own. */
export interface Tested {
  readonly suites: readonly string[];
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'skipped';
}

/** How a rule stands in a column. */
export interface Standing {
  passed: number;
  failed: number;
  skipped: number;
}

export interface Tally {
  /** By rule and column. */
  readonly standings: ReadonlyMap<string, ReadonlyMap<string, Standing>>;
  /** What is wrong with the rules or the titles themselves. */
  readonly problems: readonly string[];
}

/** Sorts tests by the rules that their titles, or those of their suites, begin with, and by the column they run on. */
export function tally(rules: readonly Rule[], columns: readonly string[], tests: readonly Tested[]): Tally {
  const standings = new Map(
    rules.map(({ id }) => [id, new Map(columns.map((column) => [column, { passed: 0, failed: 0, skipped: 0 }]))]),
  );
  const problems = new Set<string>();
  for (const test of tests) {
    const named = [...test.suites, test.title].flatMap(idsOf);
    for (const id of named) {
      const columnsOf = standings.get(id);
      const column = columnOf(test, columns);
      if (columnsOf === undefined) problems.add(`"${test.title}" names ${id}, and there is no such rule`);
      else if (column === undefined)
        problems.add(`"${test.title}" names ${id}, but its suites end on none of ${columns.join(', ')}`);
      else (columnsOf.get(column) as Standing)[test.state]++;
    }
  }
  return { standings, problems: [...problems] };
}

/** What is lacking when all tests have run: a rule without a test or a reason, or with both, or with a test that was skipped. */
export function lacking(rules: readonly Rule[], columns: readonly string[], { standings }: Tally): string[] {
  return rules.flatMap(({ id, without }) =>
    columns.flatMap((column) => {
      const standing = standings.get(id)?.get(column) as Standing;
      const reason = without?.[column];
      const any = standing.passed + standing.failed > 0;
      if (reason !== undefined && any) return [`${id} has tests on ${column}, and a reason for having none`];
      if (reason === undefined && !any) return [`${id} has neither a test on ${column} nor a reason for having none`];
      return standing.skipped > 0 ? [`${id} has a test on ${column} that was skipped`] : [];
    }),
  );
}

/** `C22 C27 a send ...` is about C22 and C27. */
function idsOf(title: string): string[] {
  return /^(?:C\d+ )+/.exec(title)?.[0].trim().split(' ') ?? [];
}

/** `..., on mio:` runs on mio. */
export function columnOf({ suites, title }: Tested, columns: readonly string[]): string | undefined {
  const names = [...suites, title].map((text) => /\bon (?:node:)?(\w+):?$/.exec(text)?.[1]);
  return names.find((name) => name !== undefined && columns.includes(name));
}
