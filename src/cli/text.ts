import Table from 'cli-table3';

/** `1234567` as `1,234,567`. */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

export function seconds(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 1)} s`;
}

/** A time that is not known better: `about 40 s`, `about 3 min`. */
export function about(value: number): string {
  if (value < 90) return `about ${Math.max(5, Math.ceil(value / 5) * 5)} s`;
  return `about ${Math.round(value / 60)} min`;
}

/** `1 step`, `2 steps`. */
export function plural(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** No colours of its own, and no line between rows. */
const plain = {
  style: { head: [], border: [] },
  chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
};

/** `L2` before `L10`. */
export function byNumber(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

/** Rows under a head; columns of numbers are aligned to the right. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const colAligns = head.map((_, at) => (rows.every((row) => typeof row[at] === 'number') ? 'right' : 'left'));
  const out = new Table({ ...plain, head: [...head], colAligns });
  for (const row of rows) out.push(row.map((cell) => (typeof cell === 'number' ? count(cell) : cell)));
  return out.toString();
}

/** A name and a value a row. */
export function facts(rows: readonly (readonly [string, string])[]): string {
  const out = new Table(plain);
  for (const row of rows) out.push([...row]);
  return out.toString();
}
