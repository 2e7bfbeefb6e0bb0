import { expect, test } from 'vitest';
import { EngineError, type SocketKind } from '../../../generated/ts/layout.js';
import { accepting, receiving, validate, wrong } from './trace-phrases.js';
import type { SlotWriter } from './trace-writer.js';

test('an accept that waits, is woken and is given its connection is a right run', async () => {
  const report = await validate((slot) =>
    accepting(slot)
      .poll('IN')
      .step('watch', 'READABLE')
      .step('accept', 'READY')
      .system('accept', { value: 9 })
      .step('accept', 'ACCEPTED', 'NO_WAITERS')
      .told('ACCEPTED', 1, { value: 9 })
      .user('CLOSE')
      .step('watch', 'CLOSE')
      .system('epoll_del')
      .step('accept', 'CLOSE'),
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

test('L9, L19: each machine of a slot backs off, or waits in line, by itself', async () => {
  const starved = (slot: SlotWriter) =>
    slot
      .user('ACCEPT', 1)
      .step('accept', 'ACCEPT')
      .system('accept', { error: 'EMFILE' })
      .step('accept', 'FD_LIMIT')
      .user('SEND', 2, 10)
      .step('send', 'SEND')
      .system('send', { error: 'ENOBUFS', asked: 10 })
      .step('send', 'NO_ROOM');
  const sent = (slot: SlotWriter) =>
    slot.step('send', 'RETRY').system('send', { value: 10, asked: 10 }).step('send', 'SENT_ALL');
  const accepted = (slot: SlotWriter) =>
    slot.step('accept', 'RETRY').system('accept', { value: 9 }).step('accept', 'ACCEPTED', 'NO_WAITERS');
  expect(await wrong((slot) => accepted(sent(starved(slot))))).toBeUndefined();
  expect(await wrong((slot) => sent(starved(slot).user('CANCEL', 1).step('accept', 'CANCEL_LAST')))).toBeUndefined();
  expect(await wrong((slot) => sent(starved(slot)).step('send', 'RETRY'))).toMatchObject({
    law: 'L19',
    allowed: ['accept RETRY'],
  });
});

test('what is received is what the kernel gave: all, a part, the end', async () => {
  const read = (answer: { value: number; asked: number }, event: string, kind: keyof typeof SocketKind = 'TCP') =>
    wrong((slot) =>
      slot.user('RECEIVE', 1, 100).step('receive', 'RECEIVE').receives(answer, kind).step('receive', event),
    );
  expect(await read({ value: 100, asked: 100 }, 'DATA')).toBeUndefined();
  expect(await read({ value: 1, asked: 100 }, 'SHORT_READ')).toBeUndefined();
  expect(await read({ value: 1, asked: 100 }, 'DATA', 'STREAM')).toBeUndefined();
  expect(await read({ value: 1, asked: 100 }, 'DATA')).toMatchObject({ law: 'L11', allowed: ['receive SHORT_READ'] });
  expect(await read({ value: 0, asked: 100 }, 'DATA', 'DATAGRAM')).toBeUndefined();
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
    slot.user('SEND', 1, 100).step('send', 'SEND').system('send', { value: 10, asked: 100 }).step('send', 'SENT_PART');
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

test('L11: a send asks for all that is left, whatever comes in between, and an operation after it for its own', async () => {
  const send = (slot: SlotWriter, asked: number, value: number, event: string) =>
    slot.system('send', { value, asked }).step('send', event);
  const part = (slot: SlotWriter, asked = 100) =>
    send(slot.user('SEND', 1, asked).step('send', 'SEND'), asked, 10, 'SENT_PART');
  expect(await wrong((slot) => send(part(slot), 90, 90, 'SENT_ALL'))).toBeUndefined();
  for (const asked of [100, 80]) {
    expect(await wrong((slot) => send(part(slot), asked, asked, 'SENT_ALL'))).toMatchObject({
      law: 'L11',
      record: 4,
      what: `send asked for ${asked} bytes and took ${asked}, but 90 were left`,
    });
  }
  const full = (slot: SlotWriter) =>
    part(slot)
      .system('send', { error: 'EAGAIN', asked: 90 })
      .step('send', 'WOULD_BLOCK')
      .step('watch', 'HOLD_WRITER')
      .ask('epoll_add', 'OUT');
  const woken = (slot: SlotWriter) => full(slot).poll('OUT').step('watch', 'WRITABLE').step('send', 'READY');
  expect(
    await wrong((slot) =>
      send(woken(slot), 90, 10, 'SENT_PART').system('send', { value: 80, asked: 80 }).step('send', 'SENT_ALL'),
    ),
  ).toBeUndefined();
  expect(await wrong((slot) => send(woken(slot), 100, 100, 'SENT_ALL'))).toMatchObject({ law: 'L11' });
  const again = (slot: SlotWriter) => send(slot.user('SEND', 2, 7).step('send', 'SEND'), 7, 7, 'SENT_ALL');
  expect(await wrong((slot) => again(send(part(slot), 90, 90, 'SENT_ALL')))).toBeUndefined();
  expect(
    await wrong((slot) => again(part(slot).system('send', { error: 'EPIPE', asked: 90 }).step('send', 'FAILED'))),
  ).toBeUndefined();
  const cancelled = (slot: SlotWriter) =>
    full(slot)
      .user('CANCEL', 1)
      .step('send', 'CANCEL')
      .step('watch', 'RELEASE_WRITER')
      .system('epoll_del')
      .told('ABORTED', 1, { value: 10 });
  expect(await wrong((slot) => again(cancelled(slot)))).toBeUndefined();
  const busy = (slot: SlotWriter) =>
    full(slot)
      .user('SEND', 2, 7)
      .step('send', 'SEND')
      .user('REFUSED', 2, EngineError.BUSY)
      .told('FAILED', 2, { error: EngineError.BUSY })
      .poll('OUT')
      .step('watch', 'WRITABLE')
      .step('send', 'READY');
  expect(await wrong((slot) => send(busy(slot), 7, 7, 'SENT_ALL'))).toMatchObject({ law: 'L11' });
});

test('L11: a length that is more than a record can tell is at least as much', async () => {
  const most = 2 ** 31 - 1;
  const trying = (slot: SlotWriter) => slot.user('SEND', 1, most).step('send', 'SEND');
  const part = (slot: SlotWriter, asked: number) => slot.system('send', { value: 10, asked }).step('send', 'SENT_PART');
  const failed = (slot: SlotWriter, asked: number) =>
    slot.system('send', { error: 'EPIPE', asked }).step('send', 'FAILED');
  const sent = (last: number, ...before: number[]) => wrong((slot) => failed(before.reduce(part, trying(slot)), last));
  expect(await sent(most, most)).toBeUndefined();
  expect(await sent(most - 10, most)).toBeUndefined();
  expect(await sent(most - 15, most, most, most - 5)).toBeUndefined();
  expect(await sent(most - 11, most)).toMatchObject({
    what: `send asked for ${most - 11} bytes and took 0, but at least ${most - 10} were left`,
  });
  expect(await sent(most, most, most - 5)).toMatchObject({
    what: `send asked for ${most} bytes and took 0, but ${most - 15} were left`,
  });
});

test('L11: a receive is tried at once, or later: not behind what else was woken', async () => {
  const woken = (slot: SlotWriter) => {
    slot
      .user('SEND', 1, 4)
      .step('send', 'SEND')
      .system('send', { error: 'EAGAIN', asked: 4 })
      .step('send', 'WOULD_BLOCK')
      .step('watch', 'HOLD_WRITER')
      .ask('epoll_add', 'OUT')
      .user('RECEIVE', 2, 100)
      .step('receive', 'RECEIVE')
      .receives({ error: 'EAGAIN', asked: 100 })
      .step('receive', 'WOULD_BLOCK')
      .step('watch', 'HOLD_READER')
      .ask('epoll_mod', 'IN', 'OUT', 'PRI');
    return slot.poll('HUP').step('watch', 'HANGUP').step('receive', 'HANGUP', 'READY');
  };
  const sends = (slot: SlotWriter) => slot.step('send', 'READY').system('send', { value: 4, asked: 4 });
  const received = (slot: SlotWriter) => slot.system('recv', { value: 100, asked: 100 });
  const right = [
    (slot: SlotWriter) =>
      sends(received(woken(slot)))
        .step('receive', 'DATA')
        .step('send', 'SENT_ALL'),
    (slot: SlotWriter) => sends(woken(slot)).step('receive', 'BUDGET_SPENT').step('send', 'SENT_ALL'),
  ];
  for (const write of right) expect(await wrong(write)).toBeUndefined();
  expect(await wrong((slot) => received(woken(slot).step('send', 'READY')))).toMatchObject({ law: 'L6' });
});
