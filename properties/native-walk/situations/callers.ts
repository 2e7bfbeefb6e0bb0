import {
  add,
  breakOff,
  type Course,
  cancel,
  connect,
  course,
  drain,
  end,
  exhaust,
  pause,
  read,
  replace,
  send,
  times,
} from '../course.js';
import { haunts, MUCH, runs, sentAfterWaiting, standing, stirs } from './standing.js';

const connected = course(connect, drain);

export const ofCallers: readonly Course[] = [
  // A send has settled on a connection whose number names a socket that is not connected by now, and that connects.
  ...[...standing(0), runs(0)].map((beside) =>
    course(end, replace(), connected, sentAfterWaiting, beside, replace(), connect),
  ),
  course(connected, send(1), replace(), connect),
  course(connected, add(0)),
  // Nobody listens.
  course(breakOff, connect, drain),
];

/** A ghost wakes a connect that is under way still. */
export const ofPatients: readonly Course[] = [connect, course(haunts(1), connect, stirs)];

export const ofStrangers: readonly Course[] = [
  course(connected, add(0)),
  course(add(0), connect),
  // Room in the queue that was full.
  course(read, read, connect),
];

const crowd = times(12, send(MUCH, true));

/** A socket that waited before, and one that did not, stand in line for room at a receiver. */
const inLine = [course(end, connect, times(12, send(MUCH)), drain, crowd), crowd];

/** The receiver's queue is full: until there is room, or the receiver goes; beside a callback, and twice in a turn. */
export const ofMail: readonly Course[] = [
  ...inLine.flatMap((waiting) => [waiting, course(waiting, read, pause), course(waiting, breakOff, pause)]),
  course(end, add(0), crowd),
  course(exhaust(1), cancel, send(MUCH, true)),
];
