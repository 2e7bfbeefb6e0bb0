import { describe, expect, test } from 'vitest';
import { EngineError } from '../../generated/ts/layout.js';
import * as errors from './classes.js';
import { attempt, failure, poll } from './failure.js';

/** What native code would throw. */
function native(fields: object): () => never {
  return () => {
    throw Object.assign(new Error('native'), fields);
  };
}

describe('what native code throws comes out typed, naming the call and what to do:', () => {
  test.each([
    ['ERR_BUSY', errors.BusyError, /^call: .*end that first/],
    ['ERR_LOOP_CLOSED', errors.LoopClosedError, /^call: .*make a new Loop/],
    ['ERR_SOCKET_CLOSED', errors.SocketClosedError, /^call: .*make or accept a new one/],
    ['ERR_STALE_DESCRIPTOR', errors.StaleDescriptorError, /^call: .*behind the loop's back; remove its callbacks/],
    ['ERR_TOO_MANY_SLOTS', errors.TooManyDescriptorsError, /^call: .*spread them over several loops/],
  ])('%s', (code, kind, message) => {
    expect(() => attempt('call', native({ code }))).toThrowError(kind);
    expect(() => attempt('call', native({ code }))).toThrowError(message);
  });

  test('an error of the kernel, with a hint', () => {
    const call = native({ code: 'EADDRINUSE', errno: -98, syscall: 'bind' });
    expect(() => attempt('call', call)).toThrowError('bind EADDRINUSE: address already in use');
    expect(() => attempt('call', call, 'try another')).toThrowError(
      'bind EADDRINUSE: address already in use; try another',
    );
  });

  test('what the poller does not take, with what to use instead', () => {
    const regular = native({ code: 'EPERM', errno: -1, syscall: 'epoll_ctl' });
    expect(() => poll('addReader', 7, regular)).toThrowError(/descriptor 7 is a regular file.*node:fs/);
    const closed = native({ code: 'EBADF', errno: -9, syscall: 'epoll_ctl' });
    expect(() => poll('addReader', 7, closed)).toThrowError(/descriptor 7 is not open; check.*addReader/);
  });

  test('anything else comes out as it is', () => {
    const other = new RangeError('other');
    const call = () => {
      throw other;
    };
    expect(() => attempt('call', call)).toThrowError(other);
  });
});

test.each([
  [EngineError.SOCKET_CLOSED, errors.SocketClosedError, 'ERR_SOCKET_CLOSED'],
  [EngineError.LOOP_CLOSED, errors.LoopClosedError, 'ERR_LOOP_CLOSED'],
  [EngineError.BUFFER_DETACHED, errors.BufferDetachedError, 'ERR_BUFFER_DETACHED'],
  [EngineError.FORBIDDEN_EVENT, errors.ForbiddenEventError, 'ERR_FORBIDDEN_EVENT'],
  [EngineError.STALE_DESCRIPTOR, errors.StaleDescriptorError, 'ERR_STALE_DESCRIPTOR'],
  [104, errors.SystemError, 'ECONNRESET'],
  [9999, errors.SystemError, 'E9999'],
])('the error %i of a record is typed, and tells what had been sent', (number, kind, code) => {
  const error = failure(number, 'send', 'sockSendall', 5);
  expect(error).toBeInstanceOf(kind);
  expect(error).toBeInstanceOf(errors.OperationError);
  expect(error).toMatchObject({ code, bytesSent: 5, message: expect.stringMatching(/^(sockSendall|send E)/) });
  expect(failure(number, 'recv', 'sockRecv')).not.toHaveProperty('bytesSent');
});
