import { expect, test } from 'vitest';
import { TraceWriter } from './trace-writer.js';
import { left, READ, ServerTrace, waits } from './transport-phrases.js';
import { validateTrace } from './validate.js';

/** Ends a connection of descriptor `fd` that was never read. */
const abort = (slot: ReturnType<ServerTrace['opens']>, fd: number) =>
  left(slot.user('ABORT').step('transport', 'ABORT'), { registered: false, fd });

test('a listener accepts again and again, and each connection has a slot', async () => {
  const server = new ServerTrace(0);
  for (const fd of [8, 9, 10]) {
    server.accepts(fd);
    server.opens(fd);
    server.more();
  }
  expect(await server.wrong()).toBeUndefined();
});

test('L8: a connection that was taken has a slot, or is closed, before anything else', async () => {
  const lost = new ServerTrace(0).accepts(8).more();
  expect(await lost.wrong()).toMatchObject({
    law: 'L8',
    what: 'descriptor 8 was accepted, and not handed over',
    allowed: ['OPEN of descriptor 8', 'the system call close'],
  });
  expect(await new ServerTrace(0).accepts(8).wrong()).toMatchObject({ law: 'L8' });
  const other = new ServerTrace(0).accepts(8);
  other.opens(9);
  expect(await other.wrong()).toMatchObject({
    law: 'L8',
    what: 'a connection of descriptor 9 was made, and 8 was accepted',
  });
  const closed = new ServerTrace(0).accepts(8);
  closed.listener.system('close', { asked: 8 });
  expect(await closed.more().wrong()).toBeUndefined();
});

test('L9: as many connections are accepted as there may be, and another when one has left', async () => {
  const full = () => {
    const server = new ServerTrace(2).accepts(8);
    const first = server.opens(8);
    server.more().accepts(9);
    return { server, first, second: server.opens(9) };
  };
  const { server, first, second } = full();
  server.enough();
  abort(first, 8);
  server.listener.step('server', 'LEFT').step('accept', 'ACCEPT').system('accept', { error: 'EAGAIN' });
  server.listener.step('accept', 'WOULD_BLOCK');
  abort(second, 9);
  expect(await server.wrong()).toBeUndefined();
  const another = full();
  expect(await another.server.more().wrong()).toMatchObject({
    law: 'L9',
    event: 'ROOM_LEFT',
    allowed: ['server FULL'],
  });
  const early = new ServerTrace(2).accepts(8);
  early.opens(8);
  expect(await early.enough().wrong()).toMatchObject({ law: 'L9', event: 'FULL', allowed: ['server ROOM_LEFT'] });
  const forgotten = full();
  forgotten.server.enough();
  abort(forgotten.first, 8);
  abort(forgotten.second, 9);
  expect(await forgotten.server.wrong()).toMatchObject({ law: 'L9', allowed: ['server LEFT'] });
  const nobody = full();
  nobody.server.enough().listener.step('server', 'LEFT');
  expect(await nobody.server.wrong()).toMatchObject({ law: 'L9', event: 'LEFT' });
});

test('L9: the listeners of a server have as many connections as there may be between them', async () => {
  const OTHER = 5;
  const full = () => {
    const server = new ServerTrace(1, 1);
    const other = server.trace.slot(9, 1, OTHER);
    server.serves(other, 0);
    const connection = server.accepts(8).opens(8);
    return { server, other, connection };
  };
  const withdrawn = () => {
    const all = full();
    all.server.enough();
    all.other.step('server', 'FULL').step('accept', 'CANCEL_LAST').step('watch', 'RELEASE_READER').system('epoll_del');
    return all;
  };
  const offered = withdrawn();
  abort(offered.connection, 8);
  waits(offered.server.listener.step('server', 'LEFT').step('accept', 'ACCEPT'));
  waits(offered.other.step('server', 'LEFT').step('accept', 'ACCEPT')).step('watch', 'HOLD_READER');
  offered.other.ask('epoll_add', 'IN', 'PRI');
  expect(await offered.server.wrong()).toBeUndefined();

  const untold = full();
  untold.server.enough().listener.poll('IN');
  expect(await untold.server.wrong()).toMatchObject({ law: 'table', allowed: ['server FULL'] });
  const forgotten = withdrawn();
  abort(forgotten.connection, 8);
  waits(forgotten.server.listener.step('server', 'LEFT').step('accept', 'ACCEPT'));
  forgotten.other.user('PAUSE_SERVING');
  expect(await forgotten.server.wrong()).toMatchObject({ law: 'L9', allowed: ['server LEFT'] });
  const late = new TraceWriter();
  const listener = late.slot(0, 1, 3).user('SERVE', 1, 1).step('server', 'SERVE', 'ROOM_LEFT').step('accept', 'ACCEPT');
  listener.system('accept', { value: 8 }).step('accept', 'ACCEPTED').step('server', 'ACCEPTED');
  late.slot(1, 1, 8).user('OPEN', 0, READ);
  listener.step('server', 'FULL').step('accept', 'NO_WAITERS');
  late.slot(9, 1, OTHER).user('SERVE', 0, 1).step('server', 'SERVE', 'ROOM_LEFT');
  const { firstWrong } = await validateTrace(late.pieces());
  expect(firstWrong).toMatchObject({ law: 'L9', event: 'ROOM_LEFT', allowed: ['server FULL'] });
});

test('L9: all listeners of a server are served by one call', async () => {
  const next = (most: number, more: number) => {
    const server = new ServerTrace(1, 2);
    server.trace.slot(9, 1, 5).user('SERVE', more, most);
    return server;
  };
  for (const wrong of [new ServerTrace(1, 1), next(1, 1), next(1, 0), next(2, 1)]) {
    expect(await wrong.wrong()).toMatchObject({ law: 'L9', allowed: ['SERVE'] });
  }
  const fewer = new TraceWriter();
  fewer.slot(0, 1, 3).user('SERVE', -1, 1);
  expect((await validateTrace(fewer.pieces())).firstWrong).toMatchObject({ law: 'L9', record: 0 });
});

test('a listener pauses and resumes when its user says so', async () => {
  const paused = () => {
    const server = new ServerTrace(2);
    server.listener
      .user('PAUSE_SERVING')
      .step('server', 'PAUSE')
      .step('accept', 'CANCEL_LAST')
      .step('watch', 'RELEASE_READER')
      .system('epoll_del');
    return server;
  };
  expect(await paused().wrong()).toBeUndefined();
  const resumed = paused();
  resumed.listener.user('RESUME_SERVING').step('server', 'RESUME').step('accept', 'ACCEPT');
  resumed.listener.system('accept', { error: 'EAGAIN' }).step('accept', 'WOULD_BLOCK').step('watch', 'HOLD_READER');
  resumed.listener.ask('epoll_add', 'IN', 'PRI');
  expect(await resumed.wrong()).toBeUndefined();
  const uncalled = paused();
  uncalled.listener.step('server', 'RESUME');
  expect(await uncalled.wrong()).toMatchObject({ law: 'L10', event: 'RESUME' });
  const unstepped = new ServerTrace(2);
  unstepped.listener.user('PAUSE_SERVING');
  expect(await unstepped.wrong()).toMatchObject({ law: 'L10', what: 'the call PAUSE_SERVING was not stepped' });
});

test('L10: a close is told to the server before all others', async () => {
  const closed = (...machines: ('server' | 'watch' | 'accept')[]) => {
    const server = new ServerTrace(0);
    server.listener.user('CLOSE');
    for (const machine of machines) {
      server.listener.step(machine, 'CLOSE');
      if (machine === 'watch') server.listener.system('epoll_del');
    }
    return server.wrong();
  };
  expect(await closed('server', 'watch', 'accept')).toBeUndefined();
  expect(await closed('watch', 'server')).toMatchObject({ law: 'L10', what: expect.stringMatching(/server is told/) });
  expect(await closed('server', 'watch')).toMatchObject({ law: 'L10', allowed: ['accept CLOSE'] });
});

test('L9: users are told that a listener accepts nothing more, once, and why', async () => {
  const refused = (errors: number[]) => {
    const server = new ServerTrace(0);
    server.listener
      .poll('IN')
      .step('watch', 'READABLE')
      .step('accept', 'READY')
      .system('accept', { error: 'EINVAL' })
      .step('accept', 'FAILED')
      .step('server', 'REFUSED');
    for (const error of errors) server.listener.told('UNSERVED', 0, { error });
    return server.wrong();
  };
  expect(await refused([22])).toBeUndefined();
  expect(await refused([21])).toMatchObject({ law: 'L9' });
  expect(await refused([22, 22])).toMatchObject({ law: 'L9' });
});
