import type { Backend } from '../support/backends.js';
import * as probe from '../support/probe.js';
import type { Sequence } from './actions.js';
import { LawBroken } from './law.js';
import { drain, perform } from './perform.js';
import { World } from './world.js';

/** How many rounds whoever is ready may have to wait: one to be reported, one to run, and some for the kernel (L2). */
const PATIENCE = 4;

/** How often between commands everybody who is ready is demanded to be served. */
const DEMAND_EVERY = 5;

/** How long a promise may take to settle once there is a reason (L10), in milliseconds. */
const SETTLE_WITHIN = 5000;

/** Runs one sequence on the real kernel; it throws the first law that did not hold. */
export async function run(backend: Backend, { channels, commands, ending }: Sequence, trace?: string): Promise<void> {
  const world = new World(backend, channels, trace);
  // A thread beside this one has no rounds; only a time after which it has forgotten.
  const patience = async (isOwed = () => false) => {
    await world.rounds(PATIENCE);
    for (const deadline = Date.now() + SETTLE_WITHIN; backend === 'tokio' && isOwed() && Date.now() < deadline; ) {
      await world.rounds(1);
    }
  };
  try {
    let performed = 0;
    for (const { action, rounds } of commands) {
      world.observe();
      if (action.do !== 'throw') {
        perform(world, action);
      }
      world.observe();
      await world.rounds(rounds);
      if (++performed % DEMAND_EVERY === 0) {
        await world.expectations.demandProgress(patience);
      }
      world.check();
    }
    await world.expectations.demandProgress(patience);
    await end(world, ending);
    await patience();
    if (ending !== 'close sockets') {
      await demandArrival(world);
    }
    for (const listener of world.listeners) {
      await (ending === 'close sockets' ? listener.checkAccepted() : listener.account(patience));
    }
    world.check();
  } finally {
    cleanUp(world);
  }
}

/** Ends everything in one way or another: no callback runs any more (L3), and every promise settles (L10). */
async function end(world: World, ending: Sequence['ending']): Promise<void> {
  const everywhere = [...world.descriptors, ...world.listeners.map((listener) => listener.descriptor)];
  for (const callback of world.callbacks) {
    if (ending === 'abort' || !callback.descriptor.open) {
      callback.handle?.cancel();
      callback.end('removed');
    }
  }
  if (ending === 'abort') {
    for (const pending of world.pending) {
      pending.abort();
    }
  } else if (ending === 'close sockets') {
    for (const descriptor of everywhere) {
      world.close(descriptor, 'tidy');
    }
  } else {
    world.loop.close();
    for (const callback of world.callbacks) {
      callback.end('closed');
    }
  }
  for (const deadline = Date.now() + SETTLE_WITHIN; world.pending.some((one) => one.standing); ) {
    if (Date.now() > deadline) {
      throw new LawBroken('L10', `${world.pending.find((one) => one.standing)} never settled`);
    }
    await world.rounds(1);
  }
}

/** L11: what was written to a connection that is whole arrives, all of it. */
async function demandArrival(world: World): Promise<void> {
  const owing = () => world.descriptors.find(({ file }) => file.incoming?.owes);
  for (const deadline = Date.now() + SETTLE_WITHIN; owing() !== undefined; ) {
    if (Date.now() > deadline) {
      throw new LawBroken('L11', `${owing()?.file.incoming?.unread} bytes never arrived at ${owing()}`);
    }
    for (const descriptor of world.descriptors) {
      drain(world, descriptor);
    }
    await world.rounds(1);
  }
}

function cleanUp(world: World): void {
  world.loop.close();
  for (const { fd } of [...world.descriptors, ...world.listeners.map((listener) => listener.descriptor)]) {
    if (probe.isOpen(fd)) {
      probe.close(fd);
    }
  }
  for (const listener of world.listeners) {
    listener.closeConnections();
  }
}
