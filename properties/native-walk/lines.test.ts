import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generator } from '../../model/checker/random.js';
import { validateTrace } from '../../model/checker/trace/validate.js';
import * as probe from '../support/probe.js';
import { recorded } from '../support/recorded.js';
import { block, rounds, sleep } from '../support/scene.js';
import { type Asked, Exchange, type Line, type Other } from './lines.js';

/** How many connections are walked over by chance, and how much happens to each. */
const LINES = 2000;
const STEPS = 25;

/** Longer than a closed connection waits for its peer (waiting/lingers.rs). */
const LINGER_MS = 5300;

/** What may happen: something is asked of it, its peer does something, its number names another file, a turn. */
const HAPPENINGS = [
  'RESUME',
  'PAUSE',
  'WRITE',
  'WRITE MUCH',
  'WRITE_EOF',
  'CLOSE',
  'ABORT',
  'write',
  'writeMuch',
  'read',
  'finish',
  'deafen',
  'reset',
  'replace',
  'turn',
  'turn',
] as const;
type Happening = (typeof HAPPENINGS)[number];

/** Those that end a connection, as a rule: seldom, or there would be nothing to end. */
const LAST: readonly Happening[] = ['ABORT', 'reset', 'replace'];

/** How reading may stand, and writing; and what comes next. */
const READING: readonly (readonly Happening[])[] = [
  [],
  ['RESUME', 'turn'],
  ['RESUME', 'turn', 'PAUSE'],
  ['RESUME', 'turn', 'PAUSE', 'write', 'turn'],
  ['RESUME', 'finish', 'turn'],
];
const WRITING: readonly (readonly Happening[])[] = [[], ['WRITE MUCH'], ['WRITE MUCH', 'WRITE_EOF'], ['WRITE_EOF']];
const READS = Array.from({ length: 12 }, (): Happening[] => ['read', 'turn']).flat();
const SEQUELS: readonly (readonly Happening[])[] = [
  ...HAPPENINGS.map((one): Happening[] => [one, 'turn']),
  READS,
  ['deafen', ...READS],
  ['CLOSE', ...READS],
  ['CLOSE', 'finish', 'turn', ...READS],
  ['deafen', 'WRITE', 'replace'],
  ...(['write', 'reset', 'replace', 'RESUME', 'PAUSE'] as const).map((one): Happening[] => [
    ...(['CLOSE', 'deafen', 'read', 'turn'] as const),
    ...([one, 'turn', one, 'turn'] as const),
  ]),
];

/** What happens to one connection, and what of it before the engine knows that what was read was taken. */
interface Script {
  readonly before: readonly Happening[];
  readonly inside: readonly Happening[];
  readonly after: readonly Happening[];
}

const SCRIPTS: readonly Script[] = WRITING.flatMap((writing) =>
  SEQUELS.flatMap((sequel) => [
    ...READING.map((reading): Script => ({ before: [...reading, ...writing], inside: [], after: sequel })),
    ...([[], ['PAUSE']] as const).flatMap((reading) =>
      ([['write'], ['write', 'finish']] as const).map(
        (comes): Script => ({
          before: ['RESUME', 'turn', ...writing, ...comes, 'turn'],
          inside: [...reading, ...sequel],
          after: [],
        }),
      ),
    ),
  ]),
);

const walks = [
  { backend: 'mio', apart: false, lines: LINES },
  { backend: 'tokio', apart: true, lines: 200 },
];

test.each(walks)(
  'whatever is asked of a connection, and its peer does, each step is justified, on $backend',
  async (walk) => {
    const { apart, lines } = walk;
    const folder = mkdtempSync(join(tmpdir(), 'readyloop-lines-'));
    const { trace = join(folder, 'walk.trace') } = recorded();
    const random = generator(1);
    const exchange = new Exchange({ trace, apart });
    const pair = () => (random() % 2 === 0 ? probe.socketPair('stream') : probe.tcpPair());
    const seen = new Map<string, number>();
    /** Of what may happen in a state, mostly what has happened there least. */
    const next = (line: Line): Happening => {
      const { state } = line;
      const count = (one: Happening) => (seen.get(`${state} ${one}`) ?? 0) * (LAST.includes(one) ? 8 : 1);
      let found = HAPPENINGS[random() % HAPPENINGS.length] as Happening;
      if (random() % 3 !== 0) {
        for (let tries = 0; tries < 5; tries++) {
          const other = HAPPENINGS[random() % HAPPENINGS.length] as Happening;
          if (count(other) < count(found)) found = other;
        }
      }
      seen.set(`${state} ${found}`, (seen.get(`${state} ${found}`) ?? 0) + 1);
      return found;
    };
    const happens = (line: Line, what: Happening): void => {
      switch (what) {
        case 'replace':
          line.replace(pair());
          break;
        case 'turn':
          // Inside a batch, the engine may go on if it has a thread of its own, and a core to run on.
          if (apart) block(2);
          break;
        case 'WRITE MUCH':
          line.ask('WRITE', true);
          break;
        default:
          if (what === what.toUpperCase()) line.ask(what as Asked);
          else line.meet(what as Other);
      }
    };
    const happen = async (line: Line, all: readonly Happening[]): Promise<void> => {
      for (const what of all) {
        happens(line, what);
        if (what === 'turn') await rounds(1);
      }
    };
    try {
      for (const { before, inside, after } of SCRIPTS) {
        for (const ends of [probe.socketPair('stream'), probe.tcpPair()]) {
          const line = exchange.open(ends);
          exchange.onData = (line) => {
            for (const what of inside) happens(line, what);
          };
          await happen(line, [...before, ...after]);
          line.ask('ABORT');
        }
      }
      // Also before the engine knows that what was read was taken.
      exchange.onData = (line) => {
        while (random() % 3 !== 0) happens(line, next(line));
      };
      for (let count = 0; count < lines; count++) {
        const line = exchange.open(pair());
        const steps = random() % STEPS;
        for (let step = 0; step < steps; step++) {
          const what = next(line);
          happens(line, what);
          if (what === 'turn') await rounds(1);
        }
        if (count % 8 !== 0) line.ask('ABORT');
      }
      await sleep(LINGER_MS);
      await exchange.end();
      expect(exchange.native.stats()).toMatchObject({ forbidden: 0, slots: 0, registrations: 0, pending: 0 });
      expect((await validateTrace(trace)).firstWrong).toBeUndefined();
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
