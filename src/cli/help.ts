/** What stands below the options of a command: some of its uses, each with what it is for, and more to know. */
export function teaching(examples: readonly (readonly [use: string, what: string])[], ...more: string[]): string {
  const width = Math.max(...examples.map(([use]) => use.length));
  const lines = examples.map(([use, what]) => `  ${use.padEnd(width)}   ${what}`);
  return ['', 'Examples:', ...lines, ...more.flatMap((text) => ['', text])].join('\n');
}
