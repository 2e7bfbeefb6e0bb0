import { join } from 'node:path';
import * as fc from 'fast-check';
import { TABLE_HASH, TRACE_WORDS, TraceField, TraceKind, tables } from '../../generated/ts/index.js';
import { readTrace } from '../../model/checker/trace/read.js';
import { validateTrace } from '../../model/checker/trace/validate.js';
import type { Mutant } from '../../model/compiler/mutants.js';
import { cellOf, indexOf, type Table } from '../../model/compiler/table.js';
import { sequence } from '../kernel-laws/actions.js';
import { run } from '../kernel-laws/run.js';
import { testing } from '../support/testing-addon.js';
import type { Layer, Orders, Said } from './finding.js';
import { scenario } from './scenario.js';

/**
 * A process whose engine steps tables with one wrong cell: whatever that leads to stays in here. It says what came to
 * light, layer by layer, and at the end which cells it stepped.
 */

const { mutant, seed, sequences, folder } = JSON.parse(process.argv[2] ?? '') as Orders;
const stepped = tables.map((table) => new Uint32Array(table.kind.length));

function alter({ machine, state, event, next, actions }: Mutant): void {
  const number = tables.findIndex(({ name }) => name === machine);
  const table = tables[number] as Table;
  testing.alterTable(number, indexOf(table.states, state), indexOf(table.events, event), {
    ...(next !== undefined && { next: indexOf(table.states, next) }),
    ...(actions !== undefined && { actions: actions.map((action) => indexOf(table.actions, action)) }),
  });
}

function say(said: Said): void {
  process.stdout.write(`${JSON.stringify(said)}\n`);
}

/** Runs something with its trace, and says what either shows. Answers how many layers found something. */
async function observe(acting: (trace: string) => Promise<void>, seen: Layer, recorded: Layer): Promise<Layer[]> {
  const trace = join(folder, 'run.trace');
  const found: Layer[] = [];
  const tell = (layer: Layer, what: string): void => {
    found.push(layer);
    say({ found: layer, what });
  };
  await acting(trace).catch((error: Error) => tell(seen, error.message));
  try {
    const { firstWrong } = await validateTrace(trace);
    if (firstWrong) tell(recorded, `${firstWrong.law}: ${firstWrong.what}`);
    await count(trace);
  } catch (error) {
    tell(recorded, (error as Error).message);
  }
  return found;
}

async function count(trace: string): Promise<void> {
  for await (const words of readTrace(trace, TABLE_HASH)) {
    for (let at = 0; at < words.length; at += TRACE_WORDS) {
      if (words[at + TraceField.KIND] !== TraceKind.STEP) continue;
      const machine = words[at + TraceField.CODE] as number;
      const [before, event] = [words[at + TraceField.BEFORE] as number, words[at + TraceField.EVENT] as number];
      const cells = stepped[machine] as Uint32Array;
      const cell = cellOf(tables[machine] as Table, before, event);
      cells[cell] = (cells[cell] as number) + 1;
    }
  }
}

// What a layer gave up waiting for may well be rejected later.
process.on('unhandledRejection', () => {});

if (mutant) alter(mutant);
await observe(scenario, 'scenario', 'trace of the scenario');
const found = new Set<Layer>();
for (const one of fc.sample(sequence, { seed, numRuns: sequences })) {
  const layers = await observe((trace) => run('mio', one, trace), 'laws', 'traces of sequences');
  for (const layer of layers) found.add(layer);
  if (found.size === 2) break;
}
say({ stepped: stepped.map((cells) => [...cells]) });
process.exit();
