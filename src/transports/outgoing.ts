import { type Commanded, type Commands, MOST_COPIED } from './commands.js';
import { type Change, Unchanged } from './unchanged.js';

/** What is unsent before `pauseWriting` is told, unless the user says otherwise. */
export const DEFAULT_HIGH = 65_536;

/** Who hears of the marks. */
export interface Marked {
  aboveHigh(): void;
  belowLow(): void;
  /** The kernel has taken something. */
  sent(): void;
  /** Memory that was written was changed before it had left; told in debug mode, once. */
  changed(change: Change): void;
}

/** What was written to one connection and the kernel has not taken, as far as JavaScript knows, and its two marks. */
export class Outgoing implements Commanded {
  readonly slot: number;
  readonly generation: number;
  lastWrite = 0;
  lastGathering = -1;
  readonly #commands: Commands;
  readonly #marked: Marked;
  /** What is gathered while it is corked, and how long it was then; it counts as what has left does. */
  #held: { readonly bytes: Uint8Array; readonly length: number }[] | undefined;
  #corks = 0;
  #unsent = 0;
  #written = 0;
  #high: number;
  #low: number;
  #isAbove = false;
  /** In debug mode, until a change was told. */
  #unchanged: Unchanged | undefined;

  constructor(commands: Commands, slot: number, generation: number, marked: Marked, high: number, low: number) {
    this.#commands = commands;
    this.slot = slot;
    this.generation = generation;
    this.#marked = marked;
    this.#high = high;
    this.#low = low;
    this.#unchanged = commands.isDebug ? new Unchanged() : undefined;
  }

  /** Asks something of the engine. */
  ask(kind: number, length: number): void {
    this.#commands.ask(this, kind, length);
  }

  /** Has what is read next go into memory of the user's; `again`, if it is the one that was given last. */
  readInto(memory: Uint8Array, again: boolean): void {
    this.#commands.readInto(this, memory, again);
  }

  /** Nothing more is written: a command behind all that was. */
  end(kind: number): void {
    this.flush();
    this.#commands.ask(this, kind, 0);
  }

  /** Drops what has not left JavaScript. */
  drop(): void {
    this.#held = undefined;
  }

  /** The connection is over, and nothing leaves any more. */
  clear(): void {
    this.#held = undefined;
    this.#unsent = 0;
    this.#isAbove = false;
    this.#unchanged?.clear();
  }

  write(data: string | Uint8Array): void {
    if (typeof data === 'string' && data.length * 3 <= MOST_COPIED && this.#corks === 0) {
      this.#count(this.#commands.writeText(this, data));
      return;
    }
    const bytes = typeof data === 'string' ? Buffer.from(data) : data;
    if (bytes.length === 0) {
      return;
    }
    this.#count(bytes.length);
    if (bytes.length > MOST_COPIED) {
      this.#unchanged?.add(bytes, this.#written);
    }
    if (this.#corks === 0) {
      this.#commands.write(this, bytes);
    } else {
      const isCopied = bytes.length <= MOST_COPIED;
      this.#held ??= [];
      this.#held.push({
        bytes: isCopied ? Uint8Array.from(bytes) : this.#commands.lasting(bytes),
        length: bytes.length,
      });
    }
  }

  /** How many `uncork`s are missing. */
  get corks(): number {
    return this.#corks;
  }

  /** More is unsent than may be, and was told so. */
  get isAbove(): boolean {
    return this.#isAbove;
  }

  cork(): void {
    this.#corks++;
  }

  uncork(): void {
    if (this.#corks > 0 && --this.#corks === 0) {
      this.flush();
    }
  }

  /** Lets go of what was gathered. */
  flush(): void {
    const held = this.#held;
    if (held !== undefined) {
      this.#held = undefined;
      for (const { bytes, length } of held) {
        this.#commands.write(this, bytes, length);
      }
    }
  }

  /** Has the engine send all of it at once, as far as the kernel takes it. */
  submit(): void {
    this.flush();
    this.#commands.submit();
  }

  /** How many bytes are unsent. */
  get size(): number {
    this.#commands.collect();
    return this.#unsent;
  }

  /** How many bytes were ever written. */
  get written(): number {
    return this.#written;
  }

  get isWaiting(): boolean {
    return this.#unsent > 0;
  }

  get high(): number {
    return this.#high;
  }

  get low(): number {
    return this.#low;
  }

  limit(high: number, low: number): void {
    this.#high = high;
    this.#low = low;
    this.weigh();
    this.#lighten();
  }

  /** Where more is unsent than may be, as much as possible is sent at once; if that does not help, it is told. */
  weigh(): void {
    if (this.#unsent > this.#high && !this.#isAbove) {
      this.submit();
      if (this.#unsent > this.#high) {
        this.#isAbove = true;
        this.#marked.aboveHigh();
      }
    }
  }

  taken(bytes: number): void {
    this.#unsent = Math.max(this.#unsent - bytes, 0);
    const change = this.#unchanged?.sent(this.#written - this.#unsent);
    if (change !== undefined) {
      this.#unchanged = undefined;
      this.#marked.changed(change);
    }
    this.#marked.sent();
    this.#lighten();
  }

  #count(bytes: number): void {
    this.#unsent += bytes;
    this.#written += bytes;
  }

  #lighten(): void {
    if (this.#isAbove && this.#unsent <= this.#low) {
      this.#isAbove = false;
      this.#marked.belowLow();
    }
  }
}
