import type { Backend } from '../support/backends.js';
import { TraceFile } from '../support/trace-file.js';
import { doctorings, groupOf, isValid, type Recorded, readWhole } from './doctor.js';

/** What became of the doctored traces of one operation, kind of record, and way of tampering. */
export interface Cell {
  readonly operation: string;
  readonly kind: string;
  readonly how: string;
  all: number;
  /** How many were valid all the same. */
  valid: number;
}

export interface Examination {
  readonly records: number;
  /** The trace is valid as it was recorded. */
  readonly isRight: boolean;
  readonly cells: readonly Cell[];
}

/** Records a run, and looks at what is found of each way of tampering with its trace. */
export async function examine(
  backend: Backend,
  run: (backend: Backend, trace: string) => Promise<void>,
): Promise<Examination> {
  using file = new TraceFile();
  await run(backend, file.path);
  const recorded = await readWhole(file.path);
  const { records, cells } = tamper(recorded);
  return { records, isRight: isValid(recorded), cells };
}

function tamper({ words, end }: Recorded): { records: number; cells: Cell[] } {
  const cells = new Map<string, Cell>();
  const records = new Set<Int32Array>();
  for (const { record, how, words: doctored } of doctorings(words)) {
    records.add(record);
    const group = groupOf(record);
    const key = `${group.operation} ${group.kind} ${how}`;
    const cell = cells.get(key) ?? { ...group, how, all: 0, valid: 0 };
    cells.set(key, cell);
    cell.all++;
    if (isValid({ words: doctored, end })) cell.valid++;
  }
  return { records: records.size, cells: [...cells.values()] };
}
