import { BATCH_WORDS, BatchField, BatchKind, Told } from '../../generated/ts/layout.js';
import { refusalIn } from '../../src/errors/index.js';
import {
  addon,
  type NativeLoop,
  type NativeLoopOptions,
  ON_ITS_WAY,
  SETTLED,
  SLOTS,
  Telling,
  type ToldCode,
} from '../../src/native/index.js';
import * as probe from '../support/probe.js';
import { rounds, sleep } from '../support/scene.js';
import type { Action, Direction, OnSubject, Walk } from './actions.js';
import { Subject } from './subject.js';

/** How many tries a direction has in a turn (budget.rs), and more than that. */
const SHARE = 64;
const TOO_OFTEN = SHARE + 2;

/** How long the other side has for taking what is sent. */
const MOST_ROUNDS = 30;

const BYTES = Buffer.alloc(2_000_000);

/** A callback that was reported. */
type Reported = readonly [slot: number, generation: number, direction: number, ticket: number];

/**
 * The native loop under a JavaScript that does what it likes, when it likes: it runs callbacks long after they were
 * reported, and lets the loop have turns while one runs. `Loop` does neither, but a loop of another thread meets both.
 */
export class Walker {
  readonly native: NativeLoop;
  readonly #subjects: Subject[];
  readonly #reported: Reported[] = [];
  /** Who waits for a turn of its own, to hear which it is. */
  readonly #asked: ((turn: number) => void)[] = [];
  #operation = 0;
  readonly #telling: Telling;
  /** How many callbacks were added; and by slot and direction which one was added last. */
  #added = 0;
  readonly #callbacks = new Map<string, number>();
  panicked = false;

  /** @param options of the native loop */
  constructor({ subjects }: Pick<Walk, 'subjects'>, options: NativeLoopOptions) {
    const { NativeLoop } = addon();
    const nothing = (): void => {};
    this.native = new NativeLoop(
      options,
      (count) => this.#take(count),
      (turn) => {
        for (const answer of this.#asked.splice(0)) answer(turn);
      },
      nothing,
      () => {
        this.panicked = true;
      },
    );
    this.#telling = new Telling(options.trace !== undefined, this.native.told, () => this.native.hear());
    this.#subjects = subjects.map((kind) => new Subject(kind));
  }

  async perform(action: Action): Promise<void> {
    switch (action.do) {
      case 'turn':
        return rounds(1);
      case 'pause':
        return sleep(this.#at(action.on).patience);
      case 'done':
        this.native.finish();
        return;
      case 'run': {
        // 0 is the last one.
        const [reported] = this.#reported.splice(-1 - (action.on % Math.max(1, this.#reported.length)), 1);
        if (reported) this.#run(reported);
        return;
      }
      case 'drain':
        return this.#drain(this.#at(action.on));
      case 'renew':
        return this.#renew(action.on);
      case 'starve':
        return this.#starve(this.#at(action.on), action.long);
      default:
        attempt(() => this.#on(this.#at(action.on), action));
    }
  }

  /** Has a turn taken on this thread: how many there were. */
  turn(): Promise<number> {
    return new Promise((resolve) => {
      this.#asked.push(resolve);
      this.native.schedule();
    });
  }

  /** Ends everything. */
  async end(): Promise<void> {
    const last = this.native.close();
    this.#take(last);
    this.native.finish();
    await rounds();
    for (const subject of this.#subjects) subject.close();
  }

  #at(on: number): Subject {
    return this.#subjects[on % this.#subjects.length] as Subject;
  }

  #on(subject: Subject, action: OnSubject): void {
    const { native } = this;
    const { fd } = subject;
    switch (action.do) {
      case 'add':
        this.#add(subject, action.direction);
        break;
      case 'remove':
        action.direction === 0 ? native.removeReader(fd) : native.removeWriter(fd);
        break;
      case 'attach':
        subject.key = native.attach(fd);
        break;
      case 'receive':
        this.#receive(subject, action.size);
        break;
      case 'send':
        this.#send(subject, action.size, action.addressed);
        break;
      case 'connect':
        if (subject.connects) this.#begin(subject, (key, operation) => native.connect(key, operation, subject.address));
        break;
      case 'cancel':
        this.#cancel(subject);
        break;
      case 'end':
        native.closeSlot(this.#key(subject));
        subject.key = undefined;
        break;
      case 'exhaust':
        this.#exhaust(subject, action.direction);
        break;
      case 'queue':
        for (let i = 0; i < TOO_OFTEN; i++) this.#receive(subject, 1);
        break;
      case 'replace':
        subject.replace(action.haunted);
        if (action.noticed) subject.key = native.attach(fd);
        break;
      default:
        subject.meet(action.do);
    }
  }

  #key(subject: Subject): number {
    subject.key ??= this.native.attach(subject.fd);
    return subject.key;
  }

  #begin(subject: Subject, start: (key: number, operation: number) => number): void {
    const operation = this.#operation++;
    try {
      if (start(this.#key(subject), operation) !== SETTLED) subject.operations.add(operation);
      else this.#discard(this.native.result, 0);
    } catch (error) {
      const refusal = refusalIn(error);
      if (refusal !== undefined) this.#tell(Told.FAILED, subject.key ?? 0, operation, refusal, 0);
      // The slot is gone: the next time there is another.
      if ((error as { code?: string }).code === 'ERR_SOCKET_CLOSED') subject.key = undefined;
      throw error;
    }
  }

  #add(subject: Subject, direction: Direction): void {
    const { native } = this;
    const callback = ++this.#added;
    const key = direction === 0 ? native.addReader(subject.fd, callback) : native.addWriter(subject.fd, callback);
    subject.key = key;
    this.#callbacks.set(`${key} ${direction}`, callback);
  }

  #run([slot, generation, direction, ticket]: Reported): void {
    if (!this.native.begin(slot, generation, direction, ticket)) return;
    const callback = this.#callbacks.get(`${generation * SLOTS + slot} ${direction}`) ?? 0;
    this.#telling.tell(
      [Told.READER_CALLED, Told.WRITER_CALLED][direction] as ToldCode,
      slot,
      generation,
      0,
      0,
      callback,
    );
  }

  /** Receives; of a listener, a connection. */
  #receive(subject: Subject, size: number): void {
    this.#begin(subject, (key, operation) =>
      subject.kind === 'listener' ? this.native.accept(key, operation) : this.native.receive(key, operation, size),
    );
  }

  #send(subject: Subject, size: number, addressed: boolean): void {
    const { kind, address } = subject;
    if (kind === 'listener') return;
    const isDatagram = kind === 'datagrams' || kind === 'mail';
    const bytes = BYTES.subarray(0, isDatagram ? Math.min(size, 50_000) : size);
    this.#begin(subject, (key, operation) =>
      addressed && kind === 'mail'
        ? this.native.sendTo(key, operation, bytes, address)
        : this.native.send(key, operation, bytes),
    );
  }

  #cancel(subject: Subject): void {
    const [operation] = subject.operations;
    if (operation === undefined) return;
    subject.operations.delete(operation);
    const key = this.#key(subject);
    const taken = this.native.cancel(key, operation);
    if (taken !== ON_ITS_WAY) this.#tell(Told.ABORTED, key, operation, 0, taken);
  }

  #tell(what: ToldCode, key: number, operation: number, error: number, value: number): void {
    this.#telling.tell(what, key % SLOTS, Math.floor(key / SLOTS), operation, error, value);
  }

  /** Spends a direction's share of the turn: what had to wait for the kernel is given up, what has to yield is not. */
  #exhaust(subject: Subject, direction: Direction): void {
    let settled = 0;
    for (let tries = 0; tries < TOO_OFTEN; tries++) {
      if (direction === 1) this.#send(subject, 1, true);
      else this.#receive(subject, 1);
      if (subject.operations.size === 0) settled++;
      else if (settled === tries && tries >= SHARE / 2) return;
      else if (tries < TOO_OFTEN - 1) this.#cancel(subject);
    }
  }

  async #drain(subject: Subject): Promise<void> {
    for (let round = 0; round < MOST_ROUNDS && subject.operations.size > 0; round++) {
      subject.read();
      await rounds(1);
    }
  }

  #renew(on: number): void {
    const subject = this.#at(on);
    attempt(() => this.native.closeSlot(this.#key(subject)));
    subject.close();
    this.#subjects[on % this.#subjects.length] = new Subject(subject.kind);
  }

  /** Accepts although no descriptor can be had. */
  async #starve(subject: Subject, long: boolean): Promise<void> {
    const before = probe.limitDescriptors(0);
    attempt(() => this.#receive(subject, 1));
    await (long ? sleep(subject.patience) : rounds(1));
    probe.limitDescriptors(before);
  }

  #take(count: number): void {
    const { records } = this.native;
    for (let row = 0; row < count; row++) this.#discard(records, row * BATCH_WORDS);
  }

  /** Callbacks are taken later; of an operation nothing is wanted but that it is over. */
  #discard(records: Int32Array, at: number): void {
    const field = (name: keyof typeof BatchField) => records[at + BatchField[name]] as number;
    const kind = field('KIND');
    if (kind === BatchKind.READER || kind === BatchKind.WRITER) {
      this.#reported.push([field('SLOT'), field('GENERATION'), kind === BatchKind.READER ? 0 : 1, field('VALUE')]);
      return;
    }
    const what = TOLD[kind];
    const isDone = what === Told.SENT || what === Told.CONNECTED;
    const isOfSlot = kind === BatchKind.LIMIT || kind === BatchKind.FORBIDDEN || field('OPERATION') < 0;
    if (what !== undefined) {
      this.#telling.tell(
        field('OPERATION') < 0 ? Told.GIVEN_UP : what,
        field('SLOT'),
        field('GENERATION'),
        isOfSlot ? 0 : field('OPERATION'),
        field('ERROR'),
        isDone || isOfSlot ? 0 : field('VALUE'),
      );
    }
    if (kind === BatchKind.ACCEPTED) addon().socketClose(field('VALUE'));
    for (const { operations } of this.#subjects) operations.delete(field('OPERATION'));
  }
}

/** What each record tells. */
const TOLD: Readonly<Record<number, ToldCode>> = {
  [BatchKind.ACCEPTED]: Told.ACCEPTED,
  [BatchKind.RECEIVED]: Told.RECEIVED,
  [BatchKind.SENT]: Told.SENT,
  [BatchKind.CONNECTED]: Told.CONNECTED,
  [BatchKind.FAILED]: Told.FAILED,
  [BatchKind.LIMIT]: Told.LIMIT,
  [BatchKind.FORBIDDEN]: Told.GIVEN_UP,
};

/** What is refused is refused: a direction that is in use, a slot that is gone, a number that is no file. */
function attempt(act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
  }
}
