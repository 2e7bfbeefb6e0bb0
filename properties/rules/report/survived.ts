import type { Backend } from '../../support/backends.js';
import type { Fault } from './faults.js';
import { columnOf, type Tested } from './tally.js';

/** What is lacking when all tests have run: a fault with neither tests nor a reason, or with both; a test that is not there, or did not pass. */
export function unsurvived(faults: readonly Fault[], columns: readonly Backend[], tests: readonly Tested[]): string[] {
  return faults.flatMap(({ says, shown, shownOn, without }) => {
    const any = shown.length > 0 || shownOn !== undefined;
    if (any === (without !== undefined)) {
      return [`"${says}" has ${without === undefined ? 'neither tests nor' : 'tests, and'} a reason for having none`];
    }
    return columns.flatMap((column) =>
      [...shown, ...(shownOn?.[column] ?? [])].flatMap((title) => failing(title, column, columns, tests)),
    );
  });
}

/** A test that names no backend is of the process, and counts for each. */
function failing(title: string, column: string, columns: readonly string[], tests: readonly Tested[]): string[] {
  const found = tests.filter((test) => test.title === title && (columnOf(test, columns) ?? column) === column);
  if (found.length === 0) return [`there is no test "${title}" on ${column}`];
  return found.every(({ state }) => state === 'passed') ? [] : [`"${title}" did not pass on ${column}`];
}
