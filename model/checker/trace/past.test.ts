import { expect, test } from 'vitest';
import { Machine, TRACE_WORDS, TraceField, UserCall, WatchState } from '../../../generated/ts/index.js';
import { ABSENT, type Past, readPast } from './past.js';
import { type SlotWriter, TraceWriter } from './trace-writer.js';

/** The descriptor that the writer's user calls name. */
const FD = 3;

const added = (slot: SlotWriter) => slot.user('ADD_READER').step('watch', 'ADD_READER').ask('epoll_add', 'IN');
const removed = (slot: SlotWriter) =>
  slot.user('REMOVE_READER').step('watch', 'REMOVE_READER').system('epoll_del').user('CLOSE').step('watch', 'CLOSE');

const field = ({ records }: Past, index: number, name: keyof typeof TraceField) =>
  records[index * TRACE_WORDS + TraceField[name]];

test('a descriptor has the slot that a call of the user names, its states, and its records', async () => {
  const trace = new TraceWriter();
  const [other, slot] = [trace.slot(7, 1), trace.slot(0, 4)];
  other.step('watch', 'ADD_WRITER');
  added(slot).user('RECEIVE').step('receive', 'RECEIVE');
  const past = await readPast(trace.pieces(), FD);
  expect(past).toMatchObject({ fd: FD, slot: { index: 0, generation: 4 }, live: true, at: [1, 2, 3, 4, 5] });
  expect(past.states[Machine.watch]).toBe(WatchState['armed.off.R']);
  expect(past.states[Machine.send]).toBe(ABSENT);
  expect(field(past, 3, 'CODE')).toBe(UserCall.RECEIVE);
  expect(past.now).toBeUndefined();
});

test('of several slots that a number had the last one counts, alive or not', async () => {
  const trace = new TraceWriter();
  removed(added(trace.slot(0, 1)));
  expect(await readPast(trace.pieces(), FD)).toMatchObject({ slot: { generation: 1 }, live: false });
  added(trace.slot(0, 2));
  expect(await readPast(trace.pieces(), FD)).toMatchObject({ slot: { generation: 2 }, live: true, at: [8, 9, 10] });
});

test('it is told as it was after the record that is asked for, however the file ends', async () => {
  const trace = new TraceWriter();
  removed(added(trace.slot()));
  const past = await readPast(trace.pieces(), FD, 4);
  expect(past).toMatchObject({ live: true, at: [0, 1, 2, 3, 4] });
  expect(past.states[Machine.watch]).toBe(WatchState['off.off.none']);
});

test('a descriptor that the run did not meet has no slot', async () => {
  const trace = new TraceWriter();
  added(trace.slot());
  expect(await readPast(trace.pieces(), 9)).toMatchObject({ slot: undefined, live: false, at: [] });
});

test('of a long life the last 32 records are kept', async () => {
  const trace = new TraceWriter();
  const slot = added(trace.slot());
  for (let i = 0; i < 100; i++) slot.poll('IN').step('watch', 'READABLE', 'RUN_READER', 'READER_DONE');
  const { at } = await readPast(trace.pieces(), FD);
  expect(at).toEqual(Array.from({ length: 32 }, (_, index) => 403 - 32 + index));
});
