import { AbortError, LoopClosedError, type OperationError, SocketClosedError } from '../../src/index.js';
import * as probe from '../support/probe.js';
import type { Descriptor } from './files.js';
import { LawBroken } from './law.js';
import { isBusy, Pending } from './pending.js';
import { witness } from './witness.js';
import type { World } from './world.js';

/** How an operation ended that gave no value. */
type Failure = 'busy' | 'aborted' | 'closed' | 'broken';

const WITNESSES = {
  busy: 'L10 an operation was refused for being busy',
  aborted: 'L10 an operation was aborted',
  closed: 'L10 an operation was closed under',
  broken: 'L10 an operation ended with its connection broken',
} as const;

interface Outcome<T> {
  value(value: T): void;
  failure(failure: Failure, error: unknown): void;
  /** How far it got, of those that get somewhere before they settle. */
  progress?(): number;
}

/** Starts an operation that must keep L10, and be refused exactly when another has its direction (C25). */
function start<T>(
  world: World,
  what: string,
  descriptor: Descriptor,
  direction: 0 | 1,
  promise: (signal: AbortSignal) => Promise<T>,
  outcome: Outcome<T>,
): Pending<T> {
  const mustBeBusy = world.hasCallback(descriptor, direction);
  const mayBeBusy = mustBeBusy || world.pendingOn(descriptor, direction).length > 0;
  const judge = {
    progress: () => outcome.progress?.() ?? 0,
    value(value: T) {
      if (mustBeBusy) {
        throw new LawBroken('C25', `${pending} succeeded although a callback stood there`);
      }
      witness('L10 an operation settled with its value');
      outcome.value(value);
    },
    error(error: unknown) {
      const failure = classify(error, descriptor, world);
      if (failure === undefined || (failure === 'busy' && !mayBeBusy)) {
        throw new LawBroken('L10', `${pending} failed without a reason: ${error}`);
      }
      witness(WITNESSES[failure]);
      outcome.failure(failure, error);
    },
  };
  const pending: Pending<T> = new Pending(what, descriptor, direction, promise, judge, world.blame);
  world.pending.push(world.expectations.add(pending));
  world.observe();
  return pending;
}

function classify(error: unknown, { open, file }: Descriptor, { loop }: World): Failure | undefined {
  if (isBusy(error)) {
    return 'busy';
  }
  if (error instanceof AbortError) {
    return 'aborted';
  }
  if ((error instanceof SocketClosedError && !open) || (error instanceof LoopClosedError && loop.closed)) {
    return 'closed';
  }
  const { code } = error as { code?: string };
  const fragile = file.incoming?.fragile || file.outgoing?.fragile;
  return fragile && (code === 'EPIPE' || code === 'ECONNRESET') ? 'broken' : undefined;
}

export function receive(world: World, descriptor: Descriptor, size: number, into: boolean): void {
  const { file } = descriptor;
  const { incoming } = file;
  const elsewhere = [...file.descriptors].some((other) => other !== descriptor && world.pendingOn(other, 0).length > 0);
  if (!file.isSocket || incoming === undefined || elsewhere) {
    return;
  }
  const { loop } = world;
  const socket = world.socketOf(descriptor);
  const settled = (bytes?: Buffer) => {
    incoming.receiving--;
    if (bytes !== undefined) {
      incoming.arrived(bytes);
    }
  };
  const failure = () => settled();
  incoming.receiving++;
  if (into) {
    const buffer = Buffer.alloc(size);
    const receiving = (signal: AbortSignal) => loop.sockRecvInto(socket, buffer, { signal });
    const value = (length: number) => settled(buffer.subarray(0, length));
    start(world, 'sockRecvInto', descriptor, 0, receiving, { value, failure });
  } else {
    const receiving = (signal: AbortSignal) => loop.sockRecv(socket, size, { signal });
    start(world, 'sockRecv', descriptor, 0, receiving, { value: settled, failure });
  }
}

export function send(world: World, descriptor: Descriptor, size: number): void {
  const { file } = descriptor;
  const { outgoing, incoming } = file;
  if (!file.isSocket || outgoing === undefined || outgoing.ended || file.sending > 0) {
    return;
  }
  const socket = world.socketOf(descriptor);
  const outcome: Outcome<void> = {
    progress: () => outgoing.received,
    value() {
      file.sending--;
      outgoing.sent(size);
    },
    failure(failure, error) {
      file.sending--;
      const { bytesSent } = error as OperationError;
      if (failure !== 'busy' && typeof bytesSent !== 'number') {
        throw new LawBroken('L10', `a send that failed does not tell how much was sent: ${error}`);
      }
      outgoing.sent(bytesSent ?? 0);
    },
  };
  const bytes = outgoing.next(size);
  file.sending++;
  outgoing.sending(size);
  if (outgoing.fragile && incoming !== undefined) {
    incoming.fragile = true;
  }
  start(world, 'sockSendall', descriptor, 1, (signal) => world.loop.sockSendall(socket, bytes, { signal }), outcome);
}

export function accept(world: World, descriptor: Descriptor): void {
  const listener = world.listenerOf(descriptor);
  if (listener === undefined) {
    return;
  }
  const socket = world.socketOf(descriptor);
  start(world, 'sockAccept', descriptor, 0, (signal) => world.loop.sockAccept(socket, { signal }), {
    value([connection, peer]) {
      const fd = connection.detach();
      if ('port' in peer && peer.port !== probe.peerPortOf(fd)) {
        throw new LawBroken('C20', `the peer's port is ${probe.peerPortOf(fd)}, not ${peer.port}`);
      }
      witness('L8 a connection was accepted by an operation');
      listener.accepted(fd);
    },
    failure() {},
  });
}

export function wait(world: World, descriptor: Descriptor, direction: 0 | 1): void {
  const { loop } = world;
  const promise = (signal: AbortSignal) =>
    direction === 0 ? loop.readable(descriptor.fd, { signal }) : loop.writable(descriptor.fd, { signal });
  const pending = start(world, direction === 0 ? 'readable' : 'writable', descriptor, direction, promise, {
    value() {
      if (!pending.seenReady) {
        throw new LawBroken('L1', `${pending} settled, and its file was not ready since it was asked for`);
      }
    },
    failure() {},
  });
}
