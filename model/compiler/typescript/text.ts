/** The first lines of each file, which say where it comes from. */
export function header(sources: string): string {
  return `// Written by \`npm run generate\` from ${sources}; change that, not this.\n`;
}

/** A string literal. */
export function quoted(text: string): string {
  return `'${text}'`;
}

/** A key as it stands in an object literal. */
function key(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : quoted(name);
}

/** An object that gives each name its number. */
export function numbers(doc: string, name: string, entries: Iterable<readonly [string, number | string]>): string {
  const lines = Array.from(entries, ([entry, number]) => `  ${key(entry)}: ${number},`);
  return `/** ${doc} */\nexport const ${name} = {\n${lines.join('\n')}\n} as const;\n`;
}

/** Names with their places as numbers. */
export function numbered(names: readonly string[]): (readonly [string, number])[] {
  return names.map((name, number) => [name, number] as const);
}

/** Plain data as a literal: one line where it fits, else a line for each member. */
export function literal(value: unknown, at = 0): string {
  const line = inline(value);
  if (at + line.length <= 110 || typeof value !== 'object' || value === null) return line;
  const pad = ' '.repeat(at + 2);
  const close = ' '.repeat(at);
  if (Array.isArray(value)) {
    return `[\n${value.map((item) => `${pad}${literal(item, at + 2)},`).join('\n')}\n${close}]`;
  }
  const members = Object.entries(value).map(([name, member]) => `${pad}${key(name)}: ${literal(member, at + 2)},`);
  return `{\n${members.join('\n')}\n${close}}`;
}

function inline(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const members = Object.entries(value).map(([name, member]) => `${key(name)}: ${inline(member)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}
