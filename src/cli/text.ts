import { stripVTControlCharacters } from 'node:util';

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

/** `L2` before `L10`. */
export function byNumber(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

/** Rows under a head; columns of numbers are aligned to the right. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const isRight = head.map((_, at) => rows.every((row) => typeof row[at] === 'number'));
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? count(cell) : cell)));
  return drawn([[...head], ...cells], isRight);
}

/** A name and a value a row. */
export function facts(rows: readonly (readonly [string, string])[]): string {
  return drawn(rows, []);
}

const width = (text: string) => stripVTControlCharacters(text).length;

/** Rows in a frame. A cell may have several lines, and colours. */
function drawn(rows: readonly (readonly string[])[], isRight: readonly boolean[]): string {
  const lines = rows.map((row) => row.map((cell) => cell.split('\n')));
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, at) =>
    Math.max(0, ...lines.flatMap((row) => (row[at] ?? []).map(width))),
  );
  const rule = (left: string, middle: string, right: string) =>
    `${left}${widths.map((one) => '─'.repeat(one + 2)).join(middle)}${right}`;
  const padded = (text: string, at: number) => {
    const space = ' '.repeat((widths[at] as number) - width(text));
    return isRight[at] ? space + text : text + space;
  };
  const body = lines.flatMap((row) =>
    Array.from({ length: Math.max(1, ...row.map((cell) => cell.length)) }, (_, line) => {
      const texts = widths.map((_, at) => ` ${padded(row[at]?.[line] ?? '', at)} `);
      return `│${texts.join('│')}│`;
    }),
  );
  return [rule('┌', '┬', '┐'), ...body, rule('└', '┴', '┘')].join('\n');
}
