import type { Reporter, TestCase, TestModule, TestSpecification, TestSuite, Vitest } from 'vitest/node';
import { table } from '../../../src/cli/text.js';
import { backends } from '../../support/backends.js';
import { faults } from './faults.js';
import { COLUMNS, type Rule, rules } from './rules.js';
import { unsurvived } from './survived.js';
import { lacking, type Standing, type Tally, type Tested, tally } from './tally.js';

/** Prints at the end of a run how each rule stands on each backend, and fails a whole run to which a rule or a fault is lacking. */
export class RuleReporter implements Reporter {
  #vitest: Vitest | undefined;
  /** Nothing was left out on purpose: neither files nor tests. */
  #whole = false;

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  async onTestRunStart(chosen: readonly TestSpecification[]): Promise<void> {
    const all = await this.#vitest?.globTestSpecifications();
    this.#whole = chosen.length === all?.length && this.#vitest?.config.testNamePattern === undefined;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()].map(tested));
    const counted = tally(rules, COLUMNS, tests);
    const anything = [...counted.standings.values()].some((row) =>
      [...row.values()].some(({ passed, failed }) => passed + failed > 0),
    );
    if (!anything) return;
    console.log(`\nRules: what users may rely on, and the tests that show it\n${print(counted)}`);
    const whole = () => [...lacking(rules, COLUMNS, counted), ...unsurvived(faults, backends, tests)];
    const problems = [...counted.problems, ...(this.#whole ? whole() : [])];
    for (const problem of problems) console.log(`lacking: ${problem}`);
    if (problems.length > 0) process.exitCode = 1;
    else if (this.#whole) console.log(summary());
  }
}

function summary(): string {
  const reasons = faults.flatMap(({ says, without }) => (without === undefined ? [] : [`  ${says}: ${without}`]));
  return [
    `Every rule from ${rules[0]?.id} to ${rules.at(-1)?.id} is shown, or has its reason.`,
    `Faults: of ${faults.length} that a loop has to survive ${faults.length - reasons.length} are shown, the others have their reason:`,
    ...reasons,
  ].join('\n');
}

function tested(test: TestCase): Tested {
  const suites: string[] = [];
  for (let parent: TestCase['parent'] = test.parent; parent.type === 'suite'; parent = parent.parent) {
    suites.unshift((parent as TestSuite).name);
  }
  const { state } = test.result();
  return { suites, title: test.name, state: state === 'pending' ? 'skipped' : state };
}

function print({ standings }: Tally): string {
  const reasons: string[] = [];
  const rows = rules.map((rule) => [
    rule.id,
    rule.says,
    ...COLUMNS.map((column) => cell(rule, column, standings.get(rule.id)?.get(column) as Standing, reasons)),
  ]);
  const grid = table(['rule', 'what it says', ...COLUMNS], rows);
  return [grid, ...reasons.map((reason, index) => `(${index + 1}) ${reason}`)].join('\n');
}

function cell({ without }: Rule, column: string, { passed, failed }: Standing, reasons: string[]): string {
  if (failed > 0) return `${failed} failed`;
  if (passed > 0) return `${passed} passed`;
  const reason = without?.[column];
  if (reason === undefined) return '-';
  if (!reasons.includes(reason)) reasons.push(reason);
  return `(${reasons.indexOf(reason) + 1})`;
}
