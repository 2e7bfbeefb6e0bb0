import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { World } from '../checker/world.js';
import type { Table } from '../compiler/table.js';
import type { StreamShape } from '../kernel/files.js';
import type { WatchOne } from '../worlds/descriptor/watch-one.js';
import { contractAsPromela } from './contract.js';
import { tableAsPromela } from './table.js';
import { demandTranslatable } from './translatable.js';

/** The hand-written parts, in the order in which they are put together after the table. */
const PARTS = ['kernel', 'engine', 'laws', 'user', 'loop'];

/**
 * A world as a Promela model for SPIN: its tables as data, its bounds and contract as constants, and the parts in
 * `folder` (model/promela), which say in Promela what model/kernel, model/worlds and model/laws say in TypeScript.
 *
 * Throws an UntranslatableError on a world that these parts do not tell of.
 */
export function promela(world: World, folder: string): string {
  const parts = new Map(PARTS.map((part) => [part, readFileSync(join(folder, `${part}.pml`), 'utf8')]));
  const leaves = [...(parts.get('engine') as string).matchAll(/^inline (\w+)\(\)/gm)].map(([, name]) => name as string);
  demandTranslatable(world, leaves);
  const watch = world.variant.tables.find(({ name }) => name === 'watch') as Table;
  return [
    header(world),
    bounds(world),
    contractAsPromela(world.variant.contract),
    tableAsPromela(watch, leaves),
    ...parts.values(),
  ].join('\n');
}

function header({ name }: World): string {
  return `/*
 * The world '${name}' of readyloop for SPIN, written by: readyloop export --format promela
 *
 * Inside: the table of 'watch' as it is generated; the engine's slot, its FIFO run to completion and its leaves; one
 * descriptor number, and the stream it names, with a peer that sends, ends, closes, resets and reads at any moment; an
 * edge-triggered poller, whose watches may run out; a user who adds, removes, reads, writes, closes (also behind the
 * loop's back) and opens at any moment, also within callbacks; every law that the world judges, L17 included.
 *
 * Left out, as the world itself leaves it out: operations and the machines beside 'watch'; a second descriptor; what
 * bytes say; time. Left out beside that: how often the premise of a law occurred (SPIN's verdict has no witnesses).
 *
 * Every transition of the world is one d_step here, so both have the same states; SPIN has as many more transitions as
 * processes that need not act may rest, in each state: those of user, peer and kernel.
 *
 *   safety:    spin -a X.pml && cc -O2 -DSAFETY -DNOREDUCE -o pan pan.c && ./pan -E -c0 -m1000000
 *   liveness:  spin -a -DLIVENESS X.pml && cc -O2 -DNOREDUCE -DNFAIR=3 -o pan pan.c
 *              ./pan -a -A -f -E -m1000000 -N L2_reader   (and L2_writer)
 *              ./pan -a -A -E -m1000000 -N L17
 *
 * An assertion (violated!=1) is L1; an acceptance cycle breaks the law of the claim. \`npm run spin\` does all of it, with
 * known bugs too, and compares every verdict with that of readyloop's own checker.
 */
`;
}

function bounds({ shape: { kernel } }: WatchOne): string {
  const stream = kernel.files[0] as StreamShape;
  return `/* The bounds of the world: bytes in flight; whether sends fill, peers end and reset, and watches run out. */

#define IN_FLIGHT ${stream.inFlight}
#define FILLS     ${stream.fills}
#define ENDS      ${stream.ends}
#define RESETS    ${stream.resets}
#define REFUSES   ${kernel.refuses ?? false}
`;
}
