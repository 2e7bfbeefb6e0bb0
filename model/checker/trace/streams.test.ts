import { expect, test } from 'vitest';
import { EngineError } from '../../../generated/ts/layout.js';
import { currentTables } from './rules.js';
import { Run } from './run.js';
import { wrong } from './trace-phrases.js';
import { type SlotWriter, TraceWriter } from './trace-writer.js';
import { aborted, ended, FD, given, left, opened, READ, resumed, taken, wrongWhole } from './transport-phrases.js';

/** Seven bytes, of which the user was told, and five, of which it was not. */
const twice = (slot: SlotWriter) => {
  given(resumed(slot), 7).told('DATA', 0, { value: 7 });
  return given(taken(slot), 5);
};

/** The peer finished, and the connection is closed when the user has heard of it. */
const over = (slot: SlotWriter) => left(slot.user('SHUT').step('transport', 'CLOSE').system('shutdown'));

test('L12: a connection is made first, and once', async () => {
  expect(await wrong((slot) => resumed(slot).told('MADE', 0, { value: FD }))).toMatchObject({
    law: 'L12',
    what: 'users were told MADE of descriptor 3: it is made once',
  });
  const untold = (slot: SlotWriter) => slot.user('OPEN', 0, READ);
  for (const what of ['EOF', 'PAUSE_WRITING'] as const) {
    expect(await wrong((slot) => untold(slot).told(what))).toMatchObject({
      law: 'L12',
      what: `users were told ${what}: it was not made`,
      allowed: ['MADE'],
    });
  }
  expect(await wrong((slot) => untold(slot).told('LOST'))).toMatchObject({ law: 'L12' });
  expect(await wrong((slot) => untold(slot).told('MADE', 0, { value: FD + 1 }))).toMatchObject({
    what: 'users were told MADE of descriptor 4: its descriptor is 3',
  });
  expect(await wrong((slot) => slot.told('MADE', 0, { value: FD }))).toMatchObject({
    what: expect.stringMatching(/the slot has no connection/),
  });
});

/** Users are told so many bytes of what is at hand, with so many left, again and again. */
const tells = (slot: SlotWriter, parts: readonly (readonly [count: number, left: number])[]) =>
  parts.reduce((all, [value, left]) => all.told('DATA', left, { value }), slot);

test('L12: users are told of the bytes that came, each once, in one go or in parts', async () => {
  const right = [
    [[5, 0]],
    [[4, 1]],
    [
      [2, 3],
      [3, 0],
    ],
  ] as const;
  for (const parts of right) expect(await wrong((slot) => tells(twice(slot), parts))).toBeUndefined();
  const found = [
    [[6, 0]],
    [[4, 0]],
    [[0, 5]],
    [[0, 0]],
    [[5, 1]],
    [
      [5, 0],
      [1, 0],
    ],
    [
      [2, 3],
      [2, 0],
    ],
    [
      [2, 3],
      [3, 1],
    ],
  ] as const;
  for (const parts of found) {
    expect(await wrong((slot) => tells(twice(slot), parts))).toMatchObject({
      law: 'L12',
      what: expect.stringMatching(/^users were told DATA of \d bytes.*: that is not what came$/),
    });
  }
  expect(await wrong((slot) => tells(twice(slot), [[4, 0]]))).toMatchObject({ allowed: ['DATA, of 5 bytes in all'] });
});

test('L12: what was kept may be told at once, and with what was left before', async () => {
  const kept = (slot: SlotWriter) => given(taken(given(resumed(slot), 7)), 5);
  const right = [
    [[12, 0]],
    [
      [7, 0],
      [5, 0],
    ],
    [
      [3, 9],
      [9, 0],
    ],
    [
      [3, 4],
      [4, 5],
      [5, 0],
    ],
    [
      [3, 4],
      [9, 0],
    ],
  ] as const;
  for (const parts of right) expect(await wrong((slot) => tells(kept(slot), parts))).toBeUndefined();
  for (const parts of [
    [[13, 0]],
    [[8, 0]],
    [
      [3, 4],
      [8, 0],
    ],
  ] as const) {
    expect(await wrong((slot) => tells(kept(slot), parts))).toMatchObject({ law: 'L12' });
  }
});

test('L12: the end comes once, behind all data', async () => {
  const data = (slot: SlotWriter) => given(resumed(slot), 7).told('DATA', 0, { value: 7 });
  const end = (slot: SlotWriter) => ended(taken(data(slot)));
  expect(await wrong((slot) => end(slot).told('EOF'))).toBeUndefined();
  expect(await wrong((slot) => data(slot).told('EOF'))).toMatchObject({
    what: 'users were told EOF: the peer has not ended it',
  });
  expect(await wrong((slot) => end(slot).told('EOF').told('EOF'))).toMatchObject({
    what: 'users were told EOF: that was told',
  });
  expect(await wrong((slot) => ended(taken(twice(slot))).told('EOF'))).toMatchObject({
    what: 'users were told EOF: there is data before',
    allowed: ['DATA, of 5 bytes in all'],
  });
});

test('L12: a loss comes once, at last, and for its reason', async () => {
  const failed = (slot: SlotWriter) =>
    left(
      given(resumed(slot), 7)
        .user('TAKEN')
        .step('transport', 'TAKEN')
        .step('receive', 'RECEIVE')
        .poll('ERR', 'HUP')
        .step('watch', 'HANGUP')
        .step('receive', 'HANGUP', 'READY')
        .system('recv', { error: 'ECONNRESET', asked: READ })
        .step('receive', 'FAILED')
        .step('transport', 'RECEIVE_FAILED'),
    );
  const told = (slot: SlotWriter) => failed(slot).told('DATA', 0, { value: 7 });
  const lost = (slot: SlotWriter, error = 104) => slot.told('LOST', undefined, { error });
  expect(await wrongWhole((slot) => lost(told(slot)))).toBeUndefined();
  expect(await wrongWhole((slot) => lost(failed(slot)))).toMatchObject({
    law: 'L12',
    what: 'users were told of a loss and not of all that came before, and they did not end the connection',
    allowed: ['DATA, of 7 bytes in all'],
  });
  expect(await wrongWhole((slot) => lost(failed(slot)).late('SHUT'))).toBeUndefined();
  expect(await wrong((slot) => lost(failed(slot)).told('DATA', 0, { value: 7 }))).toMatchObject({
    what: 'users were told DATA of 7 bytes: it is lost',
  });
  expect(await wrong((slot) => lost(told(slot), 0))).toMatchObject({
    what: 'users were told LOST, behind 2 others and 7 bytes: it was lost for another reason',
    allowed: ['LOST with error 104, behind 2 others and 7 bytes'],
  });
  for (const value of [0, 6, 8]) {
    expect(await wrong((slot) => told(slot).told('LOST', 2, { error: 104, value }))).toMatchObject({
      what: `users were told LOST with error 104, behind 2 others and ${value} bytes: they were told of 7 bytes`,
    });
  }
  for (const others of [0, 1, 3]) {
    expect(await wrong((slot) => told(slot).told('LOST', others, { error: 104 }))).toMatchObject({
      what: `users were told LOST with error 104, behind ${others} others and 7 bytes: they were told 2 times of something`,
    });
  }
  expect(await wrong((slot) => lost(lost(told(slot))))).toMatchObject({
    what: expect.stringMatching(/its user knows that it is lost/),
  });
  expect(await wrong((slot) => lost(told(slot)).told('DATA', 0, { value: 1 }))).toMatchObject({ law: 'L12' });
  expect(await wrong((slot) => lost(resumed(slot), 0))).toMatchObject({
    what: 'users were told LOST, behind 1 others and 0 bytes: it is not lost',
  });
});

test('L12: a whole trace ends when each connection is lost, and its user knows', async () => {
  expect(await wrongWhole((slot) => aborted(resumed(slot)).told('LOST'))).toBeUndefined();
  expect(await wrongWhole((slot) => aborted(resumed(slot)))).toMatchObject({
    law: 'L12',
    what: 'the trace ends, and users do not know all',
    allowed: ['LOST, behind 1 others and 0 bytes'],
  });
  expect(await wrongWhole((slot) => over(ended(resumed(slot)).told('EOF')))).toMatchObject({
    allowed: ['LOST, behind 2 others and 0 bytes'],
  });
});

test('L12: the end of the peer is told before a loss, unless the user closes', async () => {
  const failing = (slot: SlotWriter) =>
    left(
      ended(resumed(slot))
        .user('WRITE', 0, 3)
        .step('transport', 'WRITE')
        .step('send', 'SEND')
        .system('send', { error: 'EPIPE', asked: 3 })
        .step('send', 'FAILED')
        .step('transport', 'SEND_FAILED'),
    );
  expect(await wrongWhole((slot) => failing(slot).told('EOF').told('LOST', undefined, { error: 32 }))).toBeUndefined();
  expect(await wrongWhole((slot) => failing(slot).told('LOST', undefined, { error: 32 }))).toMatchObject({
    law: 'L12',
    allowed: ['EOF'],
  });
});

test('L12: who has closed is told of nothing but the loss', async () => {
  const closing = (slot: SlotWriter) => given(resumed(slot)).user('SHUT').step('transport', 'CLOSE').system('shutdown');
  const cut = (slot: SlotWriter) => closing(slot).step('receive', 'RECEIVE');
  for (const what of ['EOF', 'PAUSE_WRITING'] as const) {
    expect(await wrong((slot) => cut(slot).told(what))).toMatchObject({
      law: 'L12',
      what: `users were told ${what}: its user has ended it, or the loop is closed`,
    });
  }
  expect(await wrong((slot) => cut(slot).told('DATA', 0, { value: 7 }))).toMatchObject({ law: 'L12' });
  const gone = (slot: SlotWriter) => left(cut(slot).step('transport', 'LINGERED'));
  expect(await wrongWhole((slot) => gone(slot).told('LOST'))).toBeUndefined();
});

test('L12: who closes what is lost already is told of nothing but the loss', async () => {
  const lost = (slot: SlotWriter) => {
    const failed = given(resumed(slot), 7).user('TAKEN').step('transport', 'TAKEN').step('receive', 'RECEIVE');
    failed.poll('ERR', 'HUP').step('watch', 'HANGUP').step('receive', 'HANGUP', 'READY');
    failed.system('recv', { error: 'ECONNRESET', asked: READ }).step('receive', 'FAILED');
    return left(failed.step('transport', 'RECEIVE_FAILED'));
  };
  const late = (slot: SlotWriter, ...calls: ('SHUT' | 'ABORT')[]) => {
    for (const call of calls) slot.late(call);
    return slot;
  };
  expect(await wrongWhole((slot) => late(lost(slot), 'SHUT').told('LOST', undefined, { error: 104 }))).toBeUndefined();
  expect(
    await wrongWhole((slot) => late(lost(slot), 'SHUT', 'ABORT').told('LOST', undefined, { error: 104 })),
  ).toBeUndefined();
  for (const calls of [
    ['SHUT', 'SHUT'],
    ['ABORT', 'SHUT'],
    ['ABORT', 'ABORT'],
  ] as const) {
    expect(await wrong((slot) => late(lost(slot), ...calls))).toMatchObject({ law: 'L12' });
  }
  expect(await wrong((slot) => late(resumed(slot), 'SHUT'))).toMatchObject({ law: 'L6' });
  expect(await wrongWhole((slot) => late(lost(slot).told('LOST', undefined, { error: 104 }), 'SHUT'))).toBeUndefined();
});

test('L12: memory that is gone loses a connection, and is no end by its user', async () => {
  const error = EngineError.BUFFER_DETACHED;
  const lost = (slot: SlotWriter) => left(given(resumed(slot), 7).user('ABORT', 0, error).step('transport', 'ABORT'));
  const told = (slot: SlotWriter) => lost(slot).told('DATA', 0, { value: 7 });
  expect(await wrongWhole((slot) => told(slot).told('LOST', undefined, { error }))).toBeUndefined();
  expect(await wrongWhole((slot) => told(slot).late('SHUT').told('LOST', undefined, { error }))).toBeUndefined();
  expect(await wrongWhole((slot) => lost(slot).told('LOST', undefined, { error }))).toMatchObject({ law: 'L12' });
});

test('L12: who was cut off before he knew of a connection is told nothing of it', async () => {
  const unknown = (slot: SlotWriter) =>
    left(slot.user('OPEN', 0, READ).user('CLOSE', 0, EngineError.LOOP_CLOSED).step('transport', 'ABORT'), {
      registered: false,
    });
  expect(await wrongWhole(unknown)).toBeUndefined();
  expect(await wrong((slot) => unknown(slot).told('MADE', 0, { value: FD }))).toMatchObject({ law: 'L12' });
});

test('L12: writing is paused and resumed in turns', async () => {
  const paused = (slot: SlotWriter) => opened(slot).told('PAUSE_WRITING');
  expect(await wrong((slot) => paused(slot).told('RESUME_WRITING').told('PAUSE_WRITING'))).toBeUndefined();
  for (const twice of [
    (slot: SlotWriter) => paused(slot).told('PAUSE_WRITING'),
    (slot: SlotWriter) => opened(slot).told('RESUME_WRITING'),
    (slot: SlotWriter) => paused(slot).told('RESUME_WRITING').told('RESUME_WRITING'),
  ]) {
    expect(await wrong(twice)).toMatchObject({ law: 'L12', what: expect.stringMatching(/in turns with its opposite/) });
  }
});

test('what means nothing in what users are told of a connection is 0', async () => {
  for (const [operation, outcome] of [
    [1, {}],
    [0, { error: 1 }],
    [0, { value: 1 }],
  ] as const) {
    expect(await wrong((slot) => opened(slot).told('PAUSE_WRITING', operation, outcome))).toMatchObject({
      what: expect.stringMatching(/that means nothing/),
    });
  }
});

test('nothing is kept of connections that are over', () => {
  const kept = (lives: number): number => {
    const trace = new TraceWriter();
    for (let generation = 1; generation <= lives; generation++) {
      const slot = given(resumed(trace.slot(0, generation)), 7).told('DATA', 0, { value: 7 });
      aborted(slot).told('LOST');
    }
    const run = new Run(currentTables);
    run.follow(trace.words());
    return run.kept;
  };
  expect(kept(50)).toBe(kept(1));
});
