import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Bug } from './bug.js';
import { bugs } from './catalogue/index.js';
import { changesOf } from './change.js';
import { hunt } from './hunt.js';
import { anchorOf, page } from './page.js';

const bug = (id: string): Bug => bugs.find((one) => one.id === id) as Bug;

test('the committed page shows every bug of the catalogue, in its order, with what is changed', () => {
  const committed = readFileSync(new URL('README.md', import.meta.url), 'utf8');
  const headings = committed.match(/^## .*/gm);
  expect(headings).toEqual(bugs.map(({ id, title }) => `## ${id}: ${title}`));
  for (const change of bugs.flatMap(changesOf)) expect(committed).toContain(change);
});

test('every bug has a change that can be told', () => {
  for (const one of bugs) expect([one.id, changesOf(one)]).not.toEqual([one.id, []]);
});

test('a promise of the engine that is not kept is told beside the real one', () => {
  expect(changesOf(bug('F3'))).toEqual([
    "The engine's promise `rearm` (what the action `rearm` does) is `nothing` instead of `modifies`.",
  ]);
});

test('a change of cells is told by its regions, its event and its effects', () => {
  expect([...changesOf(bug('F6')), ...changesOf(bug('R2')), ...changesOf(bug('A1')), ...changesOf(bug('U3'))]).toEqual([
    'In `watch`, where reader is `armed`, `due` or `running`, `ADD_WRITER` leads to reader `off` and registration `W`.',
    'In `watch`, where reader is `armed`, `ADD_READER` is forbidden.',
    'In `accept`, where flow is `waiting`, `CANCEL_LAST` leads to flow `waiting` and interest `present`, no longer does `releaseReader`.',
    'In `watch`, where reader is `off`, `READER_DONE` does `rearm` besides.',
  ]);
});

test('a bug is shown with its laws, its layers and its shortest run', () => {
  const shown = page([{ ...hunt(bug('R7')), layers: ['model'] }]);
  const link = 'r7-removing-an-absent-direction-says-that-there-was-one';
  expect(shown).toContain(
    `| [R7](#${link}) | removing an absent direction says that there was one | rloop | L3 removed is removed | 1 | model |`,
  );
  expect(shown).toContain('- **What caught it**: L3 removed is removed, in the model `receiving`, after 1 step\n');
  expect(shown).toContain('```mermaid\nsequenceDiagram\n');
  expect(shown).toContain('  U->>L: 1. removeReader\n');
});

test('a report comes from the kernel, and a callback is the user until it returns', () => {
  const { catches } = hunt(bug('F3'));
  expect(page([{ bug: bug('F3'), catches, layers: [] }])).toContain(
    [
      '  K->>L: 3. poll reports fd 0 (file 0)',
      '  Note over L: 4. slot 0 looks at its report',
      '  Note over L: 5. a batch of callbacks begins',
      '  L->>U: 6. JavaScript takes the reader record<br/>of slot 0: the reader begins',
      '  U->>L: 7. the callback returns',
    ].join('\n'),
  );
});

test('a bug that escapes is shown as such', () => {
  const shown = page([{ bug: bug('R7'), catches: [], layers: [] }]);
  expect(shown).toContain('| rloop | nothing |  |  |');
  expect(shown).toContain('- **Where it is caught**: nowhere');
  expect(shown).not.toContain('mermaid');
});

test('links go where a heading is found on the page', () => {
  expect(anchorOf("F6: addWriter overwrites the reader's entry (gh-1)")).toBe(
    'f6-addwriter-overwrites-the-readers-entry-gh-1',
  );
});
