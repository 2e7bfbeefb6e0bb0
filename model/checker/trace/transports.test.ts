import { expect, test } from 'vitest';
import { EngineError } from '../../../generated/ts/layout.js';
import { wrong } from './trace-phrases.js';
import { type SlotWriter, TraceWriter } from './trace-writer.js';
import {
  aborted,
  ended,
  FD,
  given,
  left,
  opened,
  READ,
  resumed,
  sent,
  taken,
  whole,
  written,
} from './transport-phrases.js';
import { validateTrace } from './validate.js';

/** A connection from its making to its end. */
const life = (slot: SlotWriter) => {
  given(resumed(slot), 7).told('DATA', 0, { value: 7 });
  sent(slot, 7);
  taken(slot);
  ended(slot).told('EOF');
  slot.user('SHUT').step('transport', 'CLOSE').system('shutdown');
  return left(slot).told('LOST');
};

test('a connection that is read, written, and closed when its peer has ended is a right run', async () => {
  const report = await whole(life);
  expect(report.firstWrong).toBeUndefined();
  expect(report.byMachine).toMatchObject({ transport: 8, receive: 9, send: 3, watch: 4 });
  expect(report.laws).toMatchObject({ L12: 4 });
});

test('a connection is read and written where it was opened, and nowhere else', async () => {
  for (const call of [
    'RESUME',
    'PAUSE',
    'WRITE',
    'WRITE_EOF',
    'SHUT',
    'ABORT',
    'TAKEN',
    'READ_INTO',
    'RESUME_SERVING',
  ] as const) {
    expect(await wrong((slot) => slot.user(call))).toMatchObject({
      law: 'L6',
      what: expect.stringMatching(/by itself/),
    });
  }
  expect(await wrong((slot) => opened(slot).user('OPEN', 0, READ))).toMatchObject({ law: 'L6' });
  expect(await wrong((slot) => opened(slot).user('SERVE'))).toMatchObject({ law: 'L6' });
});

test('all connections are read alike', async () => {
  const trace = new TraceWriter();
  trace.slot(0).user('OPEN', 0, READ);
  trace.slot(1).user('OPEN', 0, READ + 1);
  expect((await validateTrace(trace.pieces())).firstWrong).toMatchObject({
    law: 'L11',
    slot: 1,
    allowed: [`OPEN for ${READ} bytes`],
  });
});

test('each step that a user asks for has a call of its own, and each call its step', async () => {
  expect(await wrong((slot) => opened(slot).step('transport', 'RESUME'))).toMatchObject({
    law: 'L10',
    what: 'transport in going.paused.idle met RESUME: the user did not call for it',
  });
  expect(await wrong((slot) => opened(slot).user('PAUSE').step('transport', 'RESUME'))).toMatchObject({ law: 'L10' });
  expect(await wrong((slot) => opened(slot).user('RESUME').told('EOF'))).toMatchObject({
    what: 'the call RESUME was not stepped',
  });
  expect(await wrong((slot) => opened(slot).user('SHUT').step('transport', 'ABORT'))).toMatchObject({ law: 'L10' });
  expect(await wrong((slot) => opened(slot).user('PAUSE').step('transport', 'PAUSE'))).toBeUndefined();
});

test('JavaScript takes what it was given, once', async () => {
  const takes = (slot: SlotWriter) => taken(given(resumed(slot)).told('DATA', 0, { value: 7 }));
  expect(await wrong((slot) => ended(takes(slot)))).toBeUndefined();
  expect(await wrong((slot) => takes(slot).user('TAKEN'))).toMatchObject({
    law: 'L18',
    what: 'JavaScript took what it was not given',
  });
  expect(await wrong((slot) => given(resumed(slot)).step('transport', 'TAKEN'))).toMatchObject({
    what: expect.stringMatching(/met TAKEN: nothing is known to bring it about/),
  });
});

test('a read asks for no more than the connection said, and no operation is told of it', async () => {
  const asks = (asked: number) =>
    wrong((slot) =>
      opened(slot)
        .user('RESUME')
        .step('transport', 'RESUME')
        .step('receive', 'RECEIVE')
        .receives({ value: 5, asked })
        .step('receive', 'SHORT_READ')
        .step('transport', 'RECEIVED'),
    );
  expect(await asks(READ)).toBeUndefined();
  expect(await asks(READ + 1)).toMatchObject({ law: 'L11' });
  expect(await wrong((slot) => given(resumed(slot)).told('RECEIVED', 0, { value: 7 }))).toMatchObject({ law: 'L11' });
});

test('L11: one read goes into memory of the user, up to as much as it has room for', async () => {
  const into = (slot: SlotWriter, most: number) => opened(slot).user('READ_INTO', 0, most);
  const reads = (slot: SlotWriter, asked: number, value: number) =>
    slot
      .user('RESUME')
      .step('transport', 'RESUME')
      .step('receive', 'RECEIVE')
      .receives({ value, asked })
      .step('receive', value < asked ? 'SHORT_READ' : 'DATA')
      .step('transport', 'RECEIVED')
      .told('DATA', 0, { value });
  const next = (slot: SlotWriter, asked: number) =>
    taken(slot).system('recv', { value: 5, asked }).step('receive', 'SHORT_READ').step('transport', 'RECEIVED');
  expect(await wrong((slot) => next(reads(into(slot, 700), 700, 700), READ))).toBeUndefined();
  const another = { law: 'L11', what: 'recv was asked for 512 bytes and gave 5, of a receive of 700' };
  expect(await wrong((slot) => reads(into(slot, 700), 512, 5))).toMatchObject(another);
  expect(await wrong((slot) => reads(into(slot, 700), READ, 5))).toMatchObject({ law: 'L11' });
  expect(await wrong((slot) => next(reads(into(slot, 700), 700, 5), 700))).toMatchObject({ law: 'L11' });
  expect(await wrong((slot) => reads(into(slot, 700).user('READ_INTO', 0, 0), READ, 5))).toBeUndefined();
  expect(await wrong((slot) => into(slot, READ + 1))).toMatchObject({
    law: 'L11',
    what: `${READ + 1} bytes are to be read at once, where others are read by ${READ}`,
    allowed: [`READ_INTO for ${READ} bytes`],
  });
  const discards = (slot: SlotWriter, asked: number) =>
    into(slot, 700)
      .user('SHUT')
      .step('transport', 'CLOSE')
      .system('shutdown')
      .step('receive', 'RECEIVE')
      .receives({ error: 'EAGAIN', asked })
      .step('receive', 'WOULD_BLOCK')
      .step('watch', 'HOLD_READER')
      .ask('epoll_add', 'IN', 'PRI');
  expect(await wrong((slot) => discards(slot, READ))).toBeUndefined();
  expect(await wrong((slot) => discards(slot, 700))).toMatchObject({ law: 'L11' });
});

test('L11: a send asks for all that is unsent, and has sent all when nothing is left', async () => {
  const half = (slot: SlotWriter) => written(opened(slot), 10, 4);
  expect(await wrong((slot) => sent(opened(slot), 10))).toBeUndefined();
  expect(
    await wrong((slot) =>
      half(slot).system('send', { value: 6, asked: 6 }).step('send', 'SENT_ALL').step('transport', 'SENT'),
    ),
  ).toBeUndefined();
  expect(await wrong((slot) => half(slot).system('send', { value: 5, asked: 5 }))).toMatchObject({
    law: 'L11',
    what: 'send asked for 5 bytes and took 5, but 6 were written and not sent',
    allowed: ['the system call send for 6 bytes'],
  });
  const blocked = (slot: SlotWriter) =>
    half(slot)
      .system('send', { error: 'EAGAIN', asked: 6 })
      .step('send', 'WOULD_BLOCK')
      .step('watch', 'HOLD_WRITER')
      .ask('epoll_add', 'OUT')
      .user('WRITE', 0, 100)
      .step('transport', 'WRITE')
      .poll('OUT')
      .step('watch', 'WRITABLE')
      .step('send', 'READY');
  expect(
    await wrong((slot) =>
      blocked(slot).system('send', { value: 106, asked: 106 }).step('send', 'SENT_ALL').step('transport', 'SENT'),
    ),
  ).toBeUndefined();
  expect(
    await wrong((slot) => blocked(slot).system('send', { value: 6, asked: 106 }).step('send', 'SENT_ALL')),
  ).toMatchObject({
    law: 'L11',
    event: 'SENT_ALL',
    allowed: ['send SENT_PART'],
  });
  expect(await wrong((slot) => blocked(slot).system('send', { value: 7, asked: 7 }))).toMatchObject({ law: 'L11' });
});

test('L11: what is written ahead leaves with what is written next', async () => {
  const ahead = (slot: SlotWriter) => opened(slot).user('WRITE', 1, 3).user('WRITE', 1, 4);
  const sends = (slot: SlotWriter) =>
    ahead(slot)
      .user('PAUSE')
      .step('transport', 'PAUSE')
      .user('WRITE', 0, 2)
      .step('transport', 'WRITE')
      .step('send', 'SEND')
      .system('send', { value: 9, asked: 9 })
      .step('send', 'SENT_ALL')
      .step('transport', 'SENT');
  expect(await wrong(sends)).toBeUndefined();
  const forgotten = { law: 'L11', what: '7 bytes were written ahead, and nothing behind them', allowed: ['WRITE'] };
  expect(await wrong(ahead)).toMatchObject(forgotten);
  expect(await wrong((slot) => ahead(slot).told('PAUSE_WRITING'))).toMatchObject(forgotten);
  expect(await wrong((slot) => ahead(slot).step('transport', 'WRITE'))).toMatchObject({ law: 'L10' });
  expect(await wrong((slot) => opened(slot).user('WRITE', 0, 3))).toMatchObject({
    what: 'the call WRITE was not stepped',
  });
  const gone = (slot: SlotWriter) =>
    ahead(slot).user('ABORT', 0, EngineError.BUFFER_DETACHED).step('transport', 'ABORT');
  expect(await wrong((slot) => left(gone(slot), { registered: false }))).toBeUndefined();
});

test('L11: one call takes 1,024 pieces at the most, and whole ones', async () => {
  const asks = (asked: number) =>
    wrong((slot) => {
      written(opened(slot), 10, 4).system('send', { error: 'EAGAIN', asked: 6 }).step('send', 'WOULD_BLOCK');
      slot.step('watch', 'HOLD_WRITER').ask('epoll_add', 'OUT');
      for (let piece = 0; piece < 1500; piece++) slot.user('WRITE', 0, 2).step('transport', 'WRITE');
      slot.poll('OUT').step('watch', 'WRITABLE').step('send', 'READY').system('send', { value: 2000, asked });
      slot.step('send', 'SENT_PART').system('send', { error: 'EAGAIN', asked: 1006 }).step('send', 'WOULD_BLOCK');
    });
  const least = 6 + 1023 * 2;
  for (const asked of [least, least + 2, 3006]) expect(await asks(asked)).toBeUndefined();
  for (const asked of [least - 2, least - 1, least + 1, 3007, 0])
    expect(await asks(asked)).toMatchObject({ law: 'L11' });
});

test('L11: what is dropped is not sent, and a shutdown is asked for', async () => {
  const broken = (slot: SlotWriter) =>
    opened(slot)
      .user('WRITE', 0, 10)
      .step('transport', 'WRITE')
      .step('send', 'SEND')
      .system('send', { error: 'EPIPE', asked: 10 })
      .step('send', 'FAILED')
      .step('transport', 'SEND_FAILED')
      .step('receive', 'RECEIVE')
      .receives({ error: 'ECONNRESET', asked: READ })
      .step('receive', 'FAILED')
      .step('transport', 'RECEIVE_FAILED');
  const lost = (error: number) =>
    whole((slot) => left(broken(slot), { registered: false }).told('LOST', undefined, { error }));
  expect((await lost(32)).firstWrong).toBeUndefined();
  expect((await lost(104)).firstWrong).toMatchObject({
    law: 'L12',
    allowed: ['LOST with error 32, behind 1 others and 0 bytes'],
  });
  expect(await wrong((slot) => opened(slot).system('shutdown'))).toMatchObject({ law: 'L6' });
  expect(
    await wrong((slot) => opened(slot).user('WRITE_EOF').step('transport', 'WRITE_EOF').told('EOF')),
  ).toMatchObject({
    law: 'L11',
    allowed: ['the system call shutdown'],
  });
});

test('L11: a close that takes its time is cut short only where a limit runs', async () => {
  const closing = (slot: SlotWriter) => resumed(slot).user('SHUT').step('transport', 'CLOSE').system('shutdown');
  expect(await wrong((slot) => left(closing(slot).step('transport', 'LINGERED')))).toBeUndefined();
  const stuck = (slot: SlotWriter) =>
    written(opened(slot), 10, 4)
      .system('send', { error: 'EAGAIN', asked: 6 })
      .step('send', 'WOULD_BLOCK')
      .step('watch', 'HOLD_WRITER')
      .ask('epoll_add', 'OUT')
      .user('SHUT')
      .step('transport', 'CLOSE')
      .step('receive', 'RECEIVE')
      .receives({ error: 'EAGAIN', asked: READ })
      .step('receive', 'WOULD_BLOCK')
      .step('watch', 'HOLD_READER')
      .ask('epoll_mod', 'IN', 'OUT', 'PRI');
  expect(await wrong(stuck)).toBeUndefined();
  expect(await wrong((slot) => left(stuck(slot).step('transport', 'LINGERED')))).toMatchObject({
    law: 'L11',
    what: expect.stringMatching(/met LINGERED: no limit runs/),
  });
});

test('L15: the descriptor of a connection is closed when all of it has ended, and not before', async () => {
  const over = (slot: SlotWriter) =>
    resumed(slot).user('ABORT').step('transport', 'ABORT').step('receive', 'CLOSE').step('send', 'CLOSE');
  const unreleased = { law: 'L15', what: `descriptor ${FD} was closed before its connection has ended` };
  expect(await wrong((slot) => aborted(resumed(slot)))).toBeUndefined();
  expect(await wrong((slot) => resumed(slot).system('close', { asked: FD }))).toMatchObject(unreleased);
  expect(await wrong((slot) => over(slot).step('watch', 'CLOSE').system('close', { asked: FD }))).toMatchObject(
    unreleased,
  );
  const gone = (slot: SlotWriter) => over(slot).step('watch', 'CLOSE').system('epoll_del').step('transport', 'GONE');
  expect(await wrong(gone)).toMatchObject({
    law: 'L15',
    what: `the connection has ended, and descriptor ${FD} was not closed`,
    allowed: ['the system call close'],
  });
  expect(await wrong((slot) => gone(slot).system('close', { asked: 4 }))).toMatchObject({ law: 'L8' });
  expect(await wrong((slot) => aborted(resumed(slot)).system('close', { asked: FD }))).toMatchObject(unreleased);
});

test('L6: a descriptor that names another file by now is not closed', async () => {
  const stale = (slot: SlotWriter) =>
    resumed(slot)
      .user('WRITE', 0, 10)
      .step('transport', 'WRITE')
      .step('send', 'SEND')
      .system('send', { error: 'EAGAIN', asked: 10 })
      .step('send', 'WOULD_BLOCK')
      .step('watch', 'HOLD_WRITER')
      .system('epoll_mod', { error: 'ENOENT', asked: 7 })
      .step('watch', 'STALE')
      .step('receive', 'LOST')
      .step('send', 'LOST')
      .step('transport', 'LOST');
  const error = EngineError.STALE_DESCRIPTOR;
  expect((await whole((slot) => stale(slot).told('LOST', undefined, { error }))).firstWrong).toBeUndefined();
  expect(await wrong((slot) => stale(slot).system('close', { asked: FD }))).toMatchObject({ law: 'L15' });
});

test('L6: a descriptor that was closed behind the loop is not closed again', async () => {
  const error = EngineError.SOCKET_CLOSED;
  const gone = (slot: SlotWriter) =>
    resumed(slot)
      .user('CLOSE')
      .step('transport', 'ABORT')
      .step('receive', 'CLOSE')
      .step('send', 'CLOSE')
      .step('watch', 'CLOSE')
      .system('epoll_del')
      .step('transport', 'GONE');
  expect((await whole((slot) => gone(slot).told('LOST', undefined, { error }))).firstWrong).toBeUndefined();
  expect(await wrong((slot) => gone(slot).system('close', { asked: FD }))).toMatchObject({ law: 'L15' });
});

test('the end of a slot aborts its connection, for its reason', async () => {
  const error = EngineError.LOOP_CLOSED;
  const cut = (slot: SlotWriter) => left(resumed(slot).user('CLOSE', 0, error).step('transport', 'ABORT'));
  expect((await whole((slot) => cut(slot).told('LOST', undefined, { error }))).firstWrong).toBeUndefined();
  expect((await whole((slot) => cut(slot).told('LOST'))).firstWrong).toMatchObject({ law: 'L12' });
  expect(await wrong((slot) => resumed(slot).user('CLOSE').step('watch', 'CLOSE'))).toMatchObject({
    law: 'L10',
    allowed: ['the step of ABORT'],
  });
});
