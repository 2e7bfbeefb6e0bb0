import { pascalCase } from '../names.js';

/** The first lines of each file, which say where it comes from. */
export function header(title: string, sources: readonly string[]): string {
  const from = sources.join(' and ');
  return `//! ${title}\n//!\n//! Written by \`npm run generate\` from ${from}; change that, not this.\n`;
}

/** The columns that rustfmt gives a line, and the items of an array on one line. */
export const WIDTH = 100;
const ARRAY_WIDTH = 60;

/** Lines with the same indentation. */
export function indent(lines: readonly string[], by = 4): string {
  return lines.map((line) => (line === '' ? '' : ' '.repeat(by) + line)).join('\n');
}

/** An enumeration whose numbers are those of `names`; `numbered!` stands in mod.rs. */
export function numbered(doc: string, name: string, names: readonly string[]): string {
  const variants = names.map((variant) => `${pascalCase(variant)},`);
  return `numbered! {\n    /// ${doc}\n    ${name} {\n${indent(variants, 8)}\n    }\n}\n`;
}

/** An array literal: on one line as long as rustfmt leaves it there, else a line for each item. */
export function array(before: string, items: readonly string[], after: string, at = 0): string {
  const inner = items.join(', ');
  const line = `${before}[${inner}]${after}`;
  if (inner.length <= ARRAY_WIDTH && at + line.length <= WIDTH) return line;
  return `${before}[\n${indent(
    items.map((item) => `${item},`),
    at + 4,
  )}\n${' '.repeat(at)}]${after}`;
}
