import type { Path } from './explore.js';
import type { Lasso } from './lasso.js';
import { type Arrow, type Lane, lanes, type World } from './world.js';

/** A step of a counterexample; see `Label`. */
export interface ExampleStep {
  readonly lane: Lane;
  readonly text: string;
  readonly arrow?: Arrow;
}

/** A run that breaks a law, as plain data. */
export interface Counterexample {
  /** The name of the world. */
  readonly world: string;
  /** Id and title of the law. */
  readonly law: string;
  /** What happens, in order. */
  readonly steps: readonly ExampleStep[];
  /**
   * For a run without end: the steps from this index on repeat for ever (if it is `steps.length`, nothing happens any more).
   * Without it, the last step breaks the law.
   */
  readonly cycle?: number;
  /** The state after the last step, in words. */
  readonly state: string;
}

/** A path whose last step breaks a law. */
export function violationExample(world: World, law: string, path: Path): Counterexample {
  return { world: world.name, law, steps: rows(world, path), state: stateAfter(world, path) };
}

/** A lasso that never meets an obligation. */
export function lassoExample(world: World, { law, stem, cycle }: Lasso): Counterexample {
  const path = [...stem, ...cycle];
  return { world: world.name, law, steps: rows(world, path), cycle: stem.length, state: stateAfter(world, path) };
}

function rows(world: World, path: Path): Counterexample['steps'] {
  return path.map(({ label }) => {
    const { lane, text, arrow } = world.labels[label] as World['labels'][number];
    return { lane, text, ...(arrow && { arrow }) };
  });
}

function stateAfter(world: World, path: Path): string {
  const state = world.space.vector();
  world.initial(state);
  const last = path.at(-1)?.after ?? state;
  return world.describe?.(last) ?? world.space.describe(last);
}

const WIDTH = 120;
const NUMBER = 4;
const GAP = ' | ';

/** The run as a table: a lane for each party, a row for each step, and a mark where the law breaks. */
export function formatCounterexample(example: Counterexample): string {
  const { world, law, steps, cycle, state } = example;
  const widths = columns(steps);
  const line = (number: string, cells: readonly string[]): string =>
    [number.padStart(NUMBER), ...cells.map((cell, lane) => cell.padEnd(widths[lane] as number))].join(GAP).trimEnd();
  const rule = [NUMBER, ...widths].map((width) => '-'.repeat(width)).join('-+-');
  const mark = (text: string): string[] =>
    wrap(`>>> ${text}`, WIDTH - NUMBER - 1).map((part) => `${' '.repeat(NUMBER)} ${part}`);

  const out = [...wrap(`${world}: ${law}`, WIDTH), '', line('step', lanes), rule];
  const cycleMark = (index: number): void => {
    if (index === cycle && cycle < steps.length) out.push(...mark('the cycle begins'));
  };
  steps.forEach(({ lane, text }, index) => {
    cycleMark(index);
    const column = lanes.indexOf(lane);
    wrap(text, widths[column] as number).forEach((part, i) => {
      out.push(
        line(
          i === 0 ? String(index + 1) : '',
          lanes.map((_, at) => (at === column ? part : '')),
        ),
      );
    });
  });
  out.push(...mark(verdictOf(example)), '', ...wrap(`state: ${state}`, WIDTH));
  return out.join('\n');
}

/** What is wrong after the last step. */
export function verdictOf({ law, steps, cycle }: Counterexample): string {
  if (cycle === undefined) return `breaks ${law}`;
  if (cycle === steps.length) return `nothing has to happen any more; never fulfilled: ${law}`;
  return `the cycle ends, again from step ${cycle + 1} for ever; never fulfilled: ${law}`;
}

/** As wide as their texts, the widest made narrower until the row fits. */
function columns(steps: Counterexample['steps']): number[] {
  const widths = lanes.map((lane) =>
    steps.reduce((most, step) => Math.max(most, step.lane === lane ? step.text.length : 0), lane.length),
  );
  const room = WIDTH - NUMBER - GAP.length * lanes.length;
  for (let over = widths.reduce((sum, width) => sum + width) - room; over > 0; over--) {
    const widest = widths.indexOf(Math.max(...widths));
    widths[widest] = (widths[widest] as number) - 1;
  }
  return widths;
}

/** Breaks a text between words, and a word only if it is wider than the line. */
export function wrap(text: string, width: number): string[] {
  const out: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      out.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
    for (; line.length > width; line = line.slice(width)) out.push(line.slice(0, width));
  }
  return [...out, line];
}
