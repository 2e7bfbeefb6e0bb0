import Table from 'cli-table3';

/** `1234567` as `1,234,567`. */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

export function seconds(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 1)} s`;
}

/** `1 step`, `2 steps`. */
export function plural(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}

const plain = { head: [], border: [] };

/** Rows under a head; columns of numbers are aligned to the right. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const colAligns = head.map((_, at) => (rows.every((row) => typeof row[at] === 'number') ? 'right' : 'left'));
  const out = new Table({ head: [...head], colAligns, style: plain });
  for (const row of rows) out.push(row.map((cell) => (typeof cell === 'number' ? count(cell) : cell)));
  return out.toString();
}

/** A name and a value a row. */
export function facts(rows: readonly (readonly [string, string])[]): string {
  const out = new Table({ style: plain });
  for (const row of rows) out.push([...row]);
  return out.toString();
}
