import * as probe from '../support/probe.js';
import { type Action, SELF } from './actions.js';
import { Callback } from './callbacks.js';
import type { Expectation } from './expectation.js';
import type { Descriptor } from './files.js';
import { LawBroken } from './law.js';
import { accept, receive, send, wait } from './operations.js';
import { isBusy } from './pending.js';
import { witness } from './witness.js';
import { ThrownOnPurpose, type World } from './world.js';

/** How a connection that broke answers. */
const BROKEN: readonly string[] = ['EPIPE', 'ECONNRESET'];

/** @param at the descriptor that an index means now */
type Performer<Kind extends Action['do']> = (
  world: World,
  action: Extract<Action, { do: Kind }>,
  at: (index: number) => Descriptor,
) => void;

const performers: { readonly [Kind in Action['do']]: Performer<Kind> } = {
  open: (world, { kind }) => world.open(kind),
  dup: (world, action, at) => world.dup(at(action.at)),
  write: (_, action, at) => write(at(action.at), action.size, action.urgent),
  read: (world, action, at) => void read(world, at(action.at), action.size),
  finish: (world, action, at) => finish(world, at(action.at)),
  close(world, action, at) {
    const descriptor = at(action.at);
    if (descriptor.file.kind !== 'listener') {
      world.close(descriptor, action.how);
    }
  },
  add: (world, action, at) => add(world, at(action.at), action.direction, action.inside),
  remove: (world, action, at) => world.remove(at(action.at), action.direction),
  cancel(world, action) {
    const callback = among(world.callbacks, action.which);
    callback?.handle?.cancel();
    callback?.end('removed');
  },
  wait: (world, action, at) => wait(world, at(action.at), action.direction),
  receive: (world, action, at) => receive(world, at(action.at), action.size, action.into),
  send: (world, action, at) => send(world, at(action.at), action.size),
  abort: (world, action) => among(world.pending, action.which)?.abort(),
  connect: (world, { which }) => world.listener(which).connect(),
  accept: (world, { which }) => accept(world, world.listener(which).descriptor),
  relisten: (world, { which }) => world.relisten(world.listener(which)),
  throw() {
    witness('L16 a callback threw');
    throw new ThrownOnPurpose();
  },
};

/** Performs one action on whatever it means now. */
export function perform(world: World, action: Action, self?: Descriptor): void {
  const performer = performers[action.do] as Performer<Action['do']>;
  performer(world, action as never, (index) => world.at(index, self));
}

/** One of those that stand. */
function among<E extends Expectation>(all: readonly E[], which: number): E | undefined {
  const standing = all.filter((one) => one.standing);
  return standing[which % standing.length];
}

/** Only TCP knows urgent data: there the last byte is it, and a read ends before it (O4). */
function write({ fd, file }: Descriptor, size: number, urgent: boolean): void {
  const { outgoing, incoming } = file;
  if (outgoing === undefined || outgoing.ended || file.sending > 0) {
    return;
  }
  const isUrgent = urgent && file.kind === 'tcp';
  const took = (isUrgent ? probe.writeUrgent : probe.write)(fd, outgoing.next(size));
  if (typeof took === 'number') {
    outgoing.wrote(took);
    if (isUrgent) witness('L11 urgent data was written');
  } else if (BROKEN.includes(took) && !outgoing.fragile) {
    throw new LawBroken('L11', `writing to a connection that is whole: ${took}`);
  }
  if (outgoing.fragile && incoming !== undefined) {
    // Nobody is there to read it: the answer is a reset.
    incoming.fragile = true;
  }
}

/** Reads a part, or accepts one connection. Not while the loop reads it, whose bytes were then seen out of order. */
function read(world: World, descriptor: Descriptor, size: number): boolean {
  const { fd, file } = descriptor;
  const listener = world.listenerOf(descriptor);
  if (listener !== undefined) {
    return listener.takeOne();
  }
  if (file.incoming === undefined || file.incoming.receiving > 0) {
    return false;
  }
  const bytes = probe.read(fd, size);
  if (typeof bytes !== 'string') {
    file.incoming.arrived(bytes);
    return bytes.length > 0;
  }
  if (BROKEN.includes(bytes) && !file.incoming.fragile) {
    throw new LawBroken('L11', `reading from a connection that is whole: ${bytes}`);
  }
  return false;
}

/** Reads all there is. */
export function drain(world: World, descriptor: Descriptor): void {
  while (read(world, descriptor, 65_536)) {}
}

/** Ends the writing side. */
function finish(world: World, descriptor: Descriptor): void {
  const { fd, file } = descriptor;
  if (file.outgoing === undefined || file.outgoing.ended || file.sending > 0) {
    return;
  }
  if (file.isSocket) {
    probe.shutdownWrite(fd);
    file.outgoing.ended = true;
  } else {
    world.close(descriptor, 'tidy');
  }
}

function add(world: World, descriptor: Descriptor, direction: 0 | 1, inside: readonly Action[]): void {
  const { loop } = world;
  const surroundings = world.surroundings(
    (action, self) => perform(world, action, self),
    (callback) => settleDown(world, callback),
  );
  const callback = new Callback(descriptor, direction, inside, surroundings);
  const before = world.callbackAt(descriptor, direction);
  try {
    const add = direction === 0 ? loop.addReader : loop.addWriter;
    callback.handle = add.call(loop, descriptor.fd, callback.run);
  } catch (error) {
    if (isBusy(error) && world.pendingOn(descriptor, direction).length > 0) {
      return;
    }
    throw error;
  }
  before?.end('replaced');
  world.callbacks.push(world.expectations.add(callback));
  world.observe();
}

/** A reader reads all there is; a writer has nothing more to write. */
function settleDown(world: World, callback: Callback): void {
  const { descriptor, direction } = callback;
  if (direction === 1) {
    perform(world, { do: 'remove', at: SELF, direction }, descriptor);
  } else if (descriptor.open) {
    drain(world, descriptor);
  }
}
