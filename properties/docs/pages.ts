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

/** The pages of docs, as paths below the root. */
export const docs: readonly string[] = readdirSync(join(root, 'docs'))
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/${name}`);

export function read(page: string): string {
  return readFileSync(join(root, page), 'utf8');
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
