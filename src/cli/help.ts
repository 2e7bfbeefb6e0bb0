/** How wide a terminal is taken to be where nobody knows, and at the most: longer lines are hard to read. */
const [USUAL, WIDEST] = [80, 110];

/**
 * What stands below the options of a command: some of its uses, each with what it is for, and more to know. No line is longer than
 * the terminal is wide.
 */
export function teaching(examples: readonly (readonly [use: string, what: string])[], ...more: string[]): string {
  const columns = Math.min(process.stdout.columns ?? USUAL, WIDEST);
  const width = Math.max(...examples.map(([use]) => use.length));
  const room = columns - width - 5;
  // Where there is none beside the longest use, what each is for stands below it.
  const lines = examples.every(([, what]) => what.length <= room)
    ? examples.map(([use, what]) => `  ${use.padEnd(width)}   ${what}`)
    : examples.flatMap(([use, what]) => [`  ${use}`, ...wrapped(what, columns - 6).map((line) => `      ${line}`)]);
  const paragraphs = more.flatMap((text) => ['', ...wrapped(text, columns)]);
  return ['', 'Examples:', ...lines, ...paragraphs].join('\n');
}

/** The words of a text in lines of up to so many characters. */
function wrapped(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(/\s+/)) {
    const last = lines[lines.length - 1] as string;
    if (last === '') lines[lines.length - 1] = word;
    else if (last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
