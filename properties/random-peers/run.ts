import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { validateTrace } from '../../model/checker/trace/validate.js';
import type { Server } from '../../src/index.js';
import { LawBroken } from '../kernel-laws/law.js';
import type { Backend } from '../support/backends.js';
import { portOf } from '../support/port.js';
import * as probe from '../support/probe.js';
import { rounds, Scene, until } from '../support/scene.js';
import type { Connection, Plan } from './plan.js';
import { Served, Thrown } from './served.js';
import { Stream } from './stream.js';

/** How long what has to come may take, in milliseconds: more than a connection lingers. */
const WITHIN = 15_000;

/** The peer's side of one connection. */
class Talk {
  readonly plan: Connection;
  readonly fd: number;
  readonly served: Served;
  readonly #sent: Stream;
  readonly #answered: Stream;
  readonly #scene: Scene;
  /** It reset, or left with something unread: it owes nothing, and is owed nothing. */
  gone = false;
  finished = false;
  /** How what it reads ended. */
  over: string | undefined;

  constructor(scene: Scene, plan: Connection, index: number, port: number) {
    this.plan = plan;
    this.#scene = scene;
    this.#sent = new Stream(`to the server, connection ${index}`, 7 * index);
    this.#answered = new Stream(`from the server, connection ${index}`, 7 * index + 100_003);
    this.served = new Served(plan, this.#sent, this.#answered);
    this.fd = scene.own(probe.native.socket(1));
    if (plan.small) probe.shrinkBuffers(this.fd);
    probe.native.connectPort(this.fd, port);
  }

  send(size: number): void {
    if (this.gone || this.finished) return;
    const answer = probe.write(this.fd, this.#sent.next(size));
    if (typeof answer === 'number') this.#sent.accept(answer);
  }

  read(size: number): void {
    if (this.gone || this.over !== undefined) return;
    const answer = probe.read(this.fd, size);
    if (answer === 'EAGAIN') return;
    if (typeof answer === 'string') this.over = answer;
    else if (answer.length > 0) this.#answered.take(answer);
    else if (size > 0) this.over = 'end';
  }

  finish(): void {
    if (this.gone || this.finished) return;
    this.finished = true;
    probe.shutdownWrite(this.fd);
  }

  leave(how: 'reset' | 'leave'): void {
    if (this.gone) return;
    this.gone = true;
    this.#scene.disown(this.fd);
    if (how === 'reset') probe.reset(this.fd);
    else probe.close(this.fd);
  }

  /** Goes through the plan. */
  async play(): Promise<void> {
    for (const move of this.plan.moves) {
      if (move.do === 'send') this.send(move.size);
      else if (move.do === 'read') this.read(move.size);
      else if (move.do === 'finish') this.finish();
      else if (move.do === 'reset' || move.do === 'leave') this.leave(move.do);
      else if (move.do === 'rest') await rounds(move.rounds);
      else if (move.do === 'serve') this.#serve(move.what);
    }
  }

  #serve(what: Parameters<Served['perform']>[0]): void {
    // Outside of a callback nobody catches what is thrown.
    if (what.do !== 'throw') this.served.perform(what);
  }

  /** L11, once it is over: what had to come has come. */
  judge(ending: Plan['ending']): void {
    const { served } = this;
    if (served.broken !== undefined) throw served.broken;
    const droppedByAll = ending === 'abortClients' || ending === 'close the loop';
    if (this.gone || served.dropped || droppedByAll || served.told.length === 0) return;
    if (served.error !== null) throw new LawBroken('L11', `it was lost without a reason: ${served.error}`);
    this.#answered.demandAll(`and then ${this.over}`);
    if (this.over !== 'end') throw new LawBroken('L11', `the peer read ${this.over} instead of the end`);
    if (served.told.includes('eof')) this.#sent.demandAll('and then the end');
  }
}

/** Runs a plan on the real kernel; throws the first law that did not hold, also by the trace. */
export async function run(backend: Backend, plan: Plan): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'readyloop-peers-'));
  try {
    const trace = join(folder, 'run.trace');
    await play(backend, plan, trace);
    const { firstWrong } = await validateTrace(trace);
    if (firstWrong !== undefined) {
      const { law, record, what, allowed } = firstWrong;
      throw new LawBroken(law, `record ${record}: ${what}; allowed: ${allowed.join(', ')}`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function play(backend: Backend, plan: Plan, trace: string): Promise<void> {
  using scene = new Scene(backend, { trace });
  const strange: unknown[] = [];
  scene.loop.setExceptionHandler(({ exception }) => exception instanceof Thrown || strange.push(exception));
  const talks: Talk[] = [];
  // Connections are made one after the other, so that the next protocol is that of the next peer.
  const waiting: Served[] = [];
  const server = await scene.loop.createServer(() => (waiting.shift() as Served).protocol(), {
    host: '127.0.0.1',
    port: 0,
    borrowed: plan.borrowed,
    ...(plan.maxConnections === null ? {} : { maxConnections: plan.maxConnections }),
  });
  const port = portOf(server);
  for (const [index, connection] of plan.connections.entries()) {
    const talk = new Talk(scene, connection, index, port);
    talks.push(talk);
    waiting.push(talk.served);
  }
  await Promise.all(talks.map((talk) => talk.play()));
  await end(scene, server, talks, plan);
  if (strange.length > 0) throw strange[0];
  for (const talk of talks) talk.judge(plan.ending);
}

async function end(scene: Scene, server: Server, talks: readonly Talk[], { ending }: Plan): Promise<void> {
  const closed = server.waitClosed().then(() => true);
  if (ending === 'abortClients') server.abortClients();
  if (ending === 'close the loop') scene.loop.close();
  let settled = false;
  closed.then(() => {
    settled = true;
  });
  const made = () => talks.every((talk) => talk.gone || talk.served.told.length > 0);
  await until(() => {
    for (const talk of talks) {
      const { served } = talk;
      talk.finish();
      talk.read(1_000_000);
      if (served.transport === undefined || served.lost) continue;
      served.perform({ do: 'resumeReading' });
      served.perform({ do: 'uncork' });
      // All that was sent is to be read before the connection is closed.
      if ((ending === 'peers finish' || !made()) && served.told.includes('eof')) served.perform({ do: 'close' });
    }
    if (ending === 'peers finish' && made()) server.close();
    if (ending === 'closeClients' && made()) {
      server.closeClients();
      for (const { served } of talks) served.closed = true;
    }
    const told = ({ served }: Talk) => served.lost || served.told.length === 0;
    return settled && talks.every((talk) => told(talk) && (talk.gone || talk.over !== undefined));
  }, WITHIN);
  if (!settled) throw new LawBroken('L10', 'waitClosed never settled');
  const left = talks.findIndex(({ served }) => served.told.length > 0 && !served.lost);
  if (left >= 0)
    throw new LawBroken('L12', `connection ${left} was never lost: ${talks[left]?.served.told.join(', ')}`);
  if (server.connections.size > 0) throw new LawBroken('L15', 'the server still holds connections');
}
