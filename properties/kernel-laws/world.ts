import { Loop, Socket, StaleDescriptorError } from '../../src/index.js';
import type { Backend } from '../support/backends.js';
import * as probe from '../support/probe.js';
import { recorded } from '../support/recorded.js';
import type { ChannelKind } from './actions.js';
import { SELF } from './actions.js';
import type { Callback, Surroundings } from './callbacks.js';
import { Expectations } from './expectation.js';
import { Descriptor, openChannel } from './files.js';
import { LawBroken } from './law.js';
import { Listener } from './listener.js';
import type { Pending } from './pending.js';
import { witness } from './witness.js';

/** Fewer are never open, so that there is always something to confuse. */
const FEWEST_CHANNELS = 3;
const MOST_DESCRIPTORS = 20;

/** What a callback throws because its sequence says so (L16). */
export class ThrownOnPurpose extends Error {}

/** One loop, the descriptors around it, and what stands on them. */
export class World {
  readonly loop: Loop;
  readonly expectations: Expectations;
  readonly listeners: Listener[];
  readonly callbacks: Callback[] = [];
  readonly pending: Pending<unknown>[] = [];
  /** Laws found broken where an error cannot be thrown to the test. */
  readonly broken: unknown[] = [];
  #descriptors: Descriptor[] = [];
  #batch = 0;
  #batchOpen = false;

  constructor(
    readonly backend: Backend,
    channels: readonly ChannelKind[],
    trace: string | undefined,
  ) {
    this.loop = new Loop({ backend, ...(trace === undefined ? recorded() : { trace }) });
    this.expectations = new Expectations(backend === 'tokio');
    this.loop.setExceptionHandler(({ exception }) => {
      if (!(exception instanceof ThrownOnPurpose) && !(exception instanceof StaleDescriptorError && this.#hasStale())) {
        this.blame(exception);
      }
    });
    this.listeners = [new Listener('tcp'), new Listener('unix')];
    channels.forEach((kind) => {
      this.open(kind);
    });
  }

  readonly blame = (error: unknown): void => {
    this.broken.push(error);
  };

  readonly observe = (): void => this.expectations.observe();

  /** The number of the batch that runs: its end is when the ticks that were queued in it run (L7). */
  readonly batch = (): number => {
    if (!this.#batchOpen) {
      this.#batchOpen = true;
      process.nextTick(() => {
        this.#batch++;
        this.#batchOpen = false;
      });
    }
    return this.#batch;
  };

  surroundings(perform: Surroundings['perform'], settleDown: Surroundings['settleDown']): Surroundings {
    const { observe, batch, blame } = this;
    const opposite = ({ descriptor, direction }: Callback) => this.callbackAt(descriptor, direction === 0 ? 1 : 0);
    return { observe, batch, blame, opposite, perform, settleDown };
  }

  /** Lets the process's loop go round, looking at the kernel after each round. */
  async rounds(count: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      await new Promise(setImmediate);
      this.observe();
      this.check();
    }
  }

  check(): void {
    if (this.broken.length > 0) {
      throw this.broken[0];
    }
  }

  open(kind: ChannelKind): void {
    if (this.#descriptors.length < MOST_DESCRIPTORS) {
      const ends = openChannel(kind);
      this.#descriptors.push(...ends);
      if (this.#hasStale((fd) => ends.some((end) => end.fd === fd))) {
        witness('L6 a number was given out anew while a callback of its former file stood');
      }
    }
  }

  dup(descriptor: Descriptor): void {
    if (this.#descriptors.length >= MOST_DESCRIPTORS || descriptor.file.kind === 'listener') {
      return;
    }
    const copy = new Descriptor(probe.dup(descriptor.fd), descriptor.file);
    this.#descriptors.push(copy);
    // A number that was closed behind the loop's back may be given to a copy of a file that the poller still knows by
    // it: no kernel tells the two apart. A user who does this removes what stood on the number first.
    for (const direction of [0, 1] as const) {
      if (this.callbackAt(copy, direction) !== undefined) {
        this.remove(copy, direction);
      }
    }
  }

  /** An open descriptor, the listeners among them. */
  at(index: number, self: Descriptor | undefined): Descriptor {
    if (index === SELF && self?.open) {
      return self;
    }
    while (this.#descriptors.length < FEWEST_CHANNELS) {
      this.open('pair');
    }
    const all = [...this.#descriptors, ...this.listeners.map((listener) => listener.descriptor)];
    return all[Math.max(index, 0) % all.length] as Descriptor;
  }

  get descriptors(): readonly Descriptor[] {
    return this.#descriptors;
  }

  listener(which: number): Listener {
    return this.listeners[which % this.listeners.length] as Listener;
  }

  listenerOf(descriptor: Descriptor): Listener | undefined {
    return this.listeners.find((listener) => listener.descriptor === descriptor);
  }

  /** The library's object around a descriptor. */
  socketOf(descriptor: Descriptor): Socket {
    descriptor.socket ??= Socket.fromFd(descriptor.fd);
    return descriptor.socket;
  }

  /** What stands on the number; it may be of an older file than the number names now. */
  callbackAt(descriptor: Descriptor, direction: 0 | 1): Callback | undefined {
    return this.callbacks.find(
      (callback) => callback.standing && callback.descriptor.fd === descriptor.fd && callback.direction === direction,
    );
  }

  /** Whether this very file has a callback there. */
  hasCallback(descriptor: Descriptor, direction: 0 | 1): boolean {
    return this.callbackAt(descriptor, direction)?.descriptor === descriptor;
  }

  pendingOn(descriptor: Descriptor, direction?: 0 | 1): Pending<unknown>[] {
    return this.pending.filter(
      (one) =>
        one.standing && one.descriptor === descriptor && (direction === undefined || one.direction === direction),
    );
  }

  remove(descriptor: Descriptor, direction: 0 | 1): void {
    const callback = this.callbackAt(descriptor, direction);
    const { loop } = this;
    const removed = direction === 0 ? loop.removeReader(descriptor.fd) : loop.removeWriter(descriptor.fd);
    callback?.end('removed');
    if (removed && this.hasCallback(descriptor, direction === 0 ? 1 : 0)) {
      witness('L5 one direction was removed beside the other');
    }
    if (callback === undefined ? removed : !removed && callback.descriptor === descriptor) {
      throw new LawBroken(
        'C5',
        `removing the ${direction === 0 ? 'reader' : 'writer'} of ${descriptor} said ${removed}`,
      );
    }
  }

  /**
   * Closes a descriptor in one of the ways in which users do: by its Socket or after removing what stands on it; or
   * behind the loop's back; or so that a TCP connection is reset.
   */
  close(descriptor: Descriptor, how: 'tidy' | 'raw' | 'reset'): void {
    const { fd, file, socket } = descriptor;
    const tidy = how === 'tidy' || this.pendingOn(descriptor).length > 0;
    if (socket !== undefined) {
      tidy ? socket.close() : socket.detach();
      this.#endCallbacks(descriptor);
    } else if (tidy) {
      this.#clear(descriptor);
    }
    const resets = !tidy && how === 'reset' && file.kind === 'tcp';
    if (resets) {
      probe.reset(fd);
    } else if (!tidy || socket === undefined) {
      probe.close(fd);
    }
    this.#forget(descriptor, resets);
  }

  /** Nothing stands on the descriptor any more. */
  #clear(descriptor: Descriptor): void {
    for (const direction of [0, 1] as const) {
      if (this.callbackAt(descriptor, direction) !== undefined) {
        this.remove(descriptor, direction);
      }
    }
    for (const wait of this.pendingOn(descriptor)) {
      wait.abort();
    }
  }

  /** What closing means for the bytes on their way. */
  #forget(descriptor: Descriptor, reset: boolean): void {
    const { file } = descriptor;
    const { incoming, outgoing } = file;
    descriptor.open = false;
    file.descriptors.delete(descriptor);
    this.#descriptors = this.#descriptors.filter((one) => one !== descriptor);
    if (reset || file.descriptors.size === 0) {
      if (outgoing !== undefined) {
        outgoing.ended = true;
        outgoing.fragile ||= reset || file.sending > 0 || (incoming?.unread ?? 0) > 0;
      }
      if (incoming !== undefined) {
        incoming.fragile = true;
      }
    }
  }

  /** Whether a descriptor (with such a number) was closed behind the loop's back with a callback on it. */
  #hasStale(matches: (fd: number) => boolean = () => true): boolean {
    return this.callbacks.some(({ standing, descriptor }) => standing && !descriptor.open && matches(descriptor.fd));
  }

  #endCallbacks(descriptor: Descriptor): void {
    for (const direction of [0, 1] as const) {
      this.callbackAt(descriptor, direction)?.end('closed');
    }
  }

  /** Another listener in the place of this one; who waits in its backlog is turned away. */
  relisten(listener: Listener): void {
    this.close(listener.descriptor, 'tidy');
    listener.checkAccepted();
    listener.closeConnections();
    this.listeners[this.listeners.indexOf(listener)] = new Listener(listener.kind);
  }
}
