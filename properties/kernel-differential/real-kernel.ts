import { HUP, IN, OUT, PRI, RDHUP, READ, URGENT, WRITE } from '../../model/kernel/bits.js';
import * as probe from '../support/probe.js';
import { type Answer, type Kind, NUMBERS, type Operation, type Report, type Subject } from './operations.js';
import { named, openFile, type RealFile } from './real-files.js';

const { native } = probe;

const [ADD, REMOVE, MODIFY] = [1, 2, 3];
const EDGE = 0x8000_0000;
const POLL = probe.Poll;

/** Of which the kernel tells how many bytes can be read. */
const STREAMS: readonly Kind[] = ['unix', 'tcp', 'connecting', 'seqpacket', 'descriptors'];

/** The numbers of a sequence are high ones, which nothing else of this process is given. */
const FIRST = 700;

/** What epoll is asked for an interest of the model's. */
function asked(interest: number): number {
  const read = interest & READ ? POLL.IN | POLL.RDHUP : 0;
  return read | (interest & WRITE ? POLL.OUT : 0) | (interest & URGENT ? POLL.PRI : 0);
}

/** The kernel this runs on, by bare system calls. */
export class RealKernel implements Subject, Disposable {
  readonly #epoll = native.epollCreate();
  readonly #files: (RealFile | undefined)[] = [];
  /** The file a number names. */
  /** Files that were filled up, and of which nobody has read since. */
  readonly #filled = new Set<number>();
  readonly #names: (number | undefined)[] = Array.from({ length: NUMBERS }, () => undefined);

  constructor(readonly kinds: readonly [Kind, Kind]) {
    this.#open(0, 0);
    this.#open(1, 1);
  }

  [Symbol.dispose](): void {
    for (let number = 0; number < NUMBERS; number++) this.#close(number);
    native.close(this.#epoll);
  }

  perform(operation: Operation, token: number): Answer {
    switch (operation.op) {
      case 'poll':
        return 'ok';
      case 'add':
        return this.#control(ADD, operation.number, operation.interest, token);
      case 'modify':
        return this.#control(MODIFY, operation.number, operation.interest, token);
      case 'remove':
        return this.#control(REMOVE, operation.number, 0, 0);
      case 'peer':
        if (operation.act !== 'sends' && operation.act !== 'ends') this.#filled.delete(operation.file);
        (this.#files[operation.file] as RealFile).peer(operation.act, FIRST + this.#names.indexOf(operation.file));
        return 'ok';
      case 'open': {
        const free = this.#names.indexOf(undefined);
        this.#open(free, operation.file);
        return free;
      }
      case 'close':
        this.#close(operation.number);
        return 'ok';
      case 'dup': {
        const free = this.#names.indexOf(undefined);
        probe.dup2(FIRST + operation.number, FIRST + free);
        this.#names[free] = this.#names[operation.number];
        return free;
      }
      default:
        return this.#onFile(operation, FIRST + operation.number, this.#fileOf(operation.number));
    }
  }

  poll(): Report[] {
    const told = new Uint32Array(64);
    const count = native.epollWait(this.#epoll, told);
    return Array.from({ length: count }, (_, i) => ({
      token: told[2 * i] as number,
      bits: bits(told[2 * i + 1] as number),
    }));
  }

  levels(number: number): number {
    const index = this.#names[number];
    if (index === undefined) return -1;
    // TCP moves what it holds on when it likes, and has room again that nobody made: full is filled up again.
    const now = this.#asked(number);
    if (this.#filled.has(index) && now & OUT && !(now & HUP)) {
      this.#fileOf(number).write(FIRST + number);
    }
    return this.#asked(number);
  }

  /** What poll(2) says. */
  #asked(number: number): number {
    return bits(probe.poll([{ fd: FIRST + number, events: POLL.IN | POLL.PRI | POLL.OUT | POLL.RDHUP }])[0] as number);
  }

  queued(number: number): number {
    const index = this.#names[number];
    const isStream = index !== undefined && STREAMS.includes(this.kinds[index] as Kind);
    // A socket that is not connected knows no number.
    return isStream ? Math.max(native.readableBytes(FIRST + number), 0) : 0;
  }

  #onFile(operation: Extract<Operation, { number: number }>, fd: number, file: RealFile): Answer {
    switch (operation.op) {
      case 'read':
        return file.read(fd, 'most' in operation ? operation.most : 1);
      case 'write': {
        const answer = file.write(fd);
        if (answer === 'taken' || answer === 'EAGAIN') this.#filled.add(this.#names[operation.number] as number);
        return answer;
      }
      case 'accept':
        return this.#accept(fd, 'atLimit' in operation && operation.atLimit);
      case 'block':
        return native.setBlocking(fd, true) === 0 ? 'ok' : 'failed';
      case 'unblock':
        return native.setBlocking(fd, false) === 0 ? 'ok' : 'failed';
      case 'shutdown':
        this.#filled.delete(this.#names[operation.number] as number);
        return named(native.shutdown(fd, 2)) === 0 ? 'ok' : 'failed';
      case 'halve':
        return native.shutdown(fd, 1) === 0 ? 'ok' : 'failed';
      case 'disconnect':
        this.#filled.delete(this.#names[operation.number] as number);
        return file.disconnect?.(fd) ?? 'failed';
      default:
        return file.connect?.(fd, operation.op === 'connect') ?? 'failed';
    }
  }

  #accept(fd: number, atLimit: boolean): Answer {
    const before = atLimit ? probe.limitDescriptors(3) : 0;
    // What waits is interrupted, which shows that it waited.
    native.interruptEvery(1000);
    const answer = native.accept(fd);
    native.interruptEvery(0);
    if (atLimit) probe.limitDescriptors(before);
    if (answer < 0) return named(answer) === 'EINTR' ? 'waits' : named(answer);
    native.close(answer);
    return 'connection';
  }

  #control(operation: number, number: number, interest: number, token: number): Answer {
    const events = asked(interest) | EDGE;
    const answer = native.epollControl(this.#epoll, operation, FIRST + number, events >>> 0, token);
    return answer === 0 ? 'ok' : named(answer);
  }

  #open(number: number, index: number): void {
    const file = openFile(this.kinds[index] as Kind);
    probe.dup2(file.fd, FIRST + number);
    native.close(file.fd);
    this.#files[index] = file;
    this.#filled.delete(index);
    this.#names[number] = index;
  }

  #close(number: number): void {
    const index = this.#names[number];
    if (index === undefined) return;
    native.close(FIRST + number);
    this.#names[number] = undefined;
    if (this.#names.includes(index)) return;
    this.#files[index]?.release();
    this.#files[index] = undefined;
  }

  #fileOf(number: number): RealFile {
    return this.#files[this.#names[number] as number] as RealFile;
  }
}

/** The kernel's bits as the model has them. */
function bits(of: number): number {
  return (
    (of & POLL.IN ? IN : 0) |
    (of & POLL.OUT ? OUT : 0) |
    (of & POLL.PRI ? PRI : 0) |
    (of & POLL.RDHUP ? RDHUP : 0) |
    (of & (POLL.HUP | POLL.ERR) ? HUP : 0)
  );
}
