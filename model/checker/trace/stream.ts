import type { SlotName } from './slot-name.js';

/** What the engine has of a connection for its user, and what the user was told. */
export class Stream implements SlotName {
  readonly index: number;
  readonly generation: number;
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
  /** Its user was told to pause writing. */
  isFull = false;
  /** The bytes that were received, of which its user was not told, as they came. */
  readonly #untold: number[] = [];

  constructor({ index, generation }: SlotName) {
    this.index = index;
    this.generation = generation;
  }

  give(count: number): void {
    this.#untold.push(count);
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
    this.#untold.length = 0;
  }

  get untold(): number {
    return this.#untold.reduce((sum, count) => sum + count, 0);
  }

  /** Tells some of what came: one read, or several that were kept. Whether that was there. */
  take(count: number): boolean {
    let left = count;
    let reads = 0;
    while (left > 0 && reads < this.#untold.length) left -= this.#untold[reads++] as number;
    if (count <= 0 || left !== 0) return false;
    this.#untold.splice(0, reads);
    return true;
  }

  /** What has to be told next, in words; several where either may be. */
  get next(): string[] {
    if (!this.isMade) return ['MADE'];
    const { untold } = this;
    if (untold > 0) return [`DATA of ${this.#untold[0]} bytes`];
    if (this.hasEnded && !this.isEndTold && !this.isCut) return ['EOF'];
    if (this.lost !== undefined) return [this.lost === 0 ? 'LOST' : `LOST with error ${this.lost}`];
    return [];
  }
}

/** The connections of which users are to be told something yet, by their slots. */
export class Streams {
  readonly #all = new Map<string, Stream>();

  get size(): number {
    return this.#all.size;
  }

  open(slot: SlotName): Stream {
    const stream = new Stream(slot);
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
