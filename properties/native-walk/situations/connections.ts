import type { Direction } from '../actions.js';
import {
  add,
  attach,
  breakOff,
  type Course,
  cancel,
  course,
  done,
  exhaust,
  finish,
  nothing,
  receive,
  remove,
  replace,
  run,
  send,
  turn,
  urge,
  write,
} from '../course.js';
import {
  ALL,
  due,
  haunts,
  hauntsUrgently,
  leftBytes,
  leftUrgent,
  MUCH,
  occupied,
  otherThan,
  runs,
  sentAfterWaiting,
  standing,
  stirs,
  waits,
} from './standing.js';

/** A callback of the direction is removed after it was reported, or while it runs, whatever stands beside it and follows. */
function removals(direction: Direction): Course[] {
  const successors = [nothing, add(direction), due(direction), occupied(direction)];
  return standing(otherThan(direction)).flatMap((beside) => [
    course(beside, runs(direction)),
    ...successors.flatMap((successor) => [
      course(attach, beside, due(direction), remove(direction), successor, run(), run()),
      course(attach, beside, runs(direction), remove(direction), successor, done),
    ]),
  ]);
}

/** A file that was registered for the direction haunts the number, whatever stands on the other one. */
function hauntings(direction: Direction): Course[] {
  const other = otherThan(direction);
  const ghost = haunts(direction);
  return [
    ...[nothing, waits(other), due(other), occupied(other)].map((beside) => course(ghost, beside, stirs, finish, turn)),
    course(ghost, waits(other), finish, turn),
    course(ghost, add(other), stirs, run(), stirs, finish, turn),
  ];
}

/** All that a turn has for a direction is spent: at once, after a wait, behind a hang-up; or twice before it is resumed. */
const exhaustions: Course[] = [
  course(leftBytes, exhaust(0)),
  course(leftBytes, finish, turn, exhaust(0)),
  course(sentAfterWaiting, exhaust(1)),
  course(add(1), exhaust(0)),
  course(add(0), exhaust(1)),
  course(exhaust(0), cancel, receive(1)),
  course(exhaust(1), cancel, send(MUCH)),
];

/** Urgent data: beside whatever stands on the other direction, from a ghost, where a turn's share is spent, at a broken line. */
const urgencies: Course[] = [
  ...[waits(1), due(1), runs(1), occupied(1)].map((beside) => course(beside, receive(ALL), urge, turn)),
  ...[...standing(1), runs(1)].map((beside) => course(hauntsUrgently, beside, urge, turn)),
  course(leftBytes, exhaust(0), urge, turn),
  course(leftUrgent, write, exhaust(0)),
  course(leftUrgent, add(0)),
  course(leftUrgent, breakOff, receive(1)),
];

/** What both ends of connections get into. */
export const ofConnections: readonly Course[] = [
  ...standing(0).flatMap((reading) => standing(1).map((writing) => course(reading, writing))),
  ...([0, 1] as const).flatMap((direction) => [
    ...removals(direction),
    ...hauntings(direction),
    course(due(0), due(1), run(direction)),
  ]),
  ...[...standing(1), runs(1)].map((beside) => course(leftBytes, beside)),
  ...[...standing(0), runs(0)].map((beside) => course(sentAfterWaiting, beside)),
  ...exhaustions,
  ...urgencies,
  // Operations have settled at once, beside a callback.
  course(write, receive(ALL), send(1), add(0)),
  // A receive has settled and left nothing behind.
  course(receive(ALL), turn, write, turn),
  // Bytes and an end: known to the loop, and not yet.
  course(leftBytes, finish, turn),
  course(leftBytes, finish, receive(ALL), receive(1)),
  // A receive waits although a hang-up was reported: that was a ghost's.
  course(leftBytes, finish, turn, replace({ haunted: true }), receive(ALL)),
];
