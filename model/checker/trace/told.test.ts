import { expect, test } from 'vitest';
import { EngineError } from '../../../generated/ts/layout.js';
import { accepting, added, closed, due, running, validate, wrong } from './trace-phrases.js';
import { type SlotWriter, TraceWriter } from './trace-writer.js';
import { validateTrace } from './validate.js';

const received = (slot: SlotWriter, operation = 1) =>
  slot
    .user('RECEIVE', operation, 10)
    .step('receive', 'RECEIVE')
    .receives({ value: 4, asked: 10 })
    .step('receive', 'SHORT_READ');
const accepted = (slot: SlotWriter) =>
  accepting(slot)
    .poll('IN')
    .step('watch', 'READABLE')
    .step('accept', 'READY')
    .system('accept', { value: 9 })
    .step('accept', 'ACCEPTED', 'NO_WAITERS');

test('L11: users are told of as many bytes as the kernel gave', async () => {
  expect(await wrong((slot) => received(slot).told('RECEIVED', 1, { value: 4 }))).toBeUndefined();
  for (const value of [3, 5, 0]) {
    expect(await wrong((slot) => received(slot).told('RECEIVED', 1, { value }))).toMatchObject({
      law: 'L11',
      what: `users were told RECEIVED of operation 1, error 0, value ${value}`,
      allowed: ['users were told RECEIVED of operation 1, error 0, value 4, of slot 0.1'],
    });
  }
});

test('L8: a connection goes to the accept that waited, and to no other', async () => {
  expect(await wrong((slot) => accepted(slot).told('ACCEPTED', 1, { value: 9 }))).toBeUndefined();
  expect(await wrong((slot) => accepted(slot).told('ACCEPTED', 1, { value: 8 }))).toMatchObject({ law: 'L8' });
  expect(await wrong((slot) => accepted(slot).told('ACCEPTED', 2, { value: 9 }))).toMatchObject({ law: 'L8' });
  const another = (slot: SlotWriter) =>
    accepting(slot)
      .poll('IN')
      .step('watch', 'READABLE')
      .step('accept', 'READY')
      .system('accept', { value: 9 })
      .system('close', { asked: 8 });
  expect(await wrong(another)).toMatchObject({ law: 'L8', what: expect.stringMatching(/does not own/) });
});

test('L10: an outcome is told once, and nothing that did not come about', async () => {
  const told = (slot: SlotWriter) => received(slot).told('RECEIVED', 1, { value: 4 });
  expect(await wrong((slot) => told(slot).told('RECEIVED', 1, { value: 4 }))).toMatchObject({
    what: expect.stringMatching(/of which there was nothing to tell/),
  });
  expect(await wrong((slot) => slot.told('FAILED', 1, { error: 5 }))).toMatchObject({ law: 'L10' });
  expect(await wrong((slot) => received(received(slot)))).toMatchObject({
    law: 'L10',
    what: 'operation 1 began again before its user was told of its end',
  });
});

test('L10: an operation fails with what its system call said, or with why its slot was closed', async () => {
  const failing = (slot: SlotWriter) =>
    slot.user('RECEIVE', 1, 10).step('receive', 'RECEIVE').receives({ error: 'ECONNRESET', asked: 10 });
  const failed = (error: number) =>
    wrong((slot) => failing(slot).step('receive', 'FAILED').told('FAILED', 1, { error }));
  expect(await failed(104)).toBeUndefined();
  expect(await failed(103)).toMatchObject({ law: 'L10' });
  const ended = (error: number) =>
    wrong((slot) => closed(accepting(slot)).step('accept', 'CLOSE').told('FAILED', 1, { error }));
  expect(await ended(EngineError.SOCKET_CLOSED)).toBeUndefined();
  expect(await ended(EngineError.LOOP_CLOSED)).toMatchObject({ law: 'L10' });
});

test('L10: what a batch brings is told in the order in which it came about', async () => {
  const two = async (...order: readonly number[]) => {
    const trace = new TraceWriter();
    const slots = [trace.slot(0), trace.slot(1)];
    slots.forEach((slot, at) => {
      received(slot, at);
    });
    for (const at of order) slots[at]?.told('RECEIVED', at, { value: 4 });
    return (await validateTrace(trace.pieces())).firstWrong;
  };
  expect(await two(0, 1)).toBeUndefined();
  // The second may have settled in the call that started it, whose user is told when that returns.
  expect(await two(1, 0)).toBeUndefined();
  const trace = new TraceWriter();
  const [first, second, third] = [trace.slot(0), trace.slot(1), trace.slot(2)];
  received(first, 0);
  received(second, 1);
  received(third, 2);
  second.told('RECEIVED', 1, { value: 4 });
  expect((await validateTrace(trace.pieces())).firstWrong).toMatchObject({ law: 'L11', slot: 1 });
});

test('L10: who gives an operation up is told how much was sent', async () => {
  const stuck = (slot: SlotWriter) =>
    slot
      .user('SEND', 1, 10)
      .step('send', 'SEND')
      .system('send', { value: 4, asked: 10 })
      .step('send', 'SENT_PART')
      .system('send', { error: 'EAGAIN', asked: 6 })
      .step('send', 'WOULD_BLOCK')
      .step('watch', 'HOLD_WRITER')
      .ask('epoll_add', 'OUT');
  const aborted = (value: number, operation = 1) =>
    wrong((slot) =>
      stuck(slot)
        .user('CANCEL', operation)
        .step('send', 'CANCEL')
        .step('watch', 'RELEASE_WRITER')
        .system('epoll_del')
        .told('ABORTED', operation, { value }),
    );
  expect(await aborted(4)).toBeUndefined();
  expect(await aborted(5)).toMatchObject({ law: 'L10' });
  expect(await aborted(4, 2)).toMatchObject({ law: 'L10' });
});

test('L9: accepting pauses, and says at which limit', async () => {
  const starved = (slot: SlotWriter) =>
    slot.user('ACCEPT', 1).step('accept', 'ACCEPT').system('accept', { error: 'EMFILE' }).step('accept', 'FD_LIMIT');
  expect(await wrong((slot) => starved(slot).told('LIMIT', 0, { error: 24 }))).toBeUndefined();
  expect(await wrong((slot) => starved(slot).told('LIMIT', 0, { error: 23 }))).toMatchObject({ law: 'L9' });
});

test('L10: an operation that is refused is told so, and only by a table that is busy or for a reason', async () => {
  const refused = (error: number) =>
    wrong((slot) => added(slot).user('REFUSED', 7, error).told('FAILED', 7, { error }));
  expect(await refused(EngineError.BUSY)).toBeUndefined();
  expect(await refused(EngineError.FORBIDDEN_EVENT)).toMatchObject({ law: 'L10' });
  expect(await refused(0)).toMatchObject({ law: 'L10' });
});

test('L3: the callback that is called is the one that was added last', async () => {
  const begun = (slot: SlotWriter) => due(slot).step('watch', 'RUN_READER').user('CALLBACK_BEGIN', 0);
  expect(await wrong((slot) => begun(slot).told('READER_CALLED', 0, { value: 1 }))).toBeUndefined();
  for (const value of [0, 2]) {
    expect(await wrong((slot) => begun(slot).told('READER_CALLED', 0, { value }))).toMatchObject({ law: 'L3' });
  }
  expect(await wrong((slot) => begun(slot).told('WRITER_CALLED', 0, { value: 1 }))).toMatchObject({ law: 'L3' });
  expect(await wrong((slot) => begun(slot).user('CALLBACK_END', 0))).toMatchObject({
    law: 'L3',
    what: 'callback 1 began, and was not called',
  });
  expect(await wrong((slot) => running(slot).told('READER_CALLED', 0, { value: 1 }))).toMatchObject({ law: 'L3' });
});

test('a trace says at its end how much was not told, and how many slots live', async () => {
  const trace = new TraceWriter();
  received(trace.slot());
  const ends = (untold: number, live: number, isWhole = false) =>
    validateTrace(trace.pieces(Infinity, { untold, live, isWhole }));
  expect((await ends(1, 1)).firstWrong).toBeUndefined();
  expect((await ends(0, 1)).firstWrong).toMatchObject({ law: 'L10', record: 5 });
  expect((await ends(1, 0)).firstWrong).toMatchObject({ law: 'L10', record: 5 });
  expect((await ends(1, 1, true)).firstWrong).toMatchObject({ law: 'L10', record: 5 });
});

test('what means nothing in a record is 0', async () => {
  const damaged = (write: (slot: SlotWriter) => unknown) => validate(write).catch((error: Error) => error);
  const unknown = { code: 'ERR_TRACE_RECORD' };
  expect(await damaged((slot) => slot.user('ACCEPT', 1, 5))).toMatchObject(unknown);
  expect(await damaged((slot) => added(slot).user('REMOVE_READER', 1))).toMatchObject(unknown);
  expect(await damaged((slot) => added(slot).user('CLOSE', 0, 1))).toMatchObject(unknown);
  const adding = (slot: SlotWriter) => slot.user('ADD_READER').step('watch', 'ADD_READER');
  expect(await damaged((slot) => adding(slot).system('epoll_add', { asked: 1, value: 1 }))).toMatchObject(unknown);
  expect(
    await damaged((slot) => adding(slot).system('epoll_add', { error: 'EPERM', asked: 1, value: 0 })),
  ).toMatchObject(unknown);
});

test('L1: nothing is reported that was not asked for, and nothing beside a hang-up', async () => {
  const unasked = { law: 'L1', what: expect.stringMatching(/of which it was asked for 1/) };
  expect(await wrong((slot) => added(slot).poll('OUT'))).toMatchObject(unasked);
  expect(await wrong((slot) => added(slot).poll())).toMatchObject(unasked);
  expect(await wrong((slot) => added(slot).poll('RDHUP'))).toMatchObject(unasked);
  expect(await wrong((slot) => added(slot).poll('IN', 'HUP'))).toMatchObject(unasked);
});

test('L2: the table is told that a callback has ended, before anything else happens', async () => {
  const other = (write: (slot: SlotWriter) => unknown) => {
    const trace = new TraceWriter();
    write(trace.slot(0));
    added(trace.slot(1));
    return validateTrace(trace.pieces());
  };
  expect((await other((slot) => running(slot).user('CALLBACK_END', 0))).firstWrong).toMatchObject({
    law: 'L2',
    what: "the reader's callback ended, which was not stepped",
  });
  expect((await other((slot) => due(slot).step('watch', 'RUN_READER'))).firstWrong).toMatchObject({ law: 'L2' });
});

test('L4: one callback runs at a time', async () => {
  const trace = new TraceWriter();
  const [first, second] = [trace.slot(0), trace.slot(1)];
  added(first);
  added(second);
  first.report(1, 'IN');
  second.report(0, 'IN');
  for (const slot of [first, second]) slot.step('watch', 'READABLE');
  for (const slot of [first, second]) slot.step('watch', 'RUN_READER').calls();
  expect((await validateTrace(trace.pieces())).firstWrong).toMatchObject({ law: 'L4', slot: 1 });
});

test('L9: a limit is told in its place, whatever was begun last', async () => {
  const trace = new TraceWriter();
  const [first, second] = [trace.slot(0), trace.slot(1)];
  closed(accepting(first)).step('accept', 'CLOSE');
  second.user('ACCEPT', 0).step('accept', 'ACCEPT').system('accept', { error: 'EMFILE' }).step('accept', 'FD_LIMIT');
  second.told('LIMIT', 0, { error: 24 });
  expect((await validateTrace(trace.pieces())).firstWrong).toMatchObject({ law: 'L9', slot: 1 });
});
