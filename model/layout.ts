/**
 * What native code and TypeScript share as bytes. The compiler emits these as constants for both sides.
 *
 * A record is a row of 32-bit words; a field is the number of its word.
 */

/** What a batch tells JavaScript: one record a callback or a settled operation. */
export const batchRecord = {
  words: 8,
  fields: ['kind', 'slot', 'generation', 'operation', 'error', 'value', 'offset', 'extra'],
  kinds: [
    'NONE',
    'READER',
    'WRITER',
    'ACCEPTED',
    'RECEIVED',
    'SENT',
    'CONNECTED',
    'FAILED',
    'LIMIT',
    'FORBIDDEN',
    'MADE',
    'DATA',
    'ENDED',
    'LOST',
    'WRITTEN',
    'UNSERVED',
  ],
} as const;

/**
 * What JavaScript asks of transports: one row a command, behind the word that says how many there are. They gather during a
 * batch, and the engine takes them when JavaScript has returned.
 *
 * - WRITE: `length` bytes at `offset` of the outgoing bytes; WRITE_APART: those of the Uint8Array at place `offset` of a list that
 *   JavaScript keeps, `length` when it was written. `asks`: JavaScript wants to hear, by a WRITTEN record, what the kernel
 *   takes of it. An engine on the thread of JavaScript puts into `taken` how much the kernel has taken of this and of what was
 *   written before, as far as it has not been told.
 *   `more`: another row writes to the same connection, and takes this one's bytes with it.
 * - CLOSE is graceful; ABORT drops what was written, and with a `length` of 1 resets the connection.
 * - READ_INTO: what is read next goes into the first `length` bytes of the Uint8Array at place `offset` of that list; READ_AGAIN:
 *   of the one that was given last; TAKE_BACK: the engine has it no longer. Only for an engine on the thread of JavaScript.
 */
export const commandRow = {
  words: 8,
  fields: ['kind', 'slot', 'generation', 'offset', 'length', 'asks', 'taken', 'more'],
  kinds: [
    'NONE',
    'RESUME',
    'PAUSE',
    'WRITE',
    'WRITE_APART',
    'WRITE_EOF',
    'CLOSE',
    'ABORT',
    'READ_INTO',
    'READ_AGAIN',
    'TAKE_BACK',
  ],
  /** How many rows there is room for, and how many outgoing bytes. */
  most: 1024,
  bytes: 0x40000,
} as const;

/** Why an operation fails, or a slot is closed, where no system call says so: numbers of the library's own beside errnos. */
export const engineErrors = {
  SOCKET_CLOSED: -1,
  LOOP_CLOSED: -2,
  BUFFER_DETACHED: -3,
  FORBIDDEN_EVENT: -4,
  STALE_DESCRIPTOR: -5,
  BUSY: -6,
} as const;

/** Kinds of sockets, as far as receiving differs. They lie apart, so that a record that is damaged names none. */
export const socketKinds = { TCP: 10, STREAM: 20, DATAGRAM: 30, SEQPACKET: 40 } as const;

/** What JavaScript tells the engine that it has told its users, a row for each; they go into traces as they are. */
export const toldRow = {
  words: 6,
  fields: ['what', 'slot', 'generation', 'operation', 'error', 'value'],
  /** How many rows there is room for, behind the word that says how many there are. */
  most: 128,
} as const;

/**
 * What a trace file holds after its header. What a record does not have is 0. Each record but END says how many polls had
 * reported something when it was written, `polls`; STEP has it in `extra`.
 *
 * - USER: `code` is the call, `value` its descriptor, `extra` the operation, or the number of the callback that is added;
 *   `asked` how many bytes are to be received or sent. Of a close it is why what is pending fails, of a refusal why; of a
 *   callback that begins or ends `extra` is its direction. Of OPEN `asked` is how many bytes are read at a time, of READ_INTO how
 *   many are read next, into the user's memory, or 0 for not into that; of SERVE how many
 *   connections there may be, of ABORT why, if memory is gone. A WRITE whose `extra` is 1 leaves with the next one. SHUT and ABORT of
 *   a connection that is no more have -1 for its descriptor.
 * - SYSTEM: `code` is the system call, `error` its errno or 0, `value` its result (a count, a descriptor, poller bits),
 *   `extra` what was asked for (a length, an interest, the descriptor to close); of a report, how many more the poll has. Of
 *   setsockopt, which makes a socket ready to be received from, the value is its kind: one of `socketKinds`.
 * - STEP: `code` is the machine, `event`, `before`, `after` are numbers of its table.
 * - TOLD: `code` is what users were told, `error` its errno or the engine's own number, `value` a count of bytes or a
 *   descriptor, `extra` the operation. Of a callback `value` is the number with which it was added. Of DATA `extra` is how many
 *   bytes are left of what is being told; of LOST how often users were told of the connection before, and `value` of how many bytes.
 * - END: `value` is the number of records before it, `after` how much users were not told yet, `extra` how many slots live;
 *   `code` is 1 if the loop was closed and users were told of everything, 0 if the run ended in another way. A file without it
 *   was cut off.
 */
export const traceRecord = {
  words: 8,
  fields: ['kind', 'code', 'slot', 'generation', 'event', 'before', 'after', 'extra'],
  aliases: { error: 'event', asked: 'event', value: 'before', polls: 'after' },
  kinds: ['NONE', 'USER', 'SYSTEM', 'STEP', 'TOLD', 'END'],
  userCalls: [
    'ADD_READER',
    'ADD_WRITER',
    'REMOVE_READER',
    'REMOVE_WRITER',
    'ACCEPT',
    'RECEIVE',
    'SEND',
    'CONNECT',
    'CANCEL',
    'CLOSE',
    'CALLBACK_BEGIN',
    'CALLBACK_END',
    'REFUSED',
    'ATTACH',
    'OPEN',
    'RESUME',
    'PAUSE',
    'WRITE',
    'WRITE_EOF',
    'SHUT',
    'ABORT',
    'SERVE',
    'PAUSE_SERVING',
    'RESUME_SERVING',
    'TAKEN',
    'READ_INTO',
  ],
  systemCalls: [
    'epoll_add',
    'epoll_mod',
    'epoll_del',
    'poll',
    'accept',
    'connect',
    'disconnect',
    'setsockopt',
    'recv',
    'send',
    'close',
    'shutdown',
  ],
  /**
   * An operation is done, failed or given up; the callback of a direction was called, or not added after all; accepting
   * paused at a limit; the callbacks of a slot were given up.
   */
  told: [
    'ACCEPTED',
    'RECEIVED',
    'SENT',
    'CONNECTED',
    'FAILED',
    'ABORTED',
    'READER_CALLED',
    'WRITER_CALLED',
    'READER_REFUSED',
    'WRITER_REFUSED',
    'LIMIT',
    'GIVEN_UP',
    'MADE',
    'DATA',
    'EOF',
    'LOST',
    'PAUSE_WRITING',
    'RESUME_WRITING',
    'UNSERVED',
  ],
} as const;

/** The head of a trace file: these bytes, the hash of the tables (32 bytes), the words of a record (u32), zeros to 64 bytes. */
export const traceHeader = { magic: 'RLTRACE1', bytes: 64 } as const;

/** The poller's bits as a SYSTEM `poll` record carries them: those of epoll(7). */
export const pollerBits = { IN: 0x001, PRI: 0x002, OUT: 0x004, ERR: 0x008, HUP: 0x010, RDHUP: 0x2000 } as const;

/**
 * What the `offset` of a RECEIVED or DATA record is where its bytes are not in the slab: in the user's own memory, or apart, to
 * be asked for. Its `extra` is the length of the sender's address, behind the bytes, and a bit if a message had no room for all of it.
 */
export const received = { USERS: -1, APART: -2, TRUNCATED: 0x1000 } as const;
