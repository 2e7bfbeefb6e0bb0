/**
 * Which event a system call's answer is.
 *
 * Each call of a machine's action is classified here, once, for the engine, the checker and the trace validator alike.
 * `ok` is the event of success (null: success needs no event); a name of errno maps to its event; every other error is
 * `otherwise`. EINTR never gets here: the call is repeated where it is made.
 */
export interface Answers {
  /** The system call in the words of a trace. */
  readonly call: string;
  /** The events of success; where there are several, the caller tells which. */
  readonly ok: readonly string[];
  /** The events of errors, by the name of their errno. */
  readonly errors: Readonly<Record<string, string>>;
  /** The event of every other error; null if there is none. */
  readonly otherwise: string | null;
}

/** The number names another file than at registration, or none: the slot is stale. */
const modify: Answers = { call: 'epoll_mod', ok: [], errors: {}, otherwise: 'STALE' };

/** Nothing of the listener's own: the connection at the head died, or had a pending network error (accept(2)). */
const diedInBacklog = Object.fromEntries(
  ['ECONNABORTED', 'EPROTO', 'ENETDOWN', 'ENOPROTOOPT', 'EHOSTUNREACH', 'ENETUNREACH'].map((errno) => [
    errno,
    'ABORTED',
  ]),
);

/** EALREADY: an attempt that began before is under way. EAGAIN: a unix listener's queue is full (connect(2)). */
const connecting: Answers = {
  call: 'connect',
  ok: ['CONNECTED'],
  errors: { EINPROGRESS: 'IN_PROGRESS', EALREADY: 'UNDER_WAY', EAGAIN: 'QUEUE_FULL' },
  otherwise: 'FAILED',
};

/** `ok` in order: everything, a part. ENOBUFS: whoever it goes to has no room (native/engine/src/sys/stream.rs). */
const sending: Answers = {
  call: 'send',
  ok: ['SENT_ALL', 'SENT_PART'],
  errors: { EAGAIN: 'WOULD_BLOCK', ENOBUFS: 'NO_ROOM' },
  otherwise: 'FAILED',
};

const exhausted = { EMFILE: 'FD_LIMIT', ENFILE: 'FD_LIMIT', ENOBUFS: 'FD_LIMIT', ENOMEM: 'FD_LIMIT' };

/** EAGAIN may be said by a look at the listener, too (poll(2)): nobody has connected. */
const accept: Answers = {
  call: 'accept',
  ok: ['ACCEPTED'],
  errors: { EAGAIN: 'WOULD_BLOCK', ...diedInBacklog, ...exhausted },
  otherwise: 'FAILED',
};

export const answers: Readonly<Record<string, Answers>> = {
  'watch.register': { call: 'epoll_add', ok: [], errors: {}, otherwise: 'REFUSED' },
  'watch.reregister': modify,
  'watch.rearm': modify,
  /** A registration that is gone already (the number was closed behind the loop's back) needs no removal. */
  'watch.deregister': { call: 'epoll_del', ok: [], errors: {}, otherwise: null },
  'accept.tryAccept': accept,
  'accept.retryAccept': accept,
  'connect.tryConnect': connecting,
  'connect.askAgain': connecting,
  /** connect(2) to no address: whatever was under way is no more. */
  'connect.dissolve': { call: 'disconnect', ok: [], errors: {}, otherwise: null },
  /** `ok` in order: all that was asked for (or a short read where others may have cut it), less than that, the end. */
  'receive.tryReceive': {
    call: 'recv',
    ok: ['DATA', 'SHORT_READ', 'END'],
    errors: { EAGAIN: 'WOULD_BLOCK' },
    otherwise: 'FAILED',
  },
  'send.trySend': sending,
  /** A connection that is reset already has no half to shut down. */
  'transport.shutDown': { call: 'shutdown', ok: [], errors: {}, otherwise: null },
  'send.sendAgain': sending,
};

/** Answers that no system call gives: counts the engine keeps, and what the I/O thread finds. */
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

/**
 * Which events of `watch` the poller's bits are, reader before writer (C4).
 *
 * A bit that is `unless` of another is left out beside it: a hang-up subsumes the readiness it arrives with.
 */
export const pollerEvents = [
  { bits: ['ERR', 'HUP'], event: 'HANGUP', unless: [] },
  { bits: ['RDHUP'], event: 'READ_HANGUP', unless: ['ERR', 'HUP'] },
  { bits: ['PRI'], event: 'URGENT', unless: ['ERR', 'HUP', 'RDHUP'] },
  { bits: ['IN'], event: 'READABLE', unless: ['ERR', 'HUP', 'RDHUP', 'PRI'] },
  { bits: ['OUT'], event: 'WRITABLE', unless: ['ERR', 'HUP'] },
] as const;
