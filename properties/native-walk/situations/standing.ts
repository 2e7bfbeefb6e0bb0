import type { Direction } from '../actions.js';
import {
  add,
  attach,
  type Course,
  cancel,
  course,
  drain,
  end,
  nothing,
  read,
  receive,
  remove,
  replace,
  run,
  send,
  stuff,
  turn,
  urge,
  write,
} from '../course.js';

// What situations are made of: what can stand on a direction of a descriptor.

export const MUCH = 200_000;
export const ALL = 60_000;

export function otherThan(direction: Direction): Direction {
  return direction === 0 ? 1 : 0;
}

/** A callback waits: nothing is there to be read, or no room to write. */
export function waits(direction: Direction): Course {
  return direction === 0 ? add(0) : course(stuff, add(1));
}

/** A callback was reported. */
export function due(direction: Direction): Course {
  return direction === 0 ? course(add(0), write, turn) : course(add(1), turn);
}

/** A callback runs. */
export function runs(direction: Direction): Course {
  return course(due(direction), run());
}

/** An operation waits for the kernel. */
export function occupied(direction: Direction): Course {
  return direction === 0 ? course(receive(ALL), receive(1)) : send(MUCH);
}

/** Nothing, a callback that waits, one that was reported, an operation. */
export function standing(direction: Direction): Course[] {
  return [nothing, waits(direction), due(direction), occupied(direction)];
}

/** A receive has settled and left bytes behind; its registration is kept. */
export const leftBytes = course(receive(1), turn, write, turn);

/** A receive has settled on urgent data; its registration is kept. */
export const leftUrgent = course(receive(1), turn, urge, turn);

/** A send has settled after it had to wait; its registration is kept. */
export const sentAfterWaiting = course(send(MUCH), turn, drain);

/** A file that was registered for the direction haunts the number of a socket on which nothing stands (P4). */
export function haunts(direction: Direction): Course {
  return course(end, attach, add(direction), replace({ haunted: true }), remove(direction));
}

/** The same of a file that a receive had registered, which is told of urgent data. */
export const hauntsUrgently = course(end, receive(1), replace({ haunted: true }), cancel);

/** A ghost reports whatever it was registered for. */
export const stirs = course(write, turn, read, turn);
