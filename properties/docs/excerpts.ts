/** A line by which an excerpt leaves something out. */
const LEFT_OUT = /^(?:\/\/ )?\.\.\.$/;

/**
 * The first part of an excerpt that its source does not have, or null if it has all. Between lines of `...` the parts are
 * whole runs of lines, in the order of the source; indentation does not count.
 */
export function missingFrom(source: string, excerpt: string): string | null {
  const lines = linesOf(source);
  let from = 0;
  for (const part of partsOf(linesOf(excerpt))) {
    const found = lines.findIndex((_, at) => at >= from && part.every((line, index) => lines[at + index] === line));
    if (found < 0) return part.join('\n');
    from = found + part.length;
  }
  return null;
}

function linesOf(text: string): string[] {
  return text.split('\n').map((line) => line.trim());
}

/** Runs of lines between those that leave something out; empty lines at their ends do not count. */
function partsOf(lines: readonly string[]): string[][] {
  const parts: string[][] = [[]];
  for (const line of lines) {
    if (LEFT_OUT.test(line)) parts.push([]);
    else parts.at(-1)?.push(line);
  }
  return parts.map(withoutEmptyEnds).filter((part) => part.length > 0);
}

function withoutEmptyEnds(part: readonly string[]): string[] {
  const first = part.findIndex((line) => line !== '');
  const last = part.findLastIndex((line) => line !== '');
  return first < 0 ? [] : part.slice(first, last + 1);
}
