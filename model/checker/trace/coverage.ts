import { FORBIDDEN, ofEngine, type Table } from '../../compiler/table.js';
import { type CellGroup, isIn } from '../../worlds/cells/cell-group.js';
import { cellName } from '../cells.js';
import type { Snapshot } from '../snapshot.js';
import { TraceError } from './errors.js';
import type { Tables } from './rules.js';
import { type Validation, validateRun } from './validate.js';

/** The share of the reachable cells that the traces of a whole test run have to step. */
const LEAST_SHARE = 0.95;

/** How much of one machine was stepped. A cell is named `state EVENT`. */
export interface MachineCoverage {
  readonly machine: string;
  /** Cells that some model reaches. */
  readonly reachable: number;
  /** Those of them that some trace stepped. */
  readonly stepped: number;
  /** Those that none did, and why not; without a reason where nobody knows. */
  readonly unstepped: readonly { readonly cell: string; readonly because: string | undefined }[];
}

export interface CoverageReport {
  /** Every trace is right, enough was stepped, all else has its reason, and no reason is out of date. */
  readonly ok: boolean;
  readonly traces: number;
  readonly records: number;
  readonly steps: number;
  readonly reachable: number;
  readonly stepped: number;
  readonly machines: readonly MachineCoverage[];
  /** What keeps it from being ok, each with its cure. */
  readonly problems: readonly string[];
}

/** The traces of a whole test run, merged: which cells were stepped by the loop itself. */
export class Coverage {
  readonly #tables: Tables;
  readonly #stepped: readonly Uint8Array[];
  readonly #problems: string[] = [];
  #traces = 0;
  #records = 0;
  #steps = 0;

  constructor(tables: Tables) {
    // What JavaScript and the I/O thread step is in no trace.
    this.#tables = { ...tables, tables: ofEngine(tables.tables) };
    this.#stepped = this.#tables.tables.map(({ kind }) => new Uint8Array(kind.length));
  }

  /** Validates one more trace. One that is no whole trace of these tables is a problem of the report. */
  async add(path: string): Promise<void> {
    this.#traces++;
    try {
      this.#merge(path, await validateRun(path, this.#tables));
    } catch (error) {
      if (!(error instanceof TraceError)) throw error;
      this.#problems.push(`${path} proves nothing: ${error.message}`);
    }
  }

  /**
   * What was stepped of what the checker reaches.
   *
   * @param dead by machine the cells that it does not, as the snapshot has them
   * @param reasons why cells are never stepped natively
   * @param beyond cells that are stepped natively, or not, though the checker does not reach them
   */
  report(dead: Snapshot['dead'], reasons: readonly CellGroup[], beyond: readonly CellGroup[] = []): CoverageReport {
    const { tables } = this.#tables;
    const machines = tables.map((table, machine) => this.#machine(machine, new Set(dead[table.name]), reasons));
    const sum = (of: (machine: MachineCoverage) => number): number => machines.reduce((all, one) => all + of(one), 0);
    const [reachable, stepped] = [sum((one) => one.reachable), sum((one) => one.stepped)];
    const problems = [
      ...this.#problems,
      ...tables.flatMap((table, machine) => this.#strangers(machine, new Set(dead[table.name]), beyond)),
      ...unexplained(machines),
      ...obsolete(machines, reasons),
      ...(stepped < reachable * LEAST_SHARE ? [`Fewer than ${LEAST_SHARE * 100}% of the cells were stepped`] : []),
    ];
    const [traces, records, steps] = [this.#traces, this.#records, this.#steps];
    return { ok: problems.length === 0, traces, records, steps, reachable, stepped, machines, problems };
  }

  #merge(path: string, { report, stepped }: Validation): void {
    this.#records += report.records;
    this.#steps += report.steps;
    if (report.firstWrong) {
      const { record, law, what } = report.firstWrong;
      const see = `see: readyloop trace ${path}`;
      this.#problems.push(`${path} is wrong, and proves nothing: record ${record} breaks ${law}: ${what}; ${see}`);
      return;
    }
    stepped.forEach((cells, machine) => {
      const merged = this.#stepped[machine] as Uint8Array;
      for (let cell = 0; cell < cells.length; cell++) merged[cell] = (merged[cell] as number) | (cells[cell] as number);
    });
  }

  #machine(machine: number, dead: ReadonlySet<string>, reasons: readonly CellGroup[]): MachineCoverage {
    const table = this.#tables.tables[machine] as Table;
    const reachable = [...table.kind.keys()].filter(
      (cell) => table.kind[cell] !== FORBIDDEN && !dead.has(cellName(table, cell)),
    );
    const unstepped = reachable.filter((cell) => this.#stepped[machine]?.[cell] === 0);
    return {
      machine: table.name,
      reachable: reachable.length,
      stepped: reachable.length - unstepped.length,
      unstepped: unstepped.map((number) => {
        const cell = cellName(table, number);
        return { cell, because: reasons.find((group) => isIn(group, table.name, cell))?.because };
      }),
    };
  }

  /** What the loop does and no world foresees is a hole in the worlds. */
  #strangers(machine: number, dead: ReadonlySet<string>, beyond: readonly CellGroup[]): string[] {
    const table = this.#tables.tables[machine] as Table;
    const stepped = [...table.kind.keys()].filter((cell) => this.#stepped[machine]?.[cell] === 1);
    return stepped
      .map((cell) => cellName(table, cell))
      .filter((cell) => dead.has(cell) && !beyond.some((group) => isIn(group, table.name, cell)))
      .map((cell) => `The loop stepped '${cell}' of ${table.name}, which no world reaches: let one reach it`);
  }
}

function unexplained(machines: readonly MachineCoverage[]): string[] {
  return machines.flatMap(({ machine, unstepped }) =>
    unstepped
      .filter(({ because }) => because === undefined)
      .map(
        ({ cell }) =>
          `No trace steps '${cell}' of ${machine}: test it, or give a reason in model/worlds/cells/unstepped-cells.ts`,
      ),
  );
}

function obsolete(machines: readonly MachineCoverage[], reasons: readonly CellGroup[]): string[] {
  const unstepped = machines.flatMap(({ machine, unstepped }) => unstepped.map(({ cell }) => ({ machine, cell })));
  return reasons
    .filter((group) => !unstepped.some(({ machine, cell }) => isIn(group, machine, cell)))
    .map(
      ({ machine, states, events }) =>
        `All of ${machine} ${states.join(', ')} with ${events.join(', ')} is stepped: drop the reason for what is not`,
    );
}
