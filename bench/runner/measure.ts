import { generate } from './generator.js';
import { type Heartbeat, watchHeartbeat } from './heartbeat.js';
import type { Pinning } from './place.js';
import { machineTicks, processTicks, TICKS_PER_SECOND, threadSeconds } from './proc.js';
import { end } from './processes.js';
import type { Cell, Peer, Server } from './registry.js';
import { type Listening, listen } from './server.js';
import { countSyscalls, type Syscalls } from './syscalls.js';
import type { Shown } from './task.js';

const VERIFY_SECONDS = 0.2;

export interface Plan {
  readonly rounds: number;
  readonly warmup: number;
  readonly seconds: number;
  readonly pinning: Pinning | undefined;
  readonly heartbeat: boolean;
  readonly syscalls: boolean;
}

/** Something that was not measured, and why. */
export interface Skipped {
  readonly what: string;
  readonly why: string;
}

/** One server in one round. CPU is the server's, in microseconds a request. */
export interface Measurement {
  readonly rps: number;
  readonly requests: number;
  readonly user: number;
  readonly system: number;
  /** What the thread that runs JavaScript took of these; undefined of a server without JavaScript. */
  readonly javascript: number | undefined;
  readonly p50: number;
  readonly p99: number;
  readonly p999: number | undefined;
  readonly max: number;
  /** How even the connections fared, and how long who waited; see `Shown`. */
  readonly slowest: number | undefined;
  readonly fastest: number | undefined;
  readonly overtaken: number | undefined;
  /** Share of a core that the load generator took. */
  readonly generatorCpu: number;
  readonly saturated: boolean;
  /** Cores that went to neither server nor load generator: above some tenth, the figures are noisy. */
  readonly othersCpu: number;
}

/** What one peer showed in one cell. */
export interface Series {
  readonly peer: string;
  readonly rounds: readonly Measurement[];
  readonly verifiedBytes: number;
  /** Of a server without JavaScript there is none. */
  readonly heartbeat?: Heartbeat;
  readonly syscalls?: Syscalls;
  /** What was asked for and is not here, and why; tracing may be forbidden. */
  readonly skipped: readonly Skipped[];
  /** Why there are fewer rounds than asked for: what went wrong. Such a series is part of no ratio. */
  readonly failure?: string;
}

export interface Candidate {
  readonly peer: Peer;
  readonly server: Server;
}

export type Tell = (step: string) => void;

/** All servers of a cell live side by side, idle but for the one whose turn it is: A B C, A B C, ... */
export async function measureCell(
  cell: Cell,
  candidates: readonly Candidate[],
  plan: Plan,
  tell: Tell,
): Promise<readonly Series[]> {
  const contests = candidates.map((candidate) => new Contest(candidate, cell, plan, tell));
  try {
    for (const contest of contests) await contest.begin();
    for (let round = 1; round <= plan.rounds; round++) {
      for (const contest of contests) await contest.round(round);
    }
    for (const contest of contests) await contest.watch();
    for (const contest of contests) await contest.count();
    return contests.map((contest) => contest.series());
  } finally {
    for (const contest of contests) await contest.end();
  }
}

/** One peer's way through a cell. What goes wrong ends it for this peer alone. */
class Contest {
  readonly #rounds: Measurement[] = [];
  #listening: Listening | undefined;
  #verifiedBytes = 0;
  #heartbeat: Heartbeat | undefined;
  #syscalls: Syscalls | undefined;
  readonly #skipped: Skipped[] = [];
  #failure: string | undefined;

  constructor(
    readonly candidate: Candidate,
    readonly cell: Cell,
    readonly plan: Plan,
    readonly tell: Tell,
  ) {}

  /** Starts the server; checks every byte of a first short run, since a wrong answer's speed means nothing. */
  async begin(): Promise<void> {
    const { cell, plan } = this;
    await this.#attempt('verifying', async () => {
      this.#listening = await listen(this.candidate.server, plan.pinning);
      const { address } = this.#listening;
      const shown = await generate({ address, cell, warmup: 0, seconds: VERIFY_SECONDS, verify: true }, plan.pinning);
      this.#verifiedBytes = shown.verified ?? 0;
    });
  }

  async round(round: number): Promise<void> {
    const { cell, plan } = this;
    await this.#attempt(`round ${round}/${plan.rounds}`, async ({ address, pid }) => {
      const main = `/proc/${pid}/task/${pid}/schedstat`;
      const javascript = this.candidate.server.javascript ? [main] : [];
      const watch = [`/proc/${pid}/stat`, '/proc/stat', ...javascript];
      const task = { address, cell, warmup: plan.warmup, seconds: plan.seconds, watch };
      this.#rounds.push(measurement(await generate(task, plan.pinning)));
    });
  }

  async watch(): Promise<void> {
    if (!this.plan.heartbeat || !this.candidate.server.javascript) return;
    await this.#aside('heartbeat', async (listening) => {
      this.#heartbeat = await watchHeartbeat(listening, this.cell, this.plan.pinning);
    });
  }

  async count(): Promise<void> {
    if (!this.plan.syscalls) return;
    await this.#aside('system calls', async (listening) => {
      this.#syscalls = await countSyscalls(listening, this.cell, this.plan.pinning);
    });
  }

  series(): Series {
    return {
      peer: this.candidate.peer.name,
      rounds: this.#rounds,
      verifiedBytes: this.#verifiedBytes,
      ...(this.#heartbeat === undefined ? {} : { heartbeat: this.#heartbeat }),
      ...(this.#syscalls === undefined ? {} : { syscalls: this.#syscalls }),
      skipped: this.#skipped,
      ...(this.#failure === undefined ? {} : { failure: this.#failure }),
    };
  }

  async end(): Promise<void> {
    if (this.#listening !== undefined) await end(this.#listening.process);
  }

  /** A pass of its own: if it comes to nothing, what was measured before stands. */
  async #aside(what: string, work: (listening: Listening) => Promise<void>): Promise<void> {
    await this.#attempt(what, async (listening) => {
      try {
        await work(listening);
      } catch (error) {
        this.#skipped.push({ what, why: messageOf(error) });
      }
    });
  }

  async #attempt(step: string, work: (listening: Listening) => Promise<void>): Promise<void> {
    if (this.#failure !== undefined) return;
    this.tell(`${this.candidate.peer.name}: ${step}`);
    try {
      await work(this.#listening as Listening);
    } catch (error) {
      this.#failure = `${step}: ${messageOf(error)}`;
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/**
 * Turns what the load generator printed into figures a request. It watched the times of the server, of the machine and,
 * where there is one, of the thread that runs JavaScript.
 */
export function measurement(shown: Shown): Measurement {
  const [server, machine, javascript] = shown.watched;
  if (server === undefined || machine === undefined) throw new Error('the load generator watched nothing');
  const [serverStart, serverEnd] = [processTicks(server.start), processTicks(server.end)];
  const [machineStart, machineEnd] = [machineTicks(machine.start), machineTicks(machine.end)];
  const seconds = (ticks: number) => ticks / TICKS_PER_SECOND;
  const user = seconds(serverEnd.user - serverStart.user);
  const system = seconds(serverEnd.system - serverStart.system);
  const busy = seconds(machineEnd.busy - machineStart.busy);
  return {
    rps: shown.rps,
    requests: shown.requests,
    user: (user * 1e6) / shown.requests,
    system: (system * 1e6) / shown.requests,
    javascript:
      javascript && ((threadSeconds(javascript.end) - threadSeconds(javascript.start)) * 1e6) / shown.requests,
    p50: shown.p50,
    p99: shown.p99,
    p999: shown.p999,
    max: shown.max,
    slowest: shown.slowest,
    fastest: shown.fastest,
    overtaken: shown.overtaken,
    generatorCpu: shown.cpu,
    saturated: shown.saturated,
    othersCpu: Math.max(0, (busy - user - system) / shown.seconds - shown.cpu),
  };
}
