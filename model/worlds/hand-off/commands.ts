import type { Space } from '../../checker/space.js';
import type { Side } from '../../laws/index.js';
import type { Between } from './between.js';

/** What JavaScript posts: on which side, and what is done under the lock when it is taken out of the ring. */
interface Command {
  readonly side: Side;
  readonly execute: (v: Uint8Array) => void;
}

/** The commands that JavaScript posts, by their numbers in the ring, which has one place. */
export class Commands {
  private readonly all: Command[] = [];
  /** What the posted command was meant for: 1 + the file that the number named then. */
  private readonly meant: number;

  constructor(
    space: Space,
    private readonly between: Between,
    /** The file that the number names now. */
    private readonly named: (v: Uint8Array) => number,
  ) {
    this.meant = space.field('command.file', 3);
  }

  /** Answers its number. */
  add(side: Side, execute: (v: Uint8Array) => void): number {
    return this.all.push({ side, execute });
  }

  hasRoom(v: Uint8Array): boolean {
    return v[this.between.command] === 0;
  }

  post(v: Uint8Array, command: number): void {
    v[this.between.command] = command;
    this.note(v);
  }

  /** Executes one that was not posted, as there is no room. */
  executeNow(v: Uint8Array, command: number): void {
    this.note(v);
    this.execute(v, command);
  }

  /** Under the lock: executes what is in the ring. */
  drain(v: Uint8Array): void {
    const command = v[this.between.command] as number;
    v[this.between.command] = 0;
    this.execute(v, command);
  }

  /** One of this side's is posted. */
  isPosted(v: Uint8Array, side: Side): boolean {
    return this.all[(v[this.between.command] as number) - 1]?.side === side;
  }

  /** The number names another file than it did when the command was posted. */
  isMistaken(v: Uint8Array): boolean {
    const named = this.named(v) + 1;
    return named !== 0 && named !== v[this.meant];
  }

  private note(v: Uint8Array): void {
    v[this.meant] = this.named(v) + 1;
  }

  private execute(v: Uint8Array, command: number): void {
    this.all[command - 1]?.execute(v);
    v[this.meant] = 0;
  }
}
