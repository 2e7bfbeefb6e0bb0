import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/root.js';

/** A fenced block of a page. */
export interface Block {
  readonly page: string;
  /** The line of the page that the fence begins on. */
  readonly line: number;
  readonly language: string;
  /** The text of the comment before it, '' without one. */
  readonly comment: string;
  readonly text: string;
}

/** The pages of the reference, and those of the guide, as paths below the root. */
export const docs: readonly string[] = pagesIn('docs');
export const guide: readonly string[] = pagesIn('docs/guide');

function pagesIn(folder: string): string[] {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);
}

export function read(page: string): string {
  return readFileSync(join(root, page), 'utf8');
}

/** Where a block stands. */
export function placeOf({ page, line }: Block): string {
  return `${page}:${line}`;
}

/** The fenced blocks of a page, each with the comment that stands right before it. */
export function blocksOf(page: string): Block[] {
  const text = read(page);
  const fenced = /(?:<!-- ([^>]*?) -->\n+)?^ *```(\w*)\n(.*?)^ *```$/gms;
  return [...text.matchAll(fenced)].map(({ index, 1: comment = '', 2: language = '', 3: block = '' }) => ({
    page,
    line: text.slice(0, index).split('\n').length,
    language,
    comment,
    text: block,
  }));
}
