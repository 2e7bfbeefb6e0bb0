import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../support/root.js';
import { printedBy } from './commands.js';
import { missingFrom } from './excerpts.js';
import { type Block, blocksOf, guide, placeOf } from './pages.js';

/** Of a page: its programs by the names of their files, and what is printed by which command. */
interface Told {
  readonly files: ReadonlyMap<string, string>;
  readonly printed: readonly (Block & { readonly command: string; readonly without: boolean })[];
}

const PRINTED = /^printed by (.*?)(, numbers aside)?$/;

function toldBy(page: string): Told {
  const files = new Map<string, string>();
  const printed: Told['printed'][number][] = [];
  for (const block of blocksOf(page)) {
    const [, name = ''] = /^(?:file|continues) (\S+)$/.exec(block.comment) ?? [];
    const [, command, aside] = PRINTED.exec(block.comment) ?? [];
    // What goes on with a program stands below it, as it does on the page.
    if (name !== '') files.set(name, [files.get(name), block.text].join('\n'));
    if (command !== undefined) printed.push({ ...block, command, without: aside !== undefined });
  }
  return { files, printed };
}

/** Numbers that are others each time, as those of descriptors, and the width of the columns that they stand in. */
function withoutNumbers(text: string): string {
  return text.replace(/\d[\d,.]*/g, '0').replace(/ +/g, ' ');
}

describe('the guide', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'readyloop-guide-'));
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(root, join(folder, 'node_modules/readyloop'));
    symlinkSync(join(root, 'node_modules/koffi'), join(folder, 'node_modules/koffi'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(guide)('%s says of each block of code what becomes of it', (page) => {
    const code = blocksOf(page).filter(({ language }) => !['sh', 'text', 'mermaid'].includes(language));
    const silent = code.filter(({ comment }) => !/^(?:file|continues|from) \S+$/.test(comment));
    expect(silent.map(placeOf)).toEqual([]);
  });

  test.each(guide)('%s runs each of its programs', (page) => {
    const { files, printed } = toldBy(page);
    const run = printed.map(({ command }) => command).join('\n');
    const idle = [...files.keys()].filter(
      (name) => !run.includes(name) && ![...files].some(([other, text]) => other !== name && text.includes(name)),
    );
    expect(idle).toEqual([]);
  });

  // The commands of a page in order, for one may read what another has written; the pages beside each other.
  test.concurrent.each(guide)('%s shows what its programs print', async (page) => {
    const { files, printed } = toldBy(page);
    const own = join(folder, basename(page, '.md'));
    mkdirSync(own);
    for (const [name, text] of files) writeFileSync(join(own, name), text);
    for (const block of printed) {
      const said = await printedBy(block.command, own);
      const alike = block.without ? withoutNumbers : String;
      expect(missingFrom(alike(said), alike(block.text)), `${placeOf(block)}\n${said}`).toBeNull();
    }
  });
});
