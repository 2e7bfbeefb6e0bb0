import { expect, test } from 'vitest';
import { added, closed, due, removed, wrong } from './trace-phrases.js';
import { type SlotWriter, TraceWriter } from './trace-writer.js';
import { validateTrace } from './validate.js';

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
  expect(await wrong((slot) => added(slot).poll('HUP').step('watch', 'READABLE'))).toMatchObject({
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
  expect(await wrong((slot) => both(slot).step('watch', 'WRITABLE', 'READABLE'))).toMatchObject({
    law: 'table',
    event: 'WRITABLE',
    what: expect.stringMatching(/another event of the report comes first/),
    allowed: ['watch READABLE'],
  });
  expect(await wrong((slot) => both(slot).step('watch', 'READABLE').poll('OUT'))).toMatchObject({
    law: 'L2',
    what: 'the poller reported watch WRITABLE, which was not stepped',
  });
});

test('one poll reports a slot twice if a ghost haunts its number (P4); both are looked at together', async () => {
  const twice = (slot: SlotWriter) => added(slot).report(1, 'IN').report(0, 'IN');
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

test('L2: what was reported of any slot is looked at before the poller is asked again', async () => {
  const lost = (between?: (first: SlotWriter, second: SlotWriter) => unknown) => {
    const trace = new TraceWriter();
    const [first, second] = [added(trace.slot(0)), added(trace.slot(1))];
    first.report(between ? 0 : 1, 'IN');
    between?.(first, second);
    second.poll('IN').step('watch', 'READABLE');
    closed(first);
    return validateTrace(trace.pieces());
  };
  expect((await lost()).firstWrong).toBeUndefined();
  expect(
    (await lost((_, second) => second.user('ADD_READER').step('watch', 'ADD_READER').ask('epoll_mod', 'IN')))
      .firstWrong,
  ).toMatchObject({
    law: 'L2',
    slot: 0,
    record: 6,
    what: 'the poller reported watch READABLE, which was not stepped',
  });
  expect((await lost((first) => first.step('watch', 'READABLE'))).firstWrong).toBeUndefined();
});

test('a report that is void, and one of a slot that was closed, need not be looked at', async () => {
  const beside = (write: (slot: SlotWriter) => unknown) => {
    const trace = new TraceWriter();
    const [first, second] = [added(trace.slot(0)), added(trace.slot(1))];
    write(first.poll('IN'));
    second.poll('IN').step('watch', 'READABLE').poll('IN').step('watch', 'READABLE');
    return validateTrace(trace.pieces());
  };
  const readded = (slot: SlotWriter) => slot.user('ADD_READER').step('watch', 'ADD_READER').ask('epoll_mod', 'IN');
  expect((await beside(readded)).firstWrong).toBeUndefined();
  expect((await beside(closed)).firstWrong).toBeUndefined();
  expect((await beside(() => {})).firstWrong).toMatchObject({ law: 'L2', slot: 0 });
});
