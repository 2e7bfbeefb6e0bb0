/**
 * Lines of a table: columns are as wide as what stands in them.
 *
 * @param numbers how many of the first columns are numbers, which stand at the right
 */
export function table(rows: readonly (readonly string[])[], numbers: number): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const padded = (row: readonly string[]) =>
    widths.map((width, column) => {
      const cell = row[column] ?? '';
      return column < numbers ? cell.padStart(width) : cell.padEnd(width);
    });
  return rows.map((row) => `  ${padded(row).join('  ')}`.trimEnd());
}
