import { COMMAND_ROWS, COMMAND_WORDS, CommandField, CommandKind, OUTGOING_BYTES } from '../../generated/ts/layout.js';
import { throwUnlessPanic } from '../errors/index.js';
import type { NativeLoop } from '../native/index.js';
import type { Bytes } from './bytes.js';

const { KIND, SLOT, GENERATION, OFFSET, LENGTH, ASKS, TAKEN, MORE } = CommandField;

/** What is written in pieces of up to this is copied, and pieces of one connection leave as one; what is longer is kept as it is. */
export const MOST_COPIED = 4096;

/** A row has one word for a length, with a sign: what is longer goes in several. */
export const MOST_APART = 2 ** 30;

/** The engine does not say with a command what the kernel has taken. */
const UNTOLD = -1;

/** A connection, as far as commands need it. */
export interface Commanded {
  readonly slot: number;
  readonly generation: number;
  /** Where it wrote last, and in which gathering that was. */
  lastWrite: number;
  lastGathering: number;
  /** The kernel has taken so many bytes. */
  taken(bytes: number): void;
}

/**
 * What transports ask of the engine, in the order in which it was asked. It gathers in memory that both see, and the engine
 * takes it when JavaScript has returned; or at once, where somebody must know.
 */
export class Commands {
  readonly #native: NativeLoop;
  readonly #rows: Int32Array;
  readonly #outgoing: Buffer;
  readonly #pieces: Uint8Array[];
  readonly #bytes: Bytes;
  /** Whose each row is. */
  readonly #owners: (Commanded | undefined)[] = new Array(COMMAND_ROWS).fill(undefined);
  #count = 0;
  /** The engine takes them soon. */
  #isAsked = false;
  #used = 0;
  /** How often all was taken. */
  #gathering = 0;
  /** Who wrote last, and where: what he writes next stands behind it. */
  #writer: Commanded | undefined;
  #lastRow = 0;
  #isClosed = false;

  constructor(native: NativeLoop, bytes: Bytes) {
    const { buffer, byteOffset, byteLength } = native.outgoing;
    this.#native = native;
    this.#rows = native.commands;
    this.#outgoing = Buffer.from(buffer, byteOffset, byteLength);
    this.#pieces = native.pieces;
    this.#bytes = bytes;
  }

  /** @param length of what `kind` has one */
  ask(owner: Commanded, kind: number, length: number): void {
    if (this.#makeRoom(0)) {
      this.#put(owner, kind, 0, length);
      this.#writer = undefined;
      this.#flushSoon();
    }
  }

  /**
   * Bytes that are not to be changed before they have left.
   *
   * @param length how many they were when the user wrote them: the engine finds those missing that are gone since
   */
  write(owner: Commanded, bytes: Uint8Array, length: number = bytes.length): void {
    const copied = length <= MOST_COPIED ? length : 0;
    if (!this.#makeRoom(copied)) {
      return;
    }
    if (copied > 0) {
      this.#outgoing.set(bytes, this.#used);
      this.#copied(owner, length);
    } else if (length <= MOST_APART || length !== bytes.length) {
      this.#putWrite(owner, CommandKind.WRITE_APART, this.#pieces.length, Math.min(length, MOST_APART));
      this.#pieces.push(this.#bytes.lastingInDebug(bytes));
      this.#writer = undefined;
    } else {
      this.write(owner, bytes.subarray(0, MOST_APART));
      this.write(owner, bytes.subarray(MOST_APART));
    }
    this.#flushSoon();
  }

  /** Text of which no more than MOST_COPIED bytes come. How many they are. */
  writeText(owner: Commanded, text: string): number {
    if (!this.#makeRoom(MOST_COPIED)) {
      return 0;
    }
    const length = this.#outgoing.write(text, this.#used);
    this.#copied(owner, length);
    this.#flushSoon();
    return length;
  }

  /**
   * Has what is read next go into memory of the user's.
   *
   * @param again it is the one that was given last
   */
  readInto(owner: Commanded, memory: Uint8Array, again: boolean): void {
    if (this.#makeRoom(0)) {
      this.#put(owner, again ? CommandKind.READ_AGAIN : CommandKind.READ_INTO, this.#pieces.length, memory.length);
      this.#writer = undefined;
      if (!again) {
        this.#pieces.push(memory);
      }
      this.#flushSoon();
    }
  }

  /** Has the engine take all of it at once. */
  submit(): void {
    this.collect();
    if (this.#count > 0 && !this.#isClosed) {
      try {
        this.#native.submit();
      } catch (error) {
        throwUnlessPanic(error);
      }
      this.collect();
    }
  }

  /** If the engine has taken what was asked, looks at what it says to that. */
  collect(): void {
    if (this.#count === 0 || this.#rows[0] !== 0) {
      return;
    }
    const count = this.#count;
    this.#gathering++;
    this.#isAsked = false;
    this.#count = 0;
    this.#used = 0;
    this.#writer = undefined;
    const rows = this.#rows;
    for (let row = 0; row < count; row++) {
      const at = 1 + row * COMMAND_WORDS;
      const taken = rows[at + TAKEN] as number;
      const owner = this.#owners[row] as Commanded;
      this.#owners[row] = undefined;
      if (taken !== UNTOLD) {
        owner.taken(taken);
      }
    }
  }

  /** Mistakes with memory are looked for. */
  get isDebug(): boolean {
    return this.#bytes.isDebug;
  }

  /** What may be kept of bytes that the user wrote. */
  lasting(bytes: Uint8Array): Uint8Array {
    return this.#bytes.lasting(bytes);
  }

  /** The engine takes nothing more. */
  close(): void {
    this.#isClosed = true;
    this.#rows[0] = 0;
    this.#pieces.length = 0;
  }

  /** So many bytes were put behind the others. */
  #copied(owner: Commanded, length: number): void {
    const at = this.#used;
    if (this.#writer === owner) {
      const word = this.#lastRow + LENGTH;
      this.#rows[word] = (this.#rows[word] as number) + length;
    } else {
      this.#putWrite(owner, CommandKind.WRITE, at, length);
      this.#writer = owner;
    }
    this.#used = at + length;
  }

  /** Whether there is room for a row, and for so many bytes. */
  #makeRoom(length: number): boolean {
    this.collect();
    if (!this.#hasRoom(length)) {
      this.submit();
    }
    // An engine that has panicked has taken nothing, of which the loop tells by itself.
    return this.#hasRoom(length) && !this.#isClosed;
  }

  #hasRoom(length: number): boolean {
    return this.#used + length <= OUTGOING_BYTES && this.#count < COMMAND_ROWS;
  }

  /** What one connection writes leaves together, whatever others ask between. */
  #putWrite(owner: Commanded, kind: number, offset: number, length: number): void {
    if (owner.lastGathering === this.#gathering) {
      this.#rows[owner.lastWrite + MORE] = 1;
    }
    this.#put(owner, kind, offset, length);
    owner.lastGathering = this.#gathering;
    owner.lastWrite = this.#lastRow;
  }

  /** Has the engine take it, once all of it is there: the call may throw, as where the stack is full, and nothing of a row is lost or doubled. */
  #flushSoon(): void {
    if (!this.#isAsked) {
      this.#native.flushSoon();
      this.#isAsked = true;
    }
  }

  #put(owner: Commanded, kind: number, offset: number, length: number): void {
    const row = this.#count++;
    const rows = this.#rows;
    const at = 1 + row * COMMAND_WORDS;
    rows[at + KIND] = kind;
    rows[at + SLOT] = owner.slot;
    rows[at + GENERATION] = owner.generation;
    rows[at + OFFSET] = offset;
    rows[at + LENGTH] = length;
    rows[at + ASKS] = 1;
    rows[at + TAKEN] = UNTOLD;
    rows[at + MORE] = 0;
    rows[0] = row + 1;
    this.#owners[row] = owner;
    this.#lastRow = at;
  }
}
