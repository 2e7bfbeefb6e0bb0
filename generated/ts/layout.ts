// Written by `npm run generate` from model/layout.ts; change that, not this.

/** The 32-bit words of a batch record. */
export const BATCH_WORDS = 8;

/** The word of each field of a batch record. */
export const BatchField = {
  KIND: 0,
  SLOT: 1,
  GENERATION: 2,
  OPERATION: 3,
  ERROR: 4,
  VALUE: 5,
  OFFSET: 6,
  EXTRA: 7,
} as const;

/** What a batch record tells. */
export const BatchKind = {
  NONE: 0,
  READER: 1,
  WRITER: 2,
  ACCEPTED: 3,
  RECEIVED: 4,
  SENT: 5,
  CONNECTED: 6,
  FAILED: 7,
  LIMIT: 8,
  FORBIDDEN: 9,
  MADE: 10,
  DATA: 11,
  ENDED: 12,
  LOST: 13,
  WRITTEN: 14,
  UNSERVED: 15,
} as const;

/** The 32-bit words of a row that asks something of a transport. */
export const COMMAND_WORDS = 8;

/** How many such rows there is room for. */
export const COMMAND_ROWS = 1024;

/** How many bytes such rows can point to. */
export const OUTGOING_BYTES = 262144;

/** The word of each field of such a row. */
export const CommandField = {
  KIND: 0,
  SLOT: 1,
  GENERATION: 2,
  OFFSET: 3,
  LENGTH: 4,
  ASKS: 5,
  TAKEN: 6,
  MORE: 7,
} as const;

/** What such a row asks for. */
export const CommandKind = {
  NONE: 0,
  RESUME: 1,
  PAUSE: 2,
  WRITE: 3,
  WRITE_APART: 4,
  WRITE_EOF: 5,
  CLOSE: 6,
  ABORT: 7,
  READ_INTO: 8,
  READ_AGAIN: 9,
  TAKE_BACK: 10,
} as const;

/** Why something fails that no errno is for. */
export const EngineError = {
  SOCKET_CLOSED: -1,
  LOOP_CLOSED: -2,
  BUFFER_DETACHED: -3,
  FORBIDDEN_EVENT: -4,
  STALE_DESCRIPTOR: -5,
  BUSY: -6,
} as const;

/** Kinds of sockets, as far as receiving differs. */
export const SocketKind = {
  TCP: 10,
  STREAM: 20,
  DATAGRAM: 30,
  SEQPACKET: 40,
} as const;

/** The 32-bit words of a row that says what users were told. */
export const TOLD_WORDS = 6;

/** How many such rows there is room for. */
export const TOLD_ROWS = 128;

/** The word of each field of such a row. */
export const ToldField = {
  WHAT: 0,
  SLOT: 1,
  GENERATION: 2,
  OPERATION: 3,
  ERROR: 4,
  VALUE: 5,
} as const;

/** The 32-bit words of a trace record. */
export const TRACE_WORDS = 8;

/** The word of each field of a trace record. */
export const TraceField = {
  KIND: 0,
  CODE: 1,
  SLOT: 2,
  GENERATION: 3,
  EVENT: 4,
  BEFORE: 5,
  AFTER: 6,
  EXTRA: 7,
  ERROR: 4,
  ASKED: 4,
  VALUE: 5,
  POLLS: 6,
} as const;

/** What a trace record is. */
export const TraceKind = {
  NONE: 0,
  USER: 1,
  SYSTEM: 2,
  STEP: 3,
  TOLD: 4,
  END: 5,
} as const;

/** The `code` of a USER record. */
export const UserCall = {
  ADD_READER: 0,
  ADD_WRITER: 1,
  REMOVE_READER: 2,
  REMOVE_WRITER: 3,
  ACCEPT: 4,
  RECEIVE: 5,
  SEND: 6,
  CONNECT: 7,
  CANCEL: 8,
  CLOSE: 9,
  CALLBACK_BEGIN: 10,
  CALLBACK_END: 11,
  REFUSED: 12,
  ATTACH: 13,
  OPEN: 14,
  RESUME: 15,
  PAUSE: 16,
  WRITE: 17,
  WRITE_EOF: 18,
  SHUT: 19,
  ABORT: 20,
  SERVE: 21,
  PAUSE_SERVING: 22,
  RESUME_SERVING: 23,
  TAKEN: 24,
  READ_INTO: 25,
} as const;

/** The `code` of a SYSTEM record. */
export const SystemCall = {
  epoll_add: 0,
  epoll_mod: 1,
  epoll_del: 2,
  poll: 3,
  accept: 4,
  connect: 5,
  disconnect: 6,
  setsockopt: 7,
  recv: 8,
  send: 9,
  close: 10,
  shutdown: 11,
} as const;

/** The `code` of a TOLD record. */
export const Told = {
  ACCEPTED: 0,
  RECEIVED: 1,
  SENT: 2,
  CONNECTED: 3,
  FAILED: 4,
  ABORTED: 5,
  READER_CALLED: 6,
  WRITER_CALLED: 7,
  READER_REFUSED: 8,
  WRITER_REFUSED: 9,
  LIMIT: 10,
  GIVEN_UP: 11,
  MADE: 12,
  DATA: 13,
  EOF: 14,
  LOST: 15,
  PAUSE_WRITING: 16,
  RESUME_WRITING: 17,
  UNSERVED: 18,
} as const;

/** The first bytes of a trace file. */
export const TRACE_MAGIC = 'RLTRACE1';

/** The length of a trace file's head. */
export const TRACE_HEADER_BYTES = 64;

/** Numbers with a meaning of their own in a RECEIVED record. */
export const Received = {
  USERS: -1,
  APART: -2,
  TRUNCATED: 4096,
} as const;

/** The poller's bits, as epoll(7) has them. */
export const PollerBits = {
  IN: 0x1,
  PRI: 0x2,
  OUT: 0x4,
  ERR: 0x8,
  HUP: 0x10,
  RDHUP: 0x2000,
} as const;
