/**
 * What native code and TypeScript share as bytes. The compiler emits these as constants for both sides.
 *
 * A record is a row of 32-bit words; a field is the number of its word.
 */

/** What a batch tells JavaScript: one record a callback or a settled operation. */
export const batchRecord = {
  words: 8,
  fields: ['kind', 'slot', 'generation', 'operation', 'error', 'value', 'offset', 'extra'],
  kinds: ['NONE', 'READER', 'WRITER', 'ACCEPTED', 'RECEIVED', 'SENT', 'CONNECTED', 'FAILED', 'LIMIT', 'FORBIDDEN'],
} as const;

/**
 * What a trace file holds after its header.
 *
 * - USER: `code` is the call, `value` its descriptor, `extra` the operation.
 * - SYSTEM: `code` is the system call, `error` its errno or 0, `value` its result (a count, a descriptor, poller bits),
 *   `extra` what was asked for (a length, an interest).
 * - STEP: `code` is the machine, `event`, `before`, `after` are numbers of its table.
 * - END: `value` is the number of records before it. A file without it was cut off.
 */
export const traceRecord = {
  words: 8,
  fields: ['kind', 'code', 'slot', 'generation', 'event', 'before', 'after', 'extra'],
  aliases: { error: 'event', value: 'before' },
  kinds: ['NONE', 'USER', 'SYSTEM', 'STEP', 'END'],
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
  ],
  systemCalls: [
    'epoll_add',
    'epoll_mod',
    'epoll_del',
    'poll',
    'accept',
    'connect',
    'disconnect',
    'recv',
    'send',
    'close',
  ],
} as const;

/** The head of a trace file: these bytes, the hash of the tables (32 bytes), the words of a record (u32), zeros to 64 bytes. */
export const traceHeader = { magic: 'RLTRACE1', bytes: 64 } as const;

/** The poller's bits as a SYSTEM `poll` record carries them: those of epoll(7). */
export const pollerBits = { IN: 0x001, PRI: 0x002, OUT: 0x004, ERR: 0x008, HUP: 0x010, RDHUP: 0x2000 } as const;

/**
 * What a RECEIVED record's `offset` is where its bytes are not in the slab: in the user's own memory, or apart, to be asked
 * for. Its `extra` is the length of the sender's address, behind the bytes, and a bit if a message had no room for all of it.
 */
export const received = { USERS: -1, APART: -2, TRUNCATED: 0x1000 } as const;
