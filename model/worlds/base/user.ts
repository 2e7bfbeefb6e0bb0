import type { Connecting } from '../../kernel/connecting.js';
import type { Datagrams } from '../../kernel/datagrams.js';
import type { Listener, Stream } from '../../kernel/files.js';
import { RESTING } from '../../machines/resting.js';
import { WATCH } from '../engine/machines.js';
import { operationsOf, type Slot } from '../engine/slot.js';
import { ModelWorld, type Operation, sideOf } from './model-world.js';

/** Moves that several worlds share: what peers do to a stream, and what a user does to descriptors and callbacks. */
export abstract class UserWorld extends ModelWorld {
  protected stream(file: number): Stream {
    return this.kernel.files[file] as Stream;
  }

  protected listener(file: number): Listener {
    return this.kernel.files[file] as Listener;
  }

  /** Everything a peer may do to a file, as far as its shape allows. */
  protected peerOf(file: number, name: string): void {
    const stream = this.stream(file);
    const acts = [
      ['sends a byte', 'peerSends'],
      ...(stream.shape.cuts === 'atMarks' ? [['sends an urgent byte', 'peerUrges'] as const] : []),
      ['ends', 'peerEnds'],
      ['closes', 'peerCloses'],
      ['resets', 'peerResets'],
      ['reads', 'peerReads'],
    ] as const;
    for (const [text, act] of acts) this.wakes(`${name} ${text}`, file, (v) => stream.hasPeer(v) && stream[act](v));
  }

  /** What decides over a connection that is asked for. */
  protected listenerOf(file: number): void {
    const socket = this.kernel.files[file] as Connecting;
    this.wakes('the listener takes the connection', file, (v) => socket.peerTakes(v));
    this.wakes('the listener refuses the connection', file, (v) => socket.peerRefuses(v));
    this.move(
      'peer',
      'the listener is slow, prompt, absent or full by turns',
      (v) => this.kernel.isOpen(v, file) && socket.changeListener(v),
    );
  }

  /** Another process has calls on a socket that it shares wait, as a child does with its standard input. */
  protected sharing(file: number): void {
    const { blocking } = this.kernel.files[file] as Listener | Connecting;
    this.move('kernel', 'who shares the socket takes O_NONBLOCK away', (v) => {
      return this.kernel.isOpen(v, file) && blocking.turnOn(v);
    });
  }

  /** Everything a peer may do to a datagram socket. */
  protected correspondentOf(file: number): void {
    const socket = this.kernel.files[file] as Datagrams;
    for (const length of [1, 2]) {
      this.wakes(`the peer sends a datagram of ${length}`, file, (v) => socket.peerSends(v, length));
    }
    this.wakes('the peer reads', file, (v) => socket.peerReads(v));
    this.wakes('the peer is not there', file, (v) => socket.peerIsAbsent(v));
    this.move(
      'peer',
      "others fill the peer's queue, or it has room again",
      (v) => this.kernel.isOpen(v, file) && socket.peerIsCrowded(v),
    );
  }

  protected wakes(text: string, file: number, act: (v: Uint8Array) => number | false): void {
    this.move('peer', text, (v) => {
      const woken = this.kernel.isOpen(v, file) && act(v);
      if (woken) this.kernel.wake(v, file, woken);
      return Boolean(woken);
    });
  }

  /** The user adds and removes callbacks on a number, within callbacks and between them. */
  protected callbacksOn(number: number, ...directions: readonly ('READER' | 'WRITER')[]): void {
    for (const direction of directions) {
      const name = direction === 'READER' ? 'Reader' : 'Writer';
      const sides = this.sidesOf(direction);
      this.move(
        'user',
        `add${name}(fd ${number})`,
        (v) => this.kernel.fileOf(v, number) >= 0 && this.add(v, number, direction),
        sides,
      );
      this.move(
        'user',
        `remove${name}(fd ${number})`,
        (v) => {
          const slot = this.engine.slotOf(v, number);
          return slot !== undefined && this.remove(v, slot, direction);
        },
        sides,
      );
    }
  }

  /** The user makes a socket of a number that has callbacks. */
  protected attaching(number: number): void {
    this.move('user', `a socket is made of fd ${number}`, (v) => {
      const slot = this.engine.slotOf(v, number);
      if (!slot || this.kernel.fileOf(v, number) < 0) return false;
      this.engine.attach(v, slot);
      return true;
    });
  }

  /** Each slot is a socket, with a number and a file of its own, from the beginning. */
  protected nameSockets(v: Uint8Array): void {
    for (const slot of this.engine.slots) {
      this.kernel.name(v, slot.index, slot.index);
      v[slot.number] = slot.index;
      v[slot.file] = slot.index + 1;
    }
  }

  /** The user closes a number through the loop, which the loop follows with close(2). */
  protected closing(number: number): void {
    this.move('user', `close(fd ${number})`, (v) => {
      const slot = this.engine.slotOf(v, number);
      if (!slot || this.kernel.fileOf(v, number) < 0) return false;
      this.close(v, slot);
      return true;
    });
  }

  /** The user closes a number behind the loop's back. */
  protected rawClosing(number: number): void {
    this.move(['user', 'kernel'], `close(2) of fd ${number}, unknown to the loop`, (v) => {
      if (this.kernel.fileOf(v, number) < 0) return false;
      this.closeNumber(v, number);
      return true;
    });
  }

  /** The user opens a file that is not open; it gets the lowest free number. */
  protected opening(file: number): void {
    this.move(['user', 'kernel'], `open file ${file}`, (v) => {
      const number = this.kernel.freeNumber(v);
      if (number < 0 || this.kernel.isOpen(v, file)) return false;
      this.kernel.name(v, number, file);
      return true;
    });
  }

  /** The user reads or writes by itself, as a callback does. */
  protected readingOf(file: number): void {
    this.move(['user', 'kernel'], `read a byte of file ${file}`, (v) => {
      const stream = this.stream(file);
      if (!this.kernel.isOpen(v, file) || !stream.queued(v)) return false;
      stream.read(v, 1);
      stream.delivered(v, 1);
      return true;
    });
  }

  protected writingOf(file: number): void {
    this.move(['user', 'kernel'], `fill file ${file}`, (v) => {
      const stream = this.stream(file);
      if (!this.kernel.isOpen(v, file) || !stream.shape.fills || !stream.hasRoom(v) || !stream.isWhole(v)) return false;
      stream.write(v);
      return true;
    });
  }

  protected watchLimit(): void {
    this.move('kernel', 'watches run out or are back', (v) => {
      this.kernel.toggleWatchLimit(v);
      return true;
    });
  }

  /** The engine's check before an operation: the user's own callback and another operation go before it (ERR_BUSY). */
  protected mayStart(v: Uint8Array, slot: Slot, machine: Operation): boolean {
    const region = sideOf(slot, machine) & 1 ? 'writer' : 'reader';
    const isFree = ['off', 'held'].includes(this.engine.region(v, slot, WATCH, region));
    return this.engine.isLive(v, slot) && isFree && this.isAlone(v, slot, machine);
  }

  /** No other operation of its side is pending. */
  private isAlone(v: Uint8Array, slot: Slot, machine: Operation): boolean {
    const others = operationsOf(slot.shape, (sideOf(slot, machine) & 1) as 0 | 1).filter((other) => other !== machine);
    return others.every((other) => RESTING.includes(this.engine.region(v, slot, this.engine.machine(other), 'flow')));
  }

  /** The user starts an operation, of `count` bytes if it moves any; beside another of its kind it is refused (C25). */
  protected operating(
    slot: Slot,
    machine: 'receive' | 'send' | 'connect',
    text: string,
    count: number,
    fields: readonly number[],
  ): void {
    const side = sideOf(slot, machine);
    this.move('user', text, (v) => {
      if (!this.mayStart(v, slot, machine) || this.unsettled(v, side) > 1) return false;
      if (!this.unsettled(v, side)) for (const field of fields) v[field] = count;
      this.start(v, slot, machine, count);
      return true;
    });
  }

  /** The user begins accepts, so many at a time at most, and aborts one. */
  protected acceptingUpTo(most: number, slot: Slot, begins: string, aborts: string): void {
    const side = sideOf(slot, 'accept');
    this.move('user', begins, (v) => {
      if (!this.mayStart(v, slot, 'accept') || this.unsettled(v, side) === most) return false;
      v[slot.waiters] = this.unsettled(v, side) + 1;
      this.start(v, slot, 'accept', 1);
      return true;
    });
    this.move('user', aborts, (v) => {
      const waiting = v[slot.waiters] as number;
      if (!this.engine.isLive(v, slot) || waiting === 0) return false;
      v[slot.waiters] = waiting - 1;
      this.engine.note(v, 'mayFail', side);
      this.engine.note(v, 'rejected', side);
      this.engine.run(v, slot, this.engine.machine('accept'), waiting === 1 ? 'CANCEL_LAST' : 'CANCEL');
      if (waiting === 1) this.engine.note(v, 'cancelled', side);
      return true;
    });
  }

  /** The user closes the number behind the loop's back, and another file gets it. */
  protected goingStale(): void {
    this.move(['user', 'kernel'], 'close(2) and open of another file under the number, unknown to the loop', (v) => {
      if (this.kernel.fileOf(v, 0) !== 0) return false;
      this.closeNumber(v, 0);
      this.kernel.name(v, 0, 1);
      return true;
    });
  }

  /** The user adds and removes a callback where an operation could be; the engine refuses it while one is pending. */
  protected callbackOnIdle(slot: Slot, direction: 'READER' | 'WRITER'): void {
    const side = slot.index * 2 + (direction === 'READER' ? 0 : 1);
    const name = direction === 'READER' ? 'Reader' : 'Writer';
    this.move(
      'user',
      `add${name}`,
      (v) =>
        this.engine.isLive(v, slot) &&
        this.unsettled(v, side) === 0 &&
        this.add(v, v[slot.number] as number, direction),
      [side],
    );
    this.move('user', `remove${name}`, (v) => this.engine.isLive(v, slot) && this.remove(v, slot, direction), [side]);
  }

  /** The user aborts the operation that is pending; its promise is rejected at once. */
  protected cancelling(slot: Slot, machine: 'receive' | 'send' | 'connect', text = `abort the ${machine}`): void {
    const side = sideOf(slot, machine);
    this.move('user', text, (v) => {
      if (this.unsettled(v, side) === 0 || !this.isAlone(v, slot, machine)) return false;
      this.engine.note(v, 'mayFail', side);
      this.engine.run(v, slot, this.engine.machine(machine), 'CANCEL');
      this.engine.note(v, 'cancelled', side);
      return true;
    });
  }

  private sidesOf(direction: 'READER' | 'WRITER'): number[] {
    const sides = Array.from({ length: this.sides }, (_, side) => side);
    return sides.filter((side) => (side & 1) === (direction === 'WRITER' ? 1 : 0));
  }
}
