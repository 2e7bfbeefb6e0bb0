import { backends } from '../support/backends.js';
import { type Cell, examine } from './examination.js';
import { runs } from './runs.js';

/** Prints, for each backend, how many of the doctored traces of each run are found out: by operation, kind and field. */
for (const backend of backends) {
  for (const { name, run } of runs) {
    const { records, cells } = await examine(backend, run);
    const sum = (of: (cell: Cell) => number): number => cells.reduce((all, cell) => all + of(cell), 0);
    const [all, valid] = [sum((cell) => cell.all), sum((cell) => cell.valid)];
    const found = `${all} doctored traces, ${valid} of them valid (${share(valid, all)})`;
    console.log(`${name} on ${backend}: ${records} records, ${found}`);
    const groups = new Set(cells.map(({ operation, kind }) => `${operation} ${kind}`));
    for (const group of groups) {
      const own = cells.filter(({ operation, kind }) => `${operation} ${kind}` === group);
      const valid = own.filter((cell) => cell.valid > 0).map((cell) => `${cell.how} ${share(cell.valid, cell.all)}`);
      console.log(`  ${group}, ${own[0]?.all} records: ${valid.join(', ') || 'none valid'}`);
    }
  }
}

function share(part: number, all: number): string {
  return `${((100 * part) / all).toFixed(2)} %`;
}
