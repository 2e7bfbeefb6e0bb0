import type { SlotName } from './slot-name.js';

/** What the engine has of a connection for its user, and what the user was told. */
export class Stream implements SlotName {
  readonly index: number;
  readonly generation: number;
  readonly fd: number;
  /** Its user knows it. */
  isMade = false;
  /** The peer sends nothing more; and its user was told so. */
  hasEnded = false;
  isEndTold = false;
  /** What it was lost with, once it is: an errno, the engine's own number, or 0. */
  lost: number | undefined;
  /** Its user has closed it, or aborted it; or the loop is closed. Of what came before nothing is told any more. */
  isShut = false;
  isAborted = false;
  isCut = false;
  /** Its user knows that it is lost, though he was not told of all before: he must have ended it himself. */
  isOver = false;
  /** Its user was told to pause writing. */
  isFull = false;
  /** How many times its user was told of something, and of how many bytes. */
  tellings = 0;
  told = 0;
  /** What is left of what its user is being told of; and the reads behind it, of so many bytes each. */
  #left = 0;
  readonly #reads: number[] = [];

  constructor({ index, generation }: SlotName, fd: number) {
    this.index = index;
    this.generation = generation;
    this.fd = fd;
  }

  give(count: number): void {
    if (!this.isCut) this.#reads.push(count);
  }

  shut(): void {
    this.isShut = true;
    this.cut();
  }

  abort(): void {
    this.isAborted = true;
    this.cut();
  }

  cut(): void {
    this.isCut = true;
    this.#left = 0;
    this.#reads.length = 0;
  }

  /** How many bytes were received of which its user was not told. */
  get untold(): number {
    return this.#reads.reduce((sum, count) => sum + count, this.#left);
  }

  /** Tells of so many bytes, of one read or of several that were kept, of which so many are left. Whether they came so. */
  take(count: number, left: number): boolean {
    let sum = this.#left;
    let reads = 0;
    while ((sum === 0 || sum < count + left) && reads < this.#reads.length) sum += this.#reads[reads++] as number;
    if (count <= 0 || left < 0 || sum !== count + left) return false;
    this.#reads.splice(0, reads);
    this.#left = left;
    this.told += count;
    return true;
  }

  /** Its user knows all that came, or has ended it himself. */
  get isComplete(): boolean {
    return this.isCut || (this.untold === 0 && (this.isEndTold || !this.hasEnded));
  }

  /** What has to be told next, in words. */
  get next(): string[] {
    if (!this.isMade) return ['MADE'];
    if (this.untold > 0) return [`DATA, of ${this.untold} bytes in all`];
    if (!this.isComplete) return ['EOF'];
    if (this.lost === undefined) return [];
    return [
      `LOST${this.lost === 0 ? '' : ` with error ${this.lost}`}, behind ${this.tellings} others and ${this.told} bytes`,
    ];
  }
}

/** The connections of which users are to be told something yet, by their slots. */
export class Streams {
  readonly #all = new Map<string, Stream>();

  get size(): number {
    return this.#all.size;
  }

  open(slot: SlotName, fd: number): Stream {
    const stream = new Stream(slot, fd);
    this.#all.set(nameOf(slot), stream);
    return stream;
  }

  of(slot: SlotName): Stream | undefined {
    return this.#all.get(nameOf(slot));
  }

  /** Nothing more is told of it. */
  end(slot: SlotName): void {
    this.#all.delete(nameOf(slot));
  }

  /** One that is lost, and whose user does not know. */
  get unfinished(): Stream | undefined {
    for (const stream of this.#all.values()) if (stream.lost !== undefined) return stream;
    return undefined;
  }
}

function nameOf({ index, generation }: SlotName): string {
  return `${index}.${generation}`;
}
