import type { Space } from '../checker/space.js';
import { asked, HUP, OUT } from './bits.js';
import { type FileShape, type OpenFile, openFile } from './open-file.js';

/** How a world's kernel is made. */
export interface KernelShape {
  /** How many descriptor numbers there are. */
  readonly numbers: number;
  readonly files: readonly FileShape[];
  /** How many different tokens registrations can carry. */
  readonly tokens?: number;
  /** Watches may run out, so that registering fails. */
  readonly refuses?: boolean;
  /** Descriptors may run out, so that accepting fails. */
  readonly limits?: boolean;
  /** The poller's own descriptor is watched by another, edge-triggered poller. */
  readonly nested?: boolean;
  /** A level-triggered poller, for hang-ups: they are reported as long as they last (P3). */
  readonly levelHangups?: boolean;
  /** Registrations are of duplicates, which keep their files open (F2). */
  readonly duplicates?: boolean;
  /** A modification does not look at the file anew (F9). */
  readonly onlyEdges?: boolean;
  /** A hang-up once reported is reported for ever (F10). */
  readonly lastingHangups?: boolean;
  /** Whoever asks to write is not told of hang-ups and errors (F11). */
  readonly deafWriters?: boolean;
}

export type ControlError = 'EBADF' | 'ENOENT' | 'EEXIST' | 'ENOSPC';

/** How many descriptors are left. */
const PLENTY = 0;
const ONE = 1;
const NONE = 2;

/** One entry of the poller's table: epoll's key is the number *and* the open file it named at registration. */
interface Registration {
  readonly number: number;
  readonly file: number;
  readonly interest: number;
  readonly token: number;
  readonly ready: number;
  /** A hang-up has been reported, and stays (F10). */
  readonly hungUp: number;
}

export interface Report {
  readonly token: number;
  readonly file: number;
  readonly bits: number;
}

/**
 * The world below the engine: descriptor numbers that are reused at once, open files that several numbers may name, and
 * an edge-triggered poller with an interest and a ready list, as epoll(7) has them and mio uses them.
 *
 * An edge puts a registration on the ready list; adding and modifying look at the file anew; reporting takes it off
 * again and tells the readiness of that moment. Closing the last number of a file removes its registrations; closing
 * another leaves them behind, under a number that may by then name another file (P4).
 */
export class Kernel {
  readonly files: readonly OpenFile[];
  readonly registrations: number;
  private readonly names: readonly number[];
  private readonly table: readonly Registration[];
  private readonly noWatches: number;
  private readonly descriptors: number;
  /** Something joined the ready list since the other poller looked. */
  private readonly edge: number;
  /** The last `modify` met a registration with another token; /proc/self/fdinfo of the poller tells so. */
  ghostWasTaken = false;

  constructor(
    space: Space,
    readonly shape: KernelShape,
  ) {
    this.names = Array.from({ length: shape.numbers }, (_, index) => space.field(`fd${index}`, shape.files.length + 1));
    const files: OpenFile[] = [];
    for (const [index, file] of shape.files.entries()) files.push(openFile(space, `file${index}`, file, files.at(-1)));
    this.files = files;
    this.table = this.names.flatMap((_, number) =>
      this.files.map((_, file) => ({
        number,
        file,
        interest: space.field(`epoll${number}${file}.interest`, 8),
        token: space.field(`epoll${number}${file}.token`, shape.tokens ?? 1),
        ready: space.field(`epoll${number}${file}.ready`, 2),
        hungUp: space.field(`epoll${number}${file}.hungUp`, shape.lastingHangups ? 2 : 1),
      })),
    );
    this.registrations = this.table.length;
    this.noWatches = space.field('noWatches', shape.refuses ? 2 : 1);
    this.descriptors = space.field('descriptors', shape.limits ? 3 : 1);
    this.edge = space.field('epoll.edge', shape.nested ? 2 : 1);
  }

  /** The open file a number names, or -1. */
  fileOf(v: Uint8Array, number: number): number {
    return (v[this.names[number] as number] as number) - 1;
  }

  isOpen(v: Uint8Array, file: number): boolean {
    return this.isNamed(v, file) || (this.shape.duplicates === true && this.isWatched(v, file));
  }

  /** Some number names the file. */
  isNamed(v: Uint8Array, file: number): boolean {
    return this.names.some((name) => v[name] === file + 1);
  }

  /** The lowest free number, as open(2) takes it, or -1. */
  freeNumber(v: Uint8Array): number {
    return this.names.findIndex((name) => v[name] === 0);
  }

  name(v: Uint8Array, number: number, file: number): void {
    v[this.names[number] as number] = file + 1;
  }

  close(v: Uint8Array, number: number): void {
    const file = this.fileOf(v, number);
    v[this.names[number] as number] = 0;
    if (this.isOpen(v, file)) return;
    for (const entry of this.table) if (entry.file === file) this.forget(v, entry);
    this.files[file]?.reset(v);
  }

  atDescriptorLimit(v: Uint8Array): boolean {
    return v[this.descriptors] === NONE;
  }

  toggleDescriptorLimit(v: Uint8Array): void {
    v[this.descriptors] = this.atDescriptorLimit(v) ? PLENTY : NONE;
  }

  /** All descriptors but one are taken. */
  leaveOneDescriptor(v: Uint8Array): void {
    v[this.descriptors] = ONE;
  }

  /** A connection was accepted. */
  takeDescriptor(v: Uint8Array): void {
    if (v[this.descriptors] === ONE) v[this.descriptors] = NONE;
  }

  toggleWatchLimit(v: Uint8Array): void {
    v[this.noWatches] = 1 - (v[this.noWatches] as number);
  }

  add(v: Uint8Array, number: number, interest: number, token: number): ControlError | undefined {
    const entry = this.entry(v, number);
    if (!entry) return 'EBADF';
    if (v[entry.interest]) return 'EEXIST';
    if (v[this.noWatches]) return 'ENOSPC';
    this.set(v, entry, interest, token);
    return undefined;
  }

  modify(v: Uint8Array, number: number, interest: number, token: number): ControlError | undefined {
    const entry = this.entry(v, number);
    this.ghostWasTaken = false;
    if (!entry) return 'EBADF';
    if (!v[entry.interest]) return 'ENOENT';
    this.ghostWasTaken = v[entry.token] !== token;
    const ready = v[entry.ready] as number;
    this.set(v, entry, interest, token);
    if (this.shape.onlyEdges) v[entry.ready] = ready;
    return undefined;
  }

  remove(v: Uint8Array, number: number): ControlError | undefined {
    const entry = this.entry(v, number);
    if (!entry) return 'EBADF';
    if (!v[entry.interest]) return 'ENOENT';
    this.forget(v, entry);
    return undefined;
  }

  /** What is asked for under a number and the file it names now. */
  interestOf(v: Uint8Array, number: number): number {
    const entry = this.entry(v, number);
    return entry ? (v[entry.interest] as number) : 0;
  }

  /** Something happened to a file: every registration that asked for it joins the ready list. */
  wake(v: Uint8Array, file: number, bits: number): void {
    const heard = this.heard(bits);
    for (const entry of this.table) {
      if (entry.file === file && v[entry.interest] && heard & asked(v[entry.interest] as number)) this.join(v, entry);
    }
  }

  /** The other poller has an edge of this one to look at. */
  hasEdge(v: Uint8Array): boolean {
    return v[this.edge] === 1;
  }

  /** It looks, and answers whether this poller is readable. */
  takeEdge(v: Uint8Array): boolean {
    v[this.edge] = 0;
    this.sweep(v);
    return this.table.some(({ ready }) => v[ready] === 1);
  }

  /** Whoever looks at the ready list drops what is on it and not ready any more; what joins it later is an edge again. */
  sweep(v: Uint8Array): void {
    this.table.forEach(({ ready }, index) => {
      if (!this.isReady(v, index)) v[ready] = 0;
    });
  }

  /** Whether a file, or else anything at all, is registered. */
  isWatched(v: Uint8Array, file?: number): boolean {
    return this.table.some((entry) => v[entry.interest] !== 0 && (file ?? entry.file) === entry.file);
  }

  /** Whether the ready list has a registration that poll would report. */
  isReady(v: Uint8Array, index: number): boolean {
    const entry = this.table[index] as Registration;
    return v[entry.ready] === 1 && this.eventsOf(v, entry) !== 0;
  }

  /** Takes one registration off the ready list, as epoll_wait(2) reports it. */
  report(v: Uint8Array, index: number): Report {
    const entry = this.table[index] as Registration;
    const bits = this.eventsOf(v, entry);
    if (this.shape.lastingHangups && bits & HUP) v[entry.hungUp] = 1;
    v[entry.ready] = v[entry.hungUp] || (this.shape.levelHangups && bits & HUP) ? 1 : 0;
    return { token: v[entry.token] as number, file: entry.file, bits };
  }

  describeRegistration(index: number): string {
    const entry = this.table[index] as Registration;
    return this.files.length === 1 ? `fd ${entry.number}` : `fd ${entry.number} (file ${entry.file})`;
  }

  /** Makes every registration that carries a token carry another: what a generation does in the engine. */
  retoken(v: Uint8Array, from: number, to: number): void {
    for (const entry of this.table) if (v[entry.interest] && v[entry.token] === from) v[entry.token] = to;
  }

  private entry(v: Uint8Array, number: number): Registration | undefined {
    const file = this.fileOf(v, number);
    return file < 0 ? undefined : this.table[number * this.files.length + file];
  }

  private eventsOf(v: Uint8Array, entry: Registration): number {
    const bits = this.heard((this.files[entry.file] as OpenFile).events(v)) & asked(v[entry.interest] as number);
    return bits | (v[entry.hungUp] ? HUP : 0);
  }

  /** A file that hung up need not be writable, and is so to none but who asks for hang-ups. */
  private heard(bits: number): number {
    return this.shape.deafWriters && bits & HUP ? bits & ~(HUP | OUT) : bits;
  }

  private set(v: Uint8Array, entry: Registration, interest: number, token: number): void {
    v[entry.interest] = interest;
    v[entry.token] = token;
    if (this.eventsOf(v, entry)) this.join(v, entry);
    else v[entry.ready] = 0;
  }

  /** An edge tells that the list grew: whoever is on it already brings no other. */
  private join(v: Uint8Array, entry: Registration): void {
    if (this.shape.nested && !v[entry.ready]) v[this.edge] = 1;
    v[entry.ready] = 1;
  }

  private forget(v: Uint8Array, entry: Registration): void {
    v[entry.interest] = 0;
    v[entry.token] = 0;
    v[entry.ready] = 0;
    v[entry.hungUp] = 0;
  }
}
