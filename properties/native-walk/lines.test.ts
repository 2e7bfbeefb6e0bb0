import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generator } from '../../model/checker/random.js';
import { validateTrace } from '../../model/checker/trace/validate.js';
import * as probe from '../support/probe.js';
import { recorded } from '../support/recorded.js';
import { rounds, sleep } from '../support/scene.js';
import { type Asked, Exchange, type Line, type Other } from './lines.js';

/** How many connections are walked over, and how much happens to each. */
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

test('whatever is asked of a connection, and whatever its peer does, each step is justified', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'readyloop-lines-'));
  const { trace = join(folder, 'walk.trace') } = recorded();
  const random = generator(1);
  const exchange = new Exchange({ trace });
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
        break;
      case 'WRITE MUCH':
        line.ask('WRITE', true);
        break;
      default:
        if (what === what.toUpperCase()) line.ask(what as Asked);
        else line.meet(what as Other);
    }
  };
  // Also before the engine knows that what was read was taken.
  exchange.onData = (line) => {
    while (random() % 3 !== 0) happens(line, next(line));
  };
  try {
    for (let count = 0; count < LINES; count++) {
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
});
