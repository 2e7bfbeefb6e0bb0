import { type Counterexample, type ExampleStep, verdictOf, wrap } from './counterexample.js';
import { type Arrow, type Lane, lanes } from './world.js';

/** Where a step goes that does not say so. */
const usual: Readonly<Record<Lane, Lane>> = { user: 'loop', loop: 'loop', kernel: 'kernel', peer: 'kernel' };

/** What Mermaid calls them; `loop` is a word of its own. */
const ids: Readonly<Record<Lane, string>> = { user: 'U', loop: 'L', kernel: 'K', peer: 'P' };

/** Characters that fit beside each other: on an arrow, and in a note, for each party that it lies over. */
const ARROW = 38;
const NOTE = 15;

/**
 * A counterexample as a Mermaid sequence diagram: the parties that take part, and the steps, numbered as in the table that
 * formatCounterexample gives. A step between two parties is an arrow, and one of a party by itself a box on its line; a
 * cycle is a `loop` block; `>>>` says what is wrong.
 */
export function sequenceDiagram(example: Counterexample): string {
  const { steps, cycle = steps.length } = example;
  const parties = lanes.filter((lane) => steps.some((step) => arrowOf(step).includes(lane)));
  const lines = steps.map((step, index) => `  ${lineOf(step, index + 1)}`);
  const everywhere = [...new Set([parties[0], parties.at(-1)])].map((lane) => ids[lane as Lane]).join();
  return [
    'sequenceDiagram',
    ...parties.map((lane) => `  participant ${ids[lane]} as ${lane}`),
    ...lines.slice(0, cycle),
    ...(cycle < steps.length ? ['  loop for ever', ...lines.slice(cycle).map((line) => `  ${line}`), '  end'] : []),
    `  Note over ${everywhere}: ${text(`>>> ${verdictOf(example)}`, NOTE * parties.length)}`,
  ].join('\n');
}

function lineOf(step: ExampleStep, number: number): string {
  const [from, to] = arrowOf(step);
  const what = text(`${number}. ${step.text}`, ARROW);
  return from === to ? `Note over ${ids[from]}: ${what}` : `${ids[from]}->>${ids[to]}: ${what}`;
}

function arrowOf({ lane, arrow }: ExampleStep): Arrow {
  return arrow ?? [lane, usual[lane]];
}

/** In lines of at most `width`, with the characters that are Mermaid's own as it wants them. */
function text(words: string, width: number): string {
  return wrap(words, width)
    .map((line) => line.replace(/[#;<>]/g, (mark) => `#${mark.charCodeAt(0)};`))
    .join('<br/>');
}
