import { expect, test } from 'vitest';
import type { TraceReport, WrongStep } from './report.js';
import { type SlotWriter, TraceWriter } from './trace-writer.js';
import { validateTrace } from './validate.js';

function validate(...write: ((slot: SlotWriter) => unknown)[]): Promise<TraceReport> {
  const trace = new TraceWriter();
  write.forEach((one, index) => {
    one(trace.slot(0, index + 1));
  });
  return validateTrace(trace.pieces());
}

async function wrong(...write: ((slot: SlotWriter) => unknown)[]): Promise<WrongStep | undefined> {
  return (await validate(...write)).firstWrong;
}

/** addReader on a fresh descriptor. */
const added = (slot: SlotWriter) => slot.user('ADD_READER').step('watch', 'ADD_READER').ask('epoll_add', 'IN');

/** Its callback is queued. */
const due = (slot: SlotWriter) => added(slot).poll('IN').step('watch', 'READABLE');

/** Its callback runs. */
const running = (slot: SlotWriter) => due(slot).step('watch', 'RUN_READER').user('CALLBACK_BEGIN', 0);

/** removeReader, and the slot is dropped. */
const removed = (slot: SlotWriter) =>
  slot.user('REMOVE_READER').step('watch', 'REMOVE_READER').system('epoll_del').step('watch', 'CLOSE');

/** An accept that has to wait for the poller. */
const accepting = (slot: SlotWriter) =>
  slot
    .user('ACCEPT', 1)
    .step('accept', 'ACCEPT')
    .system('accept', { error: 'EAGAIN' })
    .step('accept', 'WOULD_BLOCK')
    .step('watch', 'HOLD_READER')
    .ask('epoll_add', 'IN');

/** A receive that has to wait. */
const receiving = (slot: SlotWriter) =>
  slot
    .user('RECEIVE', 2)
    .step('receive', 'RECEIVE')
    .system('recv', { error: 'EAGAIN', asked: 100 })
    .step('receive', 'WOULD_BLOCK')
    .step('watch', 'HOLD_READER')
    .ask('epoll_add', 'IN');

test('a callback that ran, was re-armed, and was removed is a right run', async () => {
  const report = await validate((slot) =>
    removed(running(slot).user('CALLBACK_END', 0).step('watch', 'READER_DONE').ask('epoll_mod', 'IN')),
  );
  expect(report.firstWrong).toBeUndefined();
  expect(report).toMatchObject({
    records: 14,
    steps: 6,
    byMachine: { watch: 6, accept: 0 },
    cellsStepped: { watch: 6 },
  });
  expect(report.laws).toMatchObject({ L1: 1, L2: 2, L3: 2, L4: 3, L6: 1 });
});

test('L1: readiness that the poller did not report (F0)', async () => {
  const found = await wrong((slot) => added(slot).step('watch', 'READABLE'));
  expect(found).toEqual({
    record: 3,
    slot: 0,
    generation: 1,
    law: 'L1',
    what: 'watch in armed.off.R met READABLE: the poller did not report it',
    allowed: ["a call of the user, or the poller's report, before any step"],
    machine: 'watch',
    state: 'armed.off.R',
    event: 'READABLE',
  });
});

test('L1: one report is good for one step, and for its own events only', async () => {
  expect(await wrong((slot) => due(slot).step('watch', 'READABLE'))).toMatchObject({ law: 'L1', record: 5 });
  expect(await wrong((slot) => added(slot).poll('IN').step('watch', 'HANGUP'))).toMatchObject({
    law: 'L1',
    event: 'HANGUP',
  });
  expect(await wrong((slot) => added(slot).poll('HUP', 'IN').step('watch', 'READABLE'))).toMatchObject({
    law: 'L1',
    allowed: ['watch HANGUP'],
  });
});

test('L1: the report of an older generation justifies nothing for the next', async () => {
  const trace = new TraceWriter();
  removed(added(trace.slot(0, 1)));
  const second = added(trace.slot(0, 2));
  trace.slot(0, 1).poll('IN');
  second.step('watch', 'READABLE');
  expect((await validateTrace(trace.pieces())).firstWrong).toMatchObject({ law: 'L1', generation: 2 });
});

test('a report of several bits is stepped reader first, one event each', async () => {
  const both = (slot: SlotWriter) =>
    added(slot).user('ADD_WRITER').step('watch', 'ADD_WRITER').ask('epoll_mod', 'IN', 'OUT').poll('IN', 'OUT');
  expect(await wrong((slot) => both(slot).step('watch', 'READABLE', 'WRITABLE'))).toBeUndefined();
  expect(await wrong((slot) => both(slot).step('watch', 'READABLE').poll('OUT'))).toMatchObject({
    law: 'L2',
    what: 'the poller reported watch WRITABLE, which was not stepped',
  });
});

test('one poll reports a slot twice if a ghost haunts its number (P4); both are looked at together', async () => {
  const twice = (slot: SlotWriter) => added(slot).poll('IN').poll('IN');
  expect(await wrong((slot) => twice(slot).step('watch', 'READABLE'))).toBeUndefined();
  expect(await wrong((slot) => twice(slot))).toMatchObject({ law: 'L2' });
  expect(await wrong((slot) => twice(slot).step('watch', 'READABLE', 'READABLE'))).toMatchObject({ law: 'L1' });
});

test('L1 a report is void for who is added behind it, and stays for the other direction', async () => {
  const readded = (slot: SlotWriter) =>
    added(slot).poll('IN').user('ADD_READER').step('watch', 'ADD_READER').ask('epoll_mod', 'IN');
  expect(await wrong(readded)).toBeUndefined();
  expect(await wrong((slot) => readded(slot).step('watch', 'READABLE'))).toMatchObject({ law: 'L1' });
  const beside = (slot: SlotWriter) =>
    added(slot).poll('IN').user('ADD_WRITER').step('watch', 'ADD_WRITER').ask('epoll_mod', 'IN', 'OUT');
  expect(await wrong((slot) => beside(slot))).toMatchObject({ law: 'L2' });
  expect(await wrong((slot) => beside(slot).step('watch', 'READABLE'))).toBeUndefined();
});

test('L2: a re-arm without its system call is told at the step that should have made it (F3)', async () => {
  const unarmed = (slot: SlotWriter) => running(slot).user('CALLBACK_END', 0).step('watch', 'READER_DONE');
  const expected = {
    record: 8,
    law: 'L2',
    what: 'watch in running.off.R met READER_DONE: watch.rearm was not followed by its system call epoll_mod',
    allowed: ['the system call epoll_mod'],
    event: 'READER_DONE',
  };
  expect(await wrong(unarmed)).toMatchObject(expected);
  expect(await wrong((slot) => unarmed(slot).user('REMOVE_READER').step('watch', 'REMOVE_READER'))).toMatchObject(
    expected,
  );
});

test('L2: an interest that is not that of the state after the step (R1)', async () => {
  const found = await wrong((slot) =>
    added(slot).user('ADD_WRITER').step('watch', 'ADD_WRITER').ask('epoll_mod', 'IN'),
  );
  expect(found).toMatchObject({
    law: 'L2',
    what: 'watch.reregister asked the poller for IN',
    allowed: ['the interest IN|OUT'],
  });
});

test('L3: a callback that began although it had been removed', async () => {
  const found = await wrong((slot) =>
    due(slot)
      .user('REMOVE_READER')
      .step('watch', 'REMOVE_READER')
      .system('epoll_del')
      .step('watch', 'RUN_READER')
      .user('CALLBACK_BEGIN', 0),
  );
  expect(found).toMatchObject({ law: 'L3', what: "a reader's callback began that the table did not call" });
});

test('L2: a callback that the table called, and that did not begin', async () => {
  const forgotten = (slot: SlotWriter) => due(slot).step('watch', 'RUN_READER').user('REMOVE_READER');
  expect(await wrong((slot) => forgotten(slot).step('watch', 'REMOVE_READER'))).toMatchObject({
    law: 'L2',
    what: "the table called the reader's callback, but it did not begin",
  });
});

test('L4: a callback that runs again without having been queued again, or ends without having begun', async () => {
  const again = (slot: SlotWriter) =>
    running(slot)
      .user('CALLBACK_END', 0)
      .step('watch', 'READER_DONE')
      .ask('epoll_mod', 'IN')
      .step('watch', 'RUN_READER');
  expect(await wrong(again)).toMatchObject({ law: 'L4', event: 'RUN_READER' });
  expect(await wrong((slot) => running(slot).step('watch', 'READER_DONE'))).toMatchObject({ law: 'L4' });
  expect(await wrong((slot) => added(slot).user('CALLBACK_END', 0))).toMatchObject({ law: 'L4' });
  expect(await wrong((slot) => running(slot).user('CALLBACK_END', 1))).toMatchObject({ law: 'L4' });
});

test('the calls of the user: no step without one, and none without its step', async () => {
  expect(await wrong((slot) => slot.step('watch', 'ADD_READER'))).toMatchObject({ law: 'L4', event: 'ADD_READER' });
  expect(await wrong((slot) => added(slot).step('watch', 'REMOVE_READER'))).toMatchObject({ law: 'L3' });
  expect(await wrong((slot) => added(slot).user('ADD_WRITER').step('watch', 'REMOVE_READER'))).toMatchObject({
    law: 'L3',
  });
  expect(await wrong((slot) => added(slot).user('REMOVE_READER').user('ADD_READER'))).toMatchObject({
    law: 'L3',
    what: 'the call REMOVE_READER was not stepped',
  });
  expect(await wrong((slot) => added(slot).user('ADD_WRITER'))).toMatchObject({ law: 'L4' });
});

test('L6: what is registered leaves only by a close, and leaves the poller then', async () => {
  expect(await wrong((slot) => added(slot).step('watch', 'CLOSE'))).toMatchObject({
    law: 'L10',
    what: expect.stringMatching(/the user did not close it/),
  });
  expect(await wrong((slot) => added(slot).user('CLOSE').step('watch', 'CLOSE'))).toMatchObject({
    law: 'L6',
    allowed: ['the system call epoll_del'],
  });
  expect(await wrong((slot) => added(slot).user('CLOSE').step('watch', 'CLOSE').system('epoll_del'))).toBeUndefined();
});

test('L6: a slot that was replaced must have been closed, and is heard of no more', async () => {
  expect(await wrong(added, added)).toMatchObject({ law: 'L6', generation: 1, allowed: ['watch CLOSE'] });
  const trace = new TraceWriter();
  const old = removed(added(trace.slot(0, 1)));
  added(trace.slot(0, 2));
  old.user('CALLBACK_END', 0).poll('IN').system('epoll_del');
  expect((await validateTrace(trace.pieces())).firstWrong).toMatchObject({ law: 'L6', record: 12, generation: 1 });
});

test('L6: a system call that no action asked for', async () => {
  expect(await wrong((slot) => added(slot).system('epoll_del'))).toMatchObject({
    law: 'L6',
    what: 'no action asked for the system call epoll_del',
  });
});

test('a number that names another file is abandoned, in answer to an action or to a question of the loop', async () => {
  const stale = (slot: SlotWriter) =>
    added(slot)
      .user('ADD_WRITER')
      .step('watch', 'ADD_WRITER')
      .system('epoll_mod', { error: 'ENOENT', asked: 5 })
      .step('watch', 'STALE');
  expect(await wrong(stale, added)).toBeUndefined();
  expect(await wrong((slot) => added(slot).ask('epoll_mod', 'IN'))).toBeUndefined();
  const asked = (slot: SlotWriter) => added(slot).system('epoll_mod', { error: 'ENOENT', asked: 1 });
  expect(await wrong((slot) => asked(slot).step('watch', 'STALE'), added)).toBeUndefined();
  expect(await wrong((slot) => added(slot).step('watch', 'STALE'))).toMatchObject({ law: 'L6', event: 'STALE' });
});

test('L16: what the kernel refused, it really did', async () => {
  const asked = (slot: SlotWriter, error: 'EPERM' | 'ENOSPC') =>
    slot.user('ADD_READER').step('watch', 'ADD_READER').system('epoll_add', { error, asked: 1 });
  expect(await wrong((slot) => asked(slot, 'EPERM').step('watch', 'REFUSED', 'CLOSE'))).toBeUndefined();
  expect(
    await wrong((slot) => asked(slot, 'ENOSPC').user('REMOVE_READER').step('watch', 'REMOVE_READER')),
  ).toMatchObject({
    allowed: ['watch REFUSED'],
  });
  expect(await wrong((slot) => added(slot).step('watch', 'REFUSED'))).toMatchObject({ law: 'L16', event: 'REFUSED' });
});

test('an accept that waits, is woken and is given its connection is a right run', async () => {
  const report = await validate((slot) =>
    accepting(slot)
      .poll('IN')
      .step('watch', 'READABLE')
      .step('accept', 'READY')
      .system('accept', { value: 9 })
      .step('accept', 'ACCEPTED', 'NO_WAITERS')
      .user('CLOSE')
      .step('accept', 'CLOSE')
      .step('watch', 'CLOSE')
      .system('epoll_del'),
  );
  expect(report.firstWrong).toBeUndefined();
  expect(report.byMachine).toMatchObject({ watch: 3, accept: 6, receive: 0, send: 0 });
});

test('L8: a connection that the kernel did not give', async () => {
  const found = await wrong((slot) =>
    accepting(slot)
      .poll('IN')
      .step('watch', 'READABLE')
      .step('accept', 'READY')
      .system('accept', { error: 'EAGAIN' })
      .step('accept', 'ACCEPTED'),
  );
  expect(found).toMatchObject({ law: 'L8', event: 'ACCEPTED', allowed: ['accept WOULD_BLOCK'] });
});

test('L8: waiters are counted', async () => {
  const two = (slot: SlotWriter) =>
    accepting(slot)
      .user('ACCEPT', 2)
      .step('accept', 'ACCEPT')
      .poll('IN')
      .step('watch', 'READABLE')
      .step('accept', 'READY')
      .system('accept')
      .step('accept', 'ACCEPTED');
  expect(await wrong((slot) => two(slot).step('accept', 'NO_WAITERS'))).toMatchObject({
    law: 'L8',
    allowed: ['accept MORE_WAITERS'],
  });
  expect(await wrong((slot) => accepting(slot).user('CANCEL', 1).step('accept', 'CANCEL'))).toMatchObject({
    law: 'L8',
    event: 'CANCEL',
  });
  const cancelled = (slot: SlotWriter) =>
    accepting(slot).user('ACCEPT', 2).step('accept', 'ACCEPT').user('CANCEL', 1).step('accept', 'CANCEL');
  expect(await wrong(cancelled)).toBeUndefined();
  expect(
    await wrong((slot) =>
      cancelled(slot)
        .user('CANCEL', 2)
        .step('accept', 'CANCEL_LAST')
        .step('watch', 'RELEASE_READER')
        .system('epoll_del'),
    ),
  ).toBeUndefined();
});

test('L9: a back-off ends by its own timer, and accept is tried again', async () => {
  const starved = (slot: SlotWriter) =>
    slot.user('ACCEPT', 1).step('accept', 'ACCEPT').system('accept', { error: 'EMFILE' }).step('accept', 'FD_LIMIT');
  expect(
    await wrong((slot) =>
      starved(slot).step('accept', 'RETRY').system('accept', { error: 'EMFILE' }).step('accept', 'FD_LIMIT'),
    ),
  ).toBeUndefined();
  expect(await wrong((slot) => starved(slot).step('accept', 'RETRY'))).toMatchObject({
    law: 'L9',
    allowed: ['the system call accept', 'accept BUDGET_SPENT'],
  });
  expect(await wrong((slot) => accepting(slot).step('accept', 'RETRY'))).toMatchObject({ law: 'L9' });
});

test('a machine is told what another sends, in order, and nothing else', async () => {
  const woken = (slot: SlotWriter) => accepting(slot).poll('IN').step('watch', 'READABLE');
  expect(await wrong(woken)).toMatchObject({
    law: 'L10',
    what: expect.stringMatching(/wakeReader was not followed by accept READY/),
  });
  expect(await wrong((slot) => woken(slot).user('CANCEL', 1).step('accept', 'CANCEL_LAST'))).toMatchObject({
    what: expect.stringMatching(/watch.wakeReader brings accept READY before/),
    allowed: ['accept READY'],
  });
  expect(await wrong((slot) => accepting(slot).step('accept', 'READY'))).toMatchObject({
    law: 'L10',
    what: expect.stringMatching(/no machine/),
  });
  expect(await wrong((slot) => slot.step('watch', 'HOLD_READER'))).toMatchObject({ law: 'L2' });
});

test('what is received is what the kernel gave: all, a part, the end', async () => {
  const read = (answer: { value: number; asked: number }, event: string) =>
    wrong((slot) => slot.user('RECEIVE', 1).step('receive', 'RECEIVE').system('recv', answer).step('receive', event));
  expect(await read({ value: 100, asked: 100 }, 'DATA')).toBeUndefined();
  expect(await read({ value: 1, asked: 100 }, 'SHORT_READ')).toBeUndefined();
  expect(await read({ value: 1, asked: 100 }, 'DATA')).toBeUndefined();
  expect(await read({ value: 0, asked: 100 }, 'END')).toBeUndefined();
  expect(await read({ value: 100, asked: 100 }, 'SHORT_READ')).toMatchObject({ law: 'L11', allowed: ['receive DATA'] });
  expect(await read({ value: 1, asked: 100 }, 'END')).toMatchObject({ law: 'L11' });
});

test('a hang-up is told to a receive before it wakes it', async () => {
  const hungUp = (slot: SlotWriter) => receiving(slot).poll('IN', 'RDHUP').step('watch', 'READ_HANGUP');
  const heard = (slot: SlotWriter) =>
    hungUp(slot).step('receive', 'HANGUP', 'READY').system('recv', { value: 0, asked: 100 }).step('receive', 'END');
  expect(await wrong(heard)).toBeUndefined();
  expect(await wrong((slot) => hungUp(slot).step('receive', 'READY'))).toMatchObject({
    law: 'L10',
    allowed: ['receive HANGUP'],
  });
});

test('a send goes on until all was taken, and its budget may end before', async () => {
  const part = (slot: SlotWriter) =>
    slot.user('SEND', 1).step('send', 'SEND').system('send', { value: 10, asked: 100 }).step('send', 'SENT_PART');
  expect(
    await wrong((slot) => part(slot).system('send', { value: 90, asked: 90 }).step('send', 'SENT_ALL')),
  ).toBeUndefined();
  expect(
    await wrong((slot) => part(slot).system('send', { value: 9, asked: 90 }).step('send', 'SENT_ALL')),
  ).toMatchObject({ law: 'L11' });
  expect(await wrong((slot) => part(slot).step('send', 'SENT_ALL'))).toMatchObject({ law: 'L10' });
  const spent = (slot: SlotWriter) => part(slot).step('send', 'BUDGET_SPENT');
  expect(
    await wrong((slot) =>
      spent(slot).step('send', 'RESUME').system('send', { value: 90, asked: 90 }).step('send', 'SENT_ALL'),
    ),
  ).toBeUndefined();
  expect(
    await wrong((slot) => part(slot).system('send', { value: 90, asked: 90 }).step('send', 'SENT_ALL', 'RESUME')),
  ).toMatchObject({ law: 'L2', event: 'RESUME' });
});

test('L16: a step that the table forbids', async () => {
  const found = await wrong((slot) =>
    added(slot).user('CLOSE').step('watch', 'CLOSE').system('epoll_del').poll('IN').step('watch', 'READABLE'),
  );
  expect(found).toMatchObject({ law: 'L16', state: 'closed', event: 'READABLE' });
});

test("a step that is not the table's, from another state or to another", async () => {
  expect(
    await wrong((slot) => slot.user('ADD_READER').falseStep('watch', 'ADD_READER', { after: 'off.armed.W' })),
  ).toMatchObject({
    law: 'table',
    what: 'watch in off.off.none met ADD_READER: the loop went to off.armed.W',
    allowed: ['the state armed.off.R'],
  });
  expect(
    await wrong((slot) => slot.user('ADD_READER').falseStep('watch', 'ADD_READER', { before: 'off.armed.W' })),
  ).toMatchObject({
    law: 'table',
    what: 'watch in off.off.none met ADD_READER: the loop took it to be in off.armed.W',
  });
});

test("a call without a slot is no slot's business", async () => {
  const trace = new TraceWriter();
  trace.slot(-1, 0).system('close').system('poll').user('CLOSE');
  expect(await validateTrace(trace.pieces())).toMatchObject({ records: 3, steps: 0 });
});
