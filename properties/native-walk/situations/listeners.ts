import {
  add,
  type Course,
  cancel,
  course,
  exhaust,
  finish,
  join,
  nothing,
  queue,
  read,
  receive,
  starve,
  turn,
} from '../course.js';

/** Of a listener, a receive is an accept. */
const accept = receive(1);

/** An accept has settled after it had to wait; its registration is kept, and more connections are there. */
const accepted = course(accept, turn, join, turn);

/** The share of a turn is spent, or the limit of descriptors is met. */
const limits: readonly Course[] = [
  exhaust(0),
  course(exhaust(0), accept),
  starve(),
  course(starve(), accept),
  course(starve(), accept, join),
  course(starve(), finish),
  course(read, starve()),
];

export const ofListeners: readonly Course[] = [
  course(join, accept),
  accepted,
  ...[nothing, accepted].flatMap((before) => limits.map((limit) => course(before, limit))),
  ...[nothing, accepted].map((before) => course(add(1), before, starve())),
  course(exhaust(0), cancel, accept),
  // More accepts than a turn has, and as many connections.
  course(queue, turn),
  course(queue, turn, join, turn),
  course(queue, join, starve()),
  // A connection was there, and somebody else took it.
  course(accept, turn, join, read),
  // A callback is registered beside accepts that are over, or yield.
  course(add(1), join, accept),
  course(add(1), exhaust(0)),
];
