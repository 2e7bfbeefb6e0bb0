// Written by `npm run generate` from model/machines; change that, not this.

import type { Table } from '../../model/compiler/table.js';
import type { Answers } from '../../model/machines/answers.js';
import type { Origin } from '../../model/machines/origin.js';
import { watch } from './watch.js';
import { accept } from './accept.js';
import { receive } from './receive.js';
import { send } from './send.js';
import { connect } from './connect.js';
import { transport } from './transport.js';
import { server } from './server.js';
import { turnstile } from './turnstile.js';
import { pump } from './pump.js';
import { handle } from './handle.js';
import { loop } from './loop.js';
import { protocol } from './protocol.js';
import { race } from './race.js';
import { reader } from './reader.js';
import { writer } from './writer.js';

export * from './layout.js';
export * from './watch.js';
export * from './accept.js';
export * from './receive.js';
export * from './send.js';
export * from './connect.js';
export * from './transport.js';
export * from './server.js';
export * from './turnstile.js';
export * from './pump.js';
export * from './handle.js';
export * from './loop.js';
export * from './protocol.js';
export * from './race.js';
export * from './reader.js';
export * from './writer.js';

/** SHA-256 over all tables, their wiring and the layout; both sides of the addon must have the same. */
export const TABLE_HASH = '8a878c19b6293204133f2656add4ef82f2e76fcd41150983712b3324bbc0f42f';

/** The number of each machine of a slot. */
export const Machine = {
  watch: 0,
  accept: 1,
  receive: 2,
  send: 3,
  connect: 4,
  transport: 5,
  server: 6,
} as const;

/** The tables of all machines, by number; those of a slot come first. */
export const tables: readonly Table[] = [watch, accept, receive, send, connect, transport, server, turnstile, pump, handle, loop, protocol, race, reader, writer];

/** By machine and action: the events that the action puts into the queue, as pairs of machine and event. */
export const wiring: readonly (readonly (readonly (readonly [machine: number, event: number])[])[])[] = [
  [
    [], // watch.register
    [], // watch.reregister
    [], // watch.deregister
    [], // watch.queueReader
    [], // watch.refuseAdd
    [[1, 16], [2, 14], [4, 11], [3, 14], [5, 11], [6, 8]], // watch.abandon
    [], // watch.queueWriter
    [[1, 14], [2, 12]], // watch.evictReader
    [[1, 3], [2, 2]], // watch.wakeReader
    [[2, 4]], // watch.noteUrgent
    [[2, 3]], // watch.noteHangup
    [[1, 15], [2, 13]], // watch.refuseReader
    [[3, 12]], // watch.evictWriter
    [[4, 2], [3, 2]], // watch.wakeWriter
    [[4, 10], [3, 13]], // watch.refuseWriter
    [], // watch.callReader
    [], // watch.callWriter
    [], // watch.rearm
  ],
  [
    [], // accept.tryAccept
    [], // accept.deliver
    [[6, 3]], // accept.noteAccepted
    [[0, 4]], // accept.holdReader
    [], // accept.reportLimit
    [], // accept.startBackoff
    [], // accept.rejectAll
    [[6, 7]], // accept.noteFailed
    [], // accept.queueResume
    [[0, 6]], // accept.releaseReader
    [], // accept.stopBackoff
    [], // accept.retryAccept
  ],
  [
    [], // receive.tryReceive
    [], // receive.resolve
    [[5, 6]], // receive.noteReceived
    [[5, 7]], // receive.noteEnd
    [[0, 4]], // receive.holdReader
    [], // receive.reject
    [[5, 8]], // receive.noteFailed
    [], // receive.queueResume
    [], // receive.refuseBusy
    [], // receive.rejectAborted
    [[0, 6]], // receive.releaseReader
  ],
  [
    [], // send.trySend
    [], // send.resolve
    [[5, 9]], // send.noteSent
    [[0, 5]], // send.holdWriter
    [], // send.lineUp
    [], // send.reject
    [[5, 10]], // send.noteUnsent
    [], // send.queueResume
    [], // send.refuseBusy
    [], // send.rejectAborted
    [[0, 7]], // send.releaseWriter
    [], // send.leaveLine
    [], // send.sendAgain
    [], // send.passOn
    [], // send.stayInLine
  ],
  [
    [], // connect.tryConnect
    [], // connect.resolve
    [[3, 12], [0, 5]], // connect.holdWriter
    [], // connect.lineUp
    [], // connect.reject
    [], // connect.refuseBusy
    [], // connect.dissolve
    [], // connect.rejectAborted
    [[0, 7]], // connect.releaseWriter
    [], // connect.askAgain
    [], // connect.leaveLine
    [], // connect.passOn
    [], // connect.stayInLine
  ],
  [
    [[2, 0]], // transport.receive
    [[3, 0]], // transport.send
    [], // transport.shutDown
    [], // transport.startLinger
    [], // transport.tellLost
    [[2, 15], [3, 15], [0, 19], [5, 12]], // transport.leave
    [], // transport.disown
    [], // transport.tellData
    [], // transport.tellEnd
    [], // transport.keepReason
    [], // transport.dropUnsent
    [], // transport.discard
    [], // transport.tellClosed
  ],
  [
    [], // server.count
    [[1, 0]], // server.ask
    [[1, 2]], // server.withdraw
    [], // server.handOver
    [], // server.tellRefused
    [[1, 5]], // server.more
    [[1, 6]], // server.enough
  ],
  [
    [], // turnstile.letThrough
    [], // turnstile.putOff
    [], // turnstile.call
  ],
  [
    [], // pump.clearPending
    [], // pump.serve
    [], // pump.takeGuard
    [], // pump.poll
    [], // pump.leave
    [], // pump.hand
    [], // pump.clearReadiness
    [], // pump.wait
    [], // pump.noteStalled
    [], // pump.waitForRoom
  ],
  [
    [], // handle.release
    [], // handle.withdraw
    [], // handle.retire
    [], // handle.call
    [], // handle.retain
  ],
  [
    [], // loop.retain
    [], // loop.schedule
    [], // loop.close
    [], // loop.fail
    [], // loop.release
    [], // loop.refuse
    [], // loop.finish
  ],
  [
    [], // protocol.tellMade
    [], // protocol.cutOff
    [], // protocol.resumeTransport
    [], // protocol.tellRoomLater
    [], // protocol.take
    [], // protocol.endWriting
    [], // protocol.closeTransport
    [], // protocol.tellLater
    [], // protocol.tellData
    [], // protocol.tellEnd
    [], // protocol.tellLost
    [], // protocol.pauseTransport
    [], // protocol.refuseEnded
    [], // protocol.dropWritten
    [], // protocol.tellPause
    [], // protocol.keep
    [], // protocol.discard
    [], // protocol.tellResume
    [], // protocol.tellKept
  ],
  [
    [], // race.retain
    [], // race.find
    [], // race.order
    [], // race.begin
    [], // race.release
    [], // race.rejectNotFound
    [], // race.rejectGivenUp
    [], // race.startDelay
    [], // race.stopDelay
    [], // race.choose
    [], // race.closeOthers
    [], // race.tellLater
    [], // race.drop
    [], // race.closeAll
    [], // race.rejectFailed
    [], // race.resolve
  ],
  [
    [], // reader.begin
    [], // reader.look
    [], // reader.keep
    [], // reader.weigh
    [], // reader.pauseTransport
    [], // reader.take
    [], // reader.resolve
    [], // reader.rejectPassed
    [], // reader.resumeTransport
    [], // reader.refuse
    [], // reader.rejectAborted
    [], // reader.resolveShort
    [], // reader.rejectLost
  ],
  [
    [], // writer.resolveDrain
    [], // writer.holdDrain
    [], // writer.tellLater
    [], // writer.holdEnd
    [], // writer.resolveEnds
    [], // writer.rejectEnds
    [], // writer.resolveDrains
    [], // writer.rejectDrains
    [], // writer.rejectDrain
    [], // writer.resolveEnd
    [], // writer.rejectEnd
  ],
];

/** By machine and event: who may make the event happen. */
export const origins: readonly (readonly (readonly Origin[])[])[] = [
  [
    ['user'], // ADD_READER
    ['user'], // ADD_WRITER
    ['user'], // REMOVE_READER
    ['user'], // REMOVE_WRITER
    ['wire'], // HOLD_READER
    ['wire'], // HOLD_WRITER
    ['wire'], // RELEASE_READER
    ['wire'], // RELEASE_WRITER
    ['poller'], // READABLE
    ['poller'], // URGENT
    ['poller'], // READ_HANGUP
    ['poller'], // WRITABLE
    ['poller'], // HANGUP
    ['engine'], // RUN_READER
    ['engine'], // RUN_WRITER
    ['engine'], // READER_DONE
    ['engine'], // WRITER_DONE
    ['answer'], // REFUSED
    ['answer'], // STALE
    ['user', 'wire'], // CLOSE
  ],
  [
    ['user', 'wire'], // ACCEPT
    ['user'], // CANCEL
    ['user', 'wire'], // CANCEL_LAST
    ['wire'], // READY
    ['answer'], // ACCEPTED
    ['answer', 'wire'], // MORE_WAITERS
    ['answer', 'wire'], // NO_WAITERS
    ['answer'], // WOULD_BLOCK
    ['answer'], // ABORTED
    ['answer'], // FD_LIMIT
    ['answer'], // FAILED
    ['answer'], // BUDGET_SPENT
    ['engine'], // RESUME
    ['engine'], // RETRY
    ['wire'], // EVICTED
    ['wire'], // REFUSED
    ['wire'], // LOST
    ['user'], // CLOSE
  ],
  [
    ['user', 'wire'], // RECEIVE
    ['user'], // CANCEL
    ['wire'], // READY
    ['wire'], // HANGUP
    ['wire'], // URGENT
    ['answer'], // DATA
    ['answer'], // SHORT_READ
    ['answer'], // END
    ['answer'], // WOULD_BLOCK
    ['answer'], // FAILED
    ['answer'], // BUDGET_SPENT
    ['engine'], // RESUME
    ['wire'], // EVICTED
    ['wire'], // REFUSED
    ['wire'], // LOST
    ['user', 'wire'], // CLOSE
  ],
  [
    ['user', 'wire'], // SEND
    ['user'], // CANCEL
    ['wire'], // READY
    ['answer'], // SENT_ALL
    ['answer'], // SENT_PART
    ['answer'], // WOULD_BLOCK
    ['answer'], // NO_ROOM
    ['answer'], // OTHERS_WAIT
    ['answer'], // FAILED
    ['answer'], // BUDGET_SPENT
    ['engine'], // RESUME
    ['engine'], // RETRY
    ['wire'], // EVICTED
    ['wire'], // REFUSED
    ['wire'], // LOST
    ['user', 'wire'], // CLOSE
  ],
  [
    ['user'], // CONNECT
    ['user'], // CANCEL
    ['wire'], // READY
    ['answer'], // CONNECTED
    ['answer'], // IN_PROGRESS
    ['answer'], // UNDER_WAY
    ['answer'], // QUEUE_FULL
    ['answer'], // OTHERS_WAIT
    ['answer'], // FAILED
    ['engine'], // RETRY
    ['wire'], // REFUSED
    ['wire'], // LOST
    ['user'], // CLOSE
  ],
  [
    ['user'], // RESUME
    ['user'], // PAUSE
    ['user'], // WRITE
    ['user'], // WRITE_EOF
    ['user'], // CLOSE
    ['user'], // ABORT
    ['wire'], // RECEIVED
    ['wire'], // PEER_ENDED
    ['wire'], // RECEIVE_FAILED
    ['wire'], // SENT
    ['wire'], // SEND_FAILED
    ['wire'], // LOST
    ['wire'], // GONE
    ['engine'], // TAKEN
    ['engine'], // LINGERED
  ],
  [
    ['user'], // SERVE
    ['user'], // PAUSE
    ['user'], // RESUME
    ['wire'], // ACCEPTED
    ['answer'], // ROOM_LEFT
    ['answer', 'engine'], // FULL
    ['engine'], // LEFT
    ['wire'], // REFUSED
    ['wire'], // LOST
    ['user'], // CLOSE
  ],
  [
    ['engine'], // TURN
    ['engine'], // SPENT
    ['engine'], // ASK
    ['engine'], // ASK_IN_VAIN
    ['engine'], // LINED_UP
    ['engine'], // NEXT
    ['engine'], // NEXT_AND_LAST
    ['engine'], // PASSED
  ],
  [
    ['answer'], // WOKEN
    ['answer'], // SERVED
    ['answer'], // ENDING
    ['answer'], // POLLED
    ['answer'], // POLLED_ALL
    ['answer'], // ALL_HANDED
    ['answer'], // RESTLESS
    ['answer'], // NO_ROOM
  ],
  [
    ['engine'], // TAKE
    ['engine'], // RUN
    ['user'], // CANCEL
    ['engine'], // DROP
    ['user'], // REF
    ['user'], // UNREF
  ],
  [
    ['user'], // CALL
    ['user'], // STOP
    ['user'], // CLOSE
    ['engine'], // RUN_CALLS
    ['engine'], // RUN_IO
    ['engine'], // RETURNED
    ['engine'], // FAILED
  ],
  [
    ['engine'], // MADE
    ['engine'], // BEGUN
    ['engine'], // DATA
    ['engine'], // END
    ['engine'], // LOST
    ['engine'], // ABOVE_HIGH
    ['engine'], // BELOW_LOW
    ['engine'], // TELL
    ['engine'], // TELL_ROOM
    ['user'], // PAUSE
    ['user'], // RESUME
    ['user'], // WRITE
    ['user'], // WRITE_EOF
    ['user'], // CLOSE
    ['user'], // ABORT
    ['user'], // THREW
    ['user', 'engine'], // CUT
  ],
  [
    ['user'], // START
    ['engine'], // FOUND
    ['engine'], // NOT_FOUND
    ['engine'], // MORE
    ['engine'], // NO_MORE
    ['engine'], // DELAY_OVER
    ['engine'], // CONNECTED
    ['engine'], // FAILED
    ['engine'], // NEWEST_FAILED
    ['engine'], // ALL_FAILED
    ['engine'], // TELL
    ['user', 'engine'], // GIVE_UP
  ],
  [
    ['user'], // READ
    ['user'], // ABORT
    ['engine'], // DATA
    ['engine'], // END
    ['engine'], // LOST
    ['engine'], // FOUND
    ['engine'], // LACKING
    ['engine'], // PASSED
    ['engine'], // ABOVE
    ['engine'], // BELOW
  ],
  [
    ['user'], // DRAIN
    ['user'], // DRAIN_ABOVE
    ['engine'], // TELL
    ['user'], // WAIT_CLOSED
    ['engine'], // FULL
    ['engine'], // ROOM
    ['engine'], // ENDED
    ['engine'], // LOST
  ],
];

/** By `machine.action`: which events the answers of its system call are. */
export const answers: Readonly<Record<string, Answers>> = {
  'watch.register': { call: 'epoll_add', ok: [], errors: {}, otherwise: 'REFUSED' },
  'watch.reregister': { call: 'epoll_mod', ok: [], errors: {}, otherwise: 'STALE' },
  'watch.rearm': { call: 'epoll_mod', ok: [], errors: {}, otherwise: 'STALE' },
  'watch.deregister': { call: 'epoll_del', ok: [], errors: {}, otherwise: null },
  'accept.tryAccept': {
    call: 'accept',
    ok: ['ACCEPTED'],
    errors: {
      EAGAIN: 'WOULD_BLOCK',
      ECONNABORTED: 'ABORTED',
      EPROTO: 'ABORTED',
      ENETDOWN: 'ABORTED',
      ENOPROTOOPT: 'ABORTED',
      EHOSTUNREACH: 'ABORTED',
      ENETUNREACH: 'ABORTED',
      EMFILE: 'FD_LIMIT',
      ENFILE: 'FD_LIMIT',
      ENOBUFS: 'FD_LIMIT',
      ENOMEM: 'FD_LIMIT',
    },
    otherwise: 'FAILED',
  },
  'accept.retryAccept': {
    call: 'accept',
    ok: ['ACCEPTED'],
    errors: {
      EAGAIN: 'WOULD_BLOCK',
      ECONNABORTED: 'ABORTED',
      EPROTO: 'ABORTED',
      ENETDOWN: 'ABORTED',
      ENOPROTOOPT: 'ABORTED',
      EHOSTUNREACH: 'ABORTED',
      ENETUNREACH: 'ABORTED',
      EMFILE: 'FD_LIMIT',
      ENFILE: 'FD_LIMIT',
      ENOBUFS: 'FD_LIMIT',
      ENOMEM: 'FD_LIMIT',
    },
    otherwise: 'FAILED',
  },
  'connect.tryConnect': {
    call: 'connect',
    ok: ['CONNECTED'],
    errors: { EINPROGRESS: 'IN_PROGRESS', EALREADY: 'UNDER_WAY', EAGAIN: 'QUEUE_FULL' },
    otherwise: 'FAILED',
  },
  'connect.askAgain': {
    call: 'connect',
    ok: ['CONNECTED'],
    errors: { EINPROGRESS: 'IN_PROGRESS', EALREADY: 'UNDER_WAY', EAGAIN: 'QUEUE_FULL' },
    otherwise: 'FAILED',
  },
  'connect.dissolve': { call: 'disconnect', ok: [], errors: {}, otherwise: null },
  'receive.tryReceive': { call: 'recv', ok: ['DATA', 'SHORT_READ', 'END'], errors: { EAGAIN: 'WOULD_BLOCK' }, otherwise: 'FAILED' },
  'send.trySend': {
    call: 'send',
    ok: ['SENT_ALL', 'SENT_PART'],
    errors: { EAGAIN: 'WOULD_BLOCK', ENOBUFS: 'NO_ROOM' },
    otherwise: 'FAILED',
  },
  'transport.shutDown': { call: 'shutdown', ok: [], errors: {}, otherwise: null },
  'send.sendAgain': {
    call: 'send',
    ok: ['SENT_ALL', 'SENT_PART'],
    errors: { EAGAIN: 'WOULD_BLOCK', ENOBUFS: 'NO_ROOM' },
    otherwise: 'FAILED',
  },
};

/** By `machine.action`: the events that no system call answers, but a count of the engine. */
export const counted: Readonly<Record<string, readonly string[]>> = {
  'accept.deliver': ['MORE_WAITERS', 'NO_WAITERS'],
  'accept.tryAccept': ['BUDGET_SPENT'],
  'accept.retryAccept': ['BUDGET_SPENT'],
  'receive.tryReceive': ['BUDGET_SPENT'],
  'connect.tryConnect': ['OTHERS_WAIT'],
  'send.trySend': ['BUDGET_SPENT', 'OTHERS_WAIT'],
  'send.sendAgain': ['BUDGET_SPENT'],
  'server.count': ['ROOM_LEFT', 'FULL'],
  'pump.wait': ['WOKEN'],
  'pump.waitForRoom': ['WOKEN'],
  'pump.serve': ['SERVED', 'ENDING'],
  'pump.poll': ['POLLED', 'POLLED_ALL'],
  'pump.hand': ['ALL_HANDED', 'RESTLESS', 'NO_ROOM'],
};

/** Which events of `watch` the poller's bits are, in order: any of `bits`, none of `unless`. */
export const pollerEvents: readonly {
  readonly bits: readonly string[];
  readonly event: string;
  readonly unless: readonly string[];
}[] = [
  { bits: ['ERR', 'HUP'], event: 'HANGUP', unless: [] },
  { bits: ['RDHUP'], event: 'READ_HANGUP', unless: ['ERR', 'HUP'] },
  { bits: ['PRI'], event: 'URGENT', unless: ['ERR', 'HUP', 'RDHUP'] },
  { bits: ['IN'], event: 'READABLE', unless: ['ERR', 'HUP', 'RDHUP', 'PRI'] },
  { bits: ['OUT'], event: 'WRITABLE', unless: ['ERR', 'HUP'] },
];
