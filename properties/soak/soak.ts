import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as immediately, setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import type { TraceReport } from '../../model/checker/trace/report.js';
import { Random } from '../../src/cli/start/random.js';
import { count, plural } from '../../src/cli/text.js';
import { LawBroken } from '../kernel-laws/law.js';
import { backends } from '../support/backends.js';
import { runChild } from '../support/child.js';
import { collectGarbage } from '../support/garbage.js';
import { Ground, WITHIN } from './ground.js';
import { grown, growth, type Holding, holding, isLong } from './holding.js';
import { Tally } from './tally.js';
import { users } from './users.js';

const MINUTE = 60_000;
/** So many users are there at once. */
const AT_ONCE = 6;
/** How many pieces a short run has at the least; a long one has a piece a minute. */
const PIECES = 8;
/** How long a user may take, in milliseconds: more than any of them waits for anything. */
const PATIENCE = 2 * WITHIN;
/** How long the validation of a piece may take, in milliseconds. */
const VALIDATION = 5 * MINUTE;

export interface Plan {
  readonly minutes: number;
  readonly seed: number;
  /** Which part of one core it may take; what validates traces comes on top of it. */
  readonly share: number;
  readonly say: (line: string) => void;
  /** Ends it before its time; what was done until then is judged all the same. */
  readonly signal: AbortSignal;
}

type Card = readonly [name: string, whose: number];

/** Everything at once, on all backends, for a while, piece by piece. */
export class Soak {
  readonly #plan: Plan;
  readonly #random: Random;
  readonly #tally = new Tally();
  readonly #folder = mkdtempSync(join(tmpdir(), 'readyloop-soak-'));
  readonly #holdings: Holding[] = [];
  readonly #began = performance.now();
  #deck: Card[] = [];
  #dealt = 0;
  #steps = 0;
  #validation: Promise<void> = Promise.resolve();

  constructor(plan: Plan) {
    this.#plan = plan;
    this.#random = new Random(plan.seed);
  }

  /** Runs it, and says how it went in one line; true if all held. */
  async run(): Promise<boolean> {
    const { minutes, seed, say } = this.#plan;
    const strange: unknown[] = [];
    process.on('warning', (warning) => strange.push(warning));
    const lasting = await Promise.all(backends.map((backend) => Ground.make({ backend })));
    try {
      for (let piece = 1; this.#goesOn(); piece++) {
        await this.#piece(lasting, piece);
        if (strange.length > 0) throw strange[0];
      }
      await this.#validation;
    } catch (error) {
      say(`${inspect(error)}\nsoak: FAILED after ${this.#minutes.toFixed(1)} minutes, seed ${seed}: ${error}`);
      return false;
    } finally {
      for (const ground of lasting) ground.loop.close();
      rmSync(this.#folder, { recursive: true, force: true });
    }
    const found = grown(this.#holdings);
    const { rounds, come } = this.#tally;
    const early = this.#plan.signal.aborted ? ` of ${minutes}` : '';
    const did = `${plural(rounds, 'user')} of ${Object.keys(users).length} kinds, ${count(come)} bytes, ${count(this.#steps)} steps validated`;
    const verdict = found.length === 0 ? 'nothing grew' : `FAILED, ${found.join('; ')}`;
    say(
      `soak: ${verdict} in ${this.#minutes.toFixed(1)}${early} minutes, seed ${seed}: ${did}; ${memoryOf(this.#holdings)}`,
    );
    return found.length === 0;
  }

  get #minutes(): number {
    return (performance.now() - this.#began) / MINUTE;
  }

  #goesOn(): boolean {
    return !this.#plan.signal.aborted && this.#minutes < this.#plan.minutes;
  }

  /** Loops that last for this piece, whose traces are validated behind it, beside those that last for the whole run. */
  async #piece(lasting: readonly Ground[], piece: number): Promise<void> {
    const { minutes, share, say, signal } = this.#plan;
    const traces = backends.map((backend) => join(this.#folder, `${piece}.${backend}.trace`));
    const passing = await Promise.all(
      backends.map((backend, index) => Ground.make({ backend, trace: traces[index] as string })),
    );
    const grounds = [...lasting, ...passing];
    const began = performance.now();
    const cpu = process.cpuUsage();
    const taken = () => {
      const { user, system } = process.cpuUsage(cpu);
      return (user + system) / 1_000 / (performance.now() - began);
    };
    const end = began + Math.min(MINUTE, (minutes * MINUTE) / PIECES);
    // In the first one every kind of user has its turn on every loop, so that all that is made once is made.
    const all = grounds.length * Object.keys(users).length;
    const failures: unknown[] = [];
    const goesOn = () => !signal.aborted && failures.length === 0 && (performance.now() < end || this.#dealt < all);
    const lane = async () => {
      while (goesOn()) {
        if (taken() > share) await sleep(10);
        else await this.#use(grounds).catch((error) => failures.push(error));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    if (failures.length > 0) throw failures[0];
    await Promise.all(passing.map((ground) => ground.rest()));
    await Promise.all(passing.map((ground) => ground.end(this.#random.fraction() < 0.5)));
    const part = taken();

    await this.#validation;
    const resting = await Promise.all(lasting.map((ground) => ground.rest()));
    for (let i = 0; i < 5; i++) {
      collectGarbage();
      await immediately();
    }
    const now = holding(this.#minutes, resting);
    this.#holdings.push(now);
    this.#validation = this.#validate(traces);
    this.#validation.catch(() => {}); // who waits for it hears of it

    const { rounds, given, come } = this.#tally;
    if (given !== come) throw new LawBroken('L11', `${given} bytes were given, and ${come} came`);
    say(
      `piece ${piece}, ${now.minutes.toFixed(1)} min: ${plural(rounds, 'user')}, ${count(come)} bytes, ${now.fds} descriptors, ` +
        `${now.threads} threads, ${now.rssMb.toFixed(1)} MB, heap ${now.heapMb.toFixed(1)} MB, ` +
        `${count(this.#steps)} steps validated, ${Math.round(100 * part)} % of a core`,
    );
  }

  /** Has one of all kinds of users use one of the loops; each has its turn before any has its next. */
  async #use(grounds: readonly Ground[]): Promise<void> {
    if (this.#deck.length === 0) this.#deck = this.#shuffled(grounds.length);
    const [name, whose] = this.#deck.pop() as Card;
    const ground = grounds[whose] as Ground;
    this.#dealt++;
    const random = new Random(this.#random.word());
    const tally = new Tally(this.#tally);
    const limit = new AbortController();
    const late = sleep(PATIENCE, undefined, { signal: limit.signal }).then(() => {
      throw new LawBroken('L10', `it has not come to an end in ${PATIENCE / 1_000} s\n${ground.loop.report()}`);
    });
    try {
      await Promise.race([users[name]?.(ground, random, tally), late]);
    } catch (error) {
      const { given, come } = tally;
      const came = given === come ? '' : `, ${come} of ${given} bytes came`;
      throw new Error(`${name}, on ${ground.backend}${came}: ${error}`, { cause: error });
    } finally {
      limit.abort();
      late.catch(() => {}); // it is called off
    }
    this.#tally.rounds++;
  }

  #shuffled(loops: number): Card[] {
    const cards = Object.keys(users).flatMap((name) =>
      Array.from({ length: loops }, (_, whose): Card => [name, whose]),
    );
    for (let i = cards.length - 1; i > 0; i--) {
      const other = Math.floor(this.#random.fraction() * (i + 1));
      [cards[i], cards[other]] = [cards[other] as Card, cards[i] as Card];
    }
    return cards;
  }

  /** In processes of their own, so that this one holds nothing of it. */
  async #validate(traces: readonly string[]): Promise<void> {
    for (const trace of traces) {
      const script = `import { validateTrace } from 'readyloop/model';
        console.log(JSON.stringify(await validateTrace(${JSON.stringify(trace)})));`;
      const { code, stdout, stderr } = await runChild(script, {}, VALIDATION);
      if (code !== 0) throw new Error(`the trace of a piece could not be validated: ${stderr}`);
      const { firstWrong, steps } = JSON.parse(stdout) as TraceReport;
      if (firstWrong !== undefined) throw new LawBroken(firstWrong.law, inspect(firstWrong));
      this.#steps += steps;
      rmSync(trace);
    }
  }
}

function memoryOf(all: readonly Holding[]): string {
  if (!isLong(all)) return 'too short to judge memory';
  const [rss, heap] = [growth(all, 'rssMb'), growth(all, 'heapMb')].map((perMinute) => (60 * perMinute).toFixed(1));
  return `memory grew by ${rss} MB in an hour, the heap by ${heap} MB`;
}
