import { bugs } from '../../model/bugs/catalogue/index.js';
import { anchorOf } from '../../model/bugs/page.js';
import { asked, modelled } from './asked.js';
import { codeMutants } from './catalogue.js';
import type { CodeMutant } from './mutant.js';
import { type Native, natives } from './native.js';

/** The page of Markdown that says of each fault where it is caught. */
export function page(): string {
  return `<!-- Written by \`npx vitest run properties/code-mutants.test.ts -u\`; change the lists beside it, not this. -->

# Known faults of code

Most of what went wrong in other loops is decided here by machines, and is among the [known bugs](../../model/bugs/README.md) of the
models. What no machine decides is put into the code: one place is replaced by what somebody else had there, and a test that
is named has to fail, and to say what the fault is. With the code as it is that test passes.

\`npx vitest run properties/code-mutants.test.ts\` does it with each. To look at one, run its test with it:

\`\`\`sh
READYLOOP_MUTANT=V21a npx vitest run properties/rules/transports/accepting.test.ts
\`\`\`

No file changes: a plugin of [vitest.config.ts](../../vitest.config.ts) replaces the text while it is loaded. A name that nobody
knows is refused, and so is a text that is not found, or found twice. JavaScript is the same on both backends, so the hunt takes mio.

## Mutants

| Mutant | What is wrong | Where it happened | In | Killed by |
| --- | --- | --- | --- | --- |
${codeMutants.map(row).join('\n')}

${codeMutants.map(section).join('\n\n')}

## In Rust

No test builds the engine anew. These would notice:

| Fault | What is wrong | Tests of the engine | On the real kernel |
| --- | --- | --- | --- |
${natives.map(nativeRow).join('\n')}

## Where each fault of servers and transports is caught

| Fault | In the models | Mutants of code | In Rust |
| --- | --- | --- | --- |
${asked.map(faultRow).join('\n')}
`;
}

function headingOf({ id, wrong }: CodeMutant): string {
  return `${id}: ${wrong}`;
}

function row(mutant: CodeMutant): string {
  const { wrong, origin, file, test } = mutant;
  return `| ${[here(mutant), wrong, origin, source(file), `${source(test.file)}: ${test.title}`].join(' | ')} |`;
}

function section(mutant: CodeMutant): string {
  const { file, text, by, test, says } = mutant;
  return `### ${headingOf(mutant)}

In ${source(file)}, so that *${test.title}* says \`${says}\`:

\`\`\`diff
${lines('-', text)}
${lines('+', by)}
\`\`\``.replace(/\n+```$/, '\n```');
}

function lines(sign: string, text: string): string {
  return text === '' ? '' : text.replace(/^/gm, `${sign} `);
}

function nativeRow({ of, wrong, file, tests, property }: Native): string {
  const named = tests.map((name) => `\`${name}\``).join(', ');
  return `| ${of} | ${wrong} | ${source(file)}: ${named} | ${source(property.file)}: ${property.title} |`;
}

function faultRow(fault: string): string {
  const known = bugs.filter(({ id }) =>
    modelled(
      fault,
      bugs.map((bug) => bug.id),
    ).includes(id),
  );
  const cells = [
    known.map(({ id, title }) => `[${id}](../../model/bugs/README.md#${anchorOf(`${id}: ${title}`)})`),
    codeMutants.filter(({ of }) => of.includes(fault)).map(here),
    natives.filter(({ of }) => of === fault).map(() => '[yes](#in-rust)'),
  ];
  return `| ${[fault, ...cells.map((links) => links.join(', '))].join(' | ')} |`;
}

function here(mutant: CodeMutant): string {
  return `[${mutant.id}](#${anchorOf(headingOf(mutant))})`;
}

function source(file: string): string {
  return `[${file.split('/').at(-1)}](../../${file})`;
}
