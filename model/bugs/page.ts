import { sequenceDiagram } from '../checker/sequence.js';
import { changesOf } from './change.js';
import type { Catch, Hunt } from './hunt.js';
import { type Layer, layers } from './layer.js';

/** A bug that was hunted, and where it was caught. */
export interface Exhibit extends Hunt {
  readonly layers: readonly Layer[];
}

/** The museum: a page of Markdown that shows every bug and how it was caught. The same hunts give the same bytes. */
export function page(exhibits: readonly Exhibit[]): string {
  return `<!-- Written by \`npx readyloop bugs --update\`; change the bugs in catalogue/, not this. -->

# Known bugs of real event loops

Each bug happened to somebody. It is put into the model by the change that is named, all [laws](../laws) are on, and the
checker finds the shortest run that breaks one. Without the change every law holds.

In a diagram time runs downwards. An arrow is a step between two parties: the *user* calls the *loop*, the *kernel* reports
to it, a *peer* acts on the other end. A box is a step of one party by itself. A block \`for ever\` is a cycle, and \`>>>\`
says what is wrong. Below a diagram stands the state after its last step: for each slot its descriptor, then the state of each machine on it.

What is broken first is often not what the user felt. A registration that is left behind (L15) comes before the stranger
who gets its events, and the search stops at the first.

A bug is caught in up to ${Object.keys(layers).length} layers:

${Object.entries(layers)
  .map(([layer, meaning]) => `- *${layer}*: ${meaning}.`)
  .join('\n')}

| Bug | What it is | Where it happened | Caught by | Steps | In |
| --- | --- | --- | --- | ---: | --- |
${exhibits.map(row).join('\n')}

${exhibits.map(section).join('\n\n')}
`;
}

/** The heading of a bug, which links name by \`anchorOf\`. */
function headingOf({ bug: { id, title } }: Exhibit): string {
  return `${id}: ${title}`;
}

/** What GitHub makes of a heading for links to it. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}

function row(exhibit: Exhibit): string {
  const { bug, catches, layers } = exhibit;
  const [shortest] = catches;
  const link = `[${bug.id}](#${anchorOf(headingOf(exhibit))})`;
  const found = shortest ? [shortest.law, `${shortest.length}`] : ['nothing', ''];
  return `| ${[link, bug.title, bug.origin, ...found, layers.join(', ')].join(' | ')} |`;
}

function section(exhibit: Exhibit): string {
  const { bug, catches, layers } = exhibit;
  const facts = [
    ['Where it happened', ` ${bug.origin}`],
    ['What the user saw', ` ${bug.symptom}`],
    ['What is changed to have it here', lineOrList(changesOf(bug))],
    ['What caught it', ` ${caughtBy(catches)}`],
    ['Where it is caught', ` ${layers.join(', ') || 'nowhere'}`],
  ];
  const [shortest] = catches;
  return [
    `## ${headingOf(exhibit)}`,
    facts.map(([name, value]) => `- **${name}**:${value}`).join('\n'),
    ...(shortest ? [runOf(shortest)] : []),
  ].join('\n\n');
}

/** One sentence goes on in the line, several become a list below it. */
function lineOrList(sentences: readonly string[]): string {
  return sentences.map((sentence) => (sentences.length === 1 ? ` ${sentence}` : `\n  - ${sentence}`)).join('');
}

function caughtBy([shortest, ...others]: readonly Catch[]): string {
  if (!shortest) return 'nothing';
  const { law, model, length } = shortest;
  const first = `${law}, in the model \`${model}\`, after ${steps(length)}`;
  if (others.length === 0) return first;
  return `${first}; there also ${others.map((other) => `${other.law} (${steps(other.length)})`).join(', ')}`;
}

function runOf({ counterexample }: Catch): string {
  const { state } = counterexample;
  const afterwards = state === '' ? 'Afterwards no slot is left.' : `Afterwards: \`${state}\`.`;
  return `\`\`\`mermaid\n${sequenceDiagram(counterexample)}\n\`\`\`\n\n${afterwards}`;
}

function steps(count: number): string {
  return count === 1 ? '1 step' : `${count} steps`;
}
