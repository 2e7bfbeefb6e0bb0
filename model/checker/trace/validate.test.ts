import { expect, test } from 'vitest';
import { EngineError } from '../../../generated/ts/layout.js';
import { accepting, added, closed, due, removed, running, validate, wrong } from './trace-phrases.js';
import { type SlotWriter, TraceWriter } from './trace-writer.js';
import { validateTrace } from './validate.js';

test('a callback that ran, was re-armed, and was removed is a right run', async () => {
  const report = await validate((slot) =>
    removed(running(slot).user('CALLBACK_END', 0).step('watch', 'READER_DONE').ask('epoll_mod', 'IN')),
  );
  expect(report.firstWrong).toBeUndefined();
  expect(report).toMatchObject({
    records: 16,
    steps: 6,
    byMachine: { watch: 6, accept: 0 },
    cellsStepped: { watch: 6 },
  });
  expect(report.laws).toMatchObject({ L1: 1, L2: 2, L3: 3, L4: 3, L6: 1 });
});

test('L2: a re-arm without its system call is told at the step that should have made it (F3)', async () => {
  const unarmed = (slot: SlotWriter) => running(slot).user('CALLBACK_END', 0).step('watch', 'READER_DONE');
  const expected = {
    record: 9,
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
    what: 'watch.reregister asked the poller for IN (1)',
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

test('L10: a close is told to every machine that the slot has', async () => {
  expect(await wrong((slot) => added(slot).user('CLOSE'))).toMatchObject({
    law: 'L10',
    what: "the user's close was not told to watch",
    allowed: ['watch CLOSE'],
  });
  const half = (slot: SlotWriter) => closed(accepting(slot));
  expect(await wrong(half)).toMatchObject({ law: 'L10', what: "the user's close was not told to accept" });
  expect(await wrong(half, added)).toMatchObject({ law: 'L10', generation: 1, allowed: ['accept CLOSE'] });
  expect(await wrong((slot) => half(slot).poll('IN'))).toMatchObject({ law: 'L10' });
  expect(await wrong((slot) => half(slot).step('accept', 'CLOSE'), added)).toBeUndefined();
});

test('L6: a slot that was replaced must have been closed, and is heard of no more', async () => {
  expect(await wrong(added, added)).toMatchObject({ law: 'L6', generation: 1, allowed: ['watch CLOSE'] });
  const trace = new TraceWriter();
  const old = removed(added(trace.slot(0, 1)));
  added(trace.slot(0, 2));
  old.poll('IN').system('epoll_del');
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
      .step('watch', 'STALE')
      .told('GIVEN_UP', 0, { error: EngineError.STALE_DESCRIPTOR });
  expect(await wrong(stale, added)).toBeUndefined();
  expect(await wrong((slot) => stale(slot).told('GIVEN_UP', 0, { error: EngineError.STALE_DESCRIPTOR }))).toMatchObject(
    {
      law: 'L16',
    },
  );
  expect(await wrong((slot) => added(slot).user('ATTACH').ask('epoll_mod', 'IN'))).toBeUndefined();
  expect(await wrong((slot) => added(slot).ask('epoll_mod', 'IN'))).toMatchObject({ law: 'L6' });
  const asked = (slot: SlotWriter) => added(slot).user('ATTACH').system('epoll_mod', { error: 'ENOENT', asked: 1 });
  expect(await wrong((slot) => asked(slot).step('watch', 'STALE'), added)).toBeUndefined();
  expect(await wrong((slot) => added(slot).step('watch', 'STALE'))).toMatchObject({ law: 'L6', event: 'STALE' });
});

test('L16: what the kernel refused, it really did', async () => {
  const asked = (slot: SlotWriter, error: 'EPERM' | 'ENOSPC') =>
    slot.user('ADD_READER').step('watch', 'ADD_READER').system('epoll_add', { error, asked: 1 });
  expect(
    await wrong((slot) => asked(slot, 'EPERM').step('watch', 'REFUSED').user('CLOSE').step('watch', 'CLOSE')),
  ).toBeUndefined();
  expect(
    await wrong((slot) => asked(slot, 'ENOSPC').user('REMOVE_READER').step('watch', 'REMOVE_READER')),
  ).toMatchObject({
    allowed: ['watch REFUSED'],
  });
  expect(await wrong((slot) => added(slot).step('watch', 'REFUSED'))).toMatchObject({ law: 'L16', event: 'REFUSED' });
});

test('a machine is told what another sends, in order, and nothing else', async () => {
  const woken = (slot: SlotWriter) => accepting(slot).poll('IN').step('watch', 'READABLE');
  expect(await wrong(woken)).toMatchObject({
    law: 'L10',
    what: expect.stringMatching(/wakeReader was not followed by accept READY/),
  });
  expect(await wrong((slot) => woken(slot).user('CANCEL', 1).step('accept', 'CANCEL_LAST'))).toMatchObject({
    what: expect.stringMatching(/wakeReader was not followed by accept READY/),
    allowed: ['accept READY'],
  });
  expect(await wrong((slot) => accepting(slot).step('accept', 'READY'))).toMatchObject({
    law: 'L10',
    what: expect.stringMatching(/no machine/),
  });
  expect(await wrong((slot) => slot.step('watch', 'HOLD_READER'))).toMatchObject({ law: 'L2' });
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
