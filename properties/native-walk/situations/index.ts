import {
  add,
  breakOff,
  type Course,
  cancel,
  connect,
  course,
  done,
  end,
  finish,
  pause,
  read,
  receive,
  remove,
  replace,
  run,
  send,
  starve,
  stuff,
  turn,
  write,
} from '../course.js';
import type { Kind } from '../subject.js';
import { ofCallers, ofMail, ofPatients, ofStrangers } from './callers.js';
import { ofConnections } from './connections.js';
import { ofListeners } from './listeners.js';
import { ALL, MUCH } from './standing.js';

/**
 * Situations that chance seldom leads to, by the kind of descriptor that gets into them. Each of them meets each sequel,
 * and in walks whatever chance brings.
 */
export const situations: Readonly<Record<Kind, readonly Course[]>> = {
  pair: ofConnections,
  tcp: ofConnections,
  datagrams: ofConnections,
  listener: ofListeners,
  caller: ofCallers,
  patient: ofPatients,
  stranger: ofStrangers,
  mail: ofMail,
};

/** What a situation meets next. */
export const sequels: readonly Course[] = [
  turn,
  pause,
  run(0),
  run(1),
  done,
  add(0),
  add(1),
  remove(0),
  remove(1),
  receive(1),
  receive(ALL),
  send(1),
  send(MUCH),
  connect,
  course(cancel, turn),
  end,
  replace({ noticed: true }),
  course(write, turn),
  course(read, turn),
  course(stuff, read, turn),
  starve(),
  starve(true),
  course(finish, turn),
  course(breakOff, turn),
  course(stuff, breakOff, receive(ALL), receive(1)),
];
