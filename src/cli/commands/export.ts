import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tables } from '../../../generated/ts/index.js';
import { CommandError } from '../failure.js';
import type { Format } from '../formats.js';
import { known } from '../known.js';
import { root } from '../package.js';
import { demandXState } from '../xstate.js';

export interface ExportFlags {
  readonly format: Format;
  /** What is drawn, by `mermaid` and `dot`. */
  readonly machine?: string;
  /** What is translated, by `promela`, and the known bug that is put into it. */
  readonly world?: string;
  readonly bug?: string;
  /** The file to write; without it the text goes to stdout. */
  readonly out?: string;
}

/** Exports a machine as a diagram, or a world as a model for SPIN. */
export async function exported(flags: ExportFlags): Promise<boolean> {
  const text = flags.format === 'promela' ? await model(flags) : await drawing(flags);
  if (flags.out === undefined) process.stdout.write(text);
  else writeFileSync(flags.out, text);
  return true;
}

async function model({ machine, world: name = 'watch-one', bug: id }: ExportFlags): Promise<string> {
  if (machine !== undefined) {
    throw new CommandError('ERR_USAGE', '--format promela exports a world, not a machine', 'Use --world, or nothing.');
  }
  const { real, worlds } = await import('../../../model/worlds/index.js');
  const { promela } = await import('../../../model/promela/export.js');
  const make = known('model', worlds, name);
  const folder = join(root, 'model/promela');
  if (id === undefined) return promela(make(real), folder);
  const { bugs } = await import('../../../model/bugs/catalogue/index.js');
  const { variantOf } = await import('../../../model/bugs/hunt.js');
  const bug = known('bug', Object.fromEntries(bugs.map((one) => [one.id, one])), id);
  return `/* With the bug ${id} in it: ${bug.title}. */\n\n${promela(make(variantOf(bug)), folder)}`;
}

async function drawing({ format, machine, world, bug }: ExportFlags): Promise<string> {
  const names = tables.map(({ name }) => name).join(', ');
  if (world !== undefined || bug !== undefined) {
    const next = `Use --machine with one of: ${names}.`;
    throw new CommandError('ERR_USAGE', `--format ${format} draws a machine, not a world`, next);
  }
  if (machine === undefined) {
    throw new CommandError('ERR_USAGE', `--format ${format} needs --machine`, `Choose among: ${names}.`);
  }
  const table = known('machine', Object.fromEntries(tables.map((one) => [one.name, one])), machine);
  return format === 'dot' ? (await import('../../../model/compiler/dot.js')).dot(table) : `${await mermaid(machine)}\n`;
}

/** Drawn from the machine as it is written, with its regions, and not from its table. */
async function mermaid(machine: string): Promise<string> {
  demandXState();
  const { machines } = await import('../../../model/machines/index.js');
  const diagrams = await import('../../../model/compiler/diagram.js');
  return diagrams.mermaid(machines.find(({ name }) => name === machine) as (typeof machines)[number]);
}
