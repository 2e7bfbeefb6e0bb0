import { describe, expect, test } from 'vitest';
import {
  CheckError,
  type CheckedStream,
  checkHalfClose,
  checkServer,
  checkStream,
  halfCloseChecks,
  serverChecks,
  streamChecks,
} from '../../src/testing/index.js';
import { rejection } from '../support/scene.js';
import { brokenStreams, moreBrokenStreams } from './broken.js';
import { brokenServers } from './broken-servers.js';
import { memoryPair } from './memory.js';
import { MemoryServer } from './memory-server.js';

describe('a stream in memory that keeps its promises', () => {
  test('passes', async () => {
    await checkStream(() => memoryPair());
    await checkHalfClose(() => memoryPair());
  });

  test('passes with a pair that is full already', () =>
    checkStream(
      () => memoryPair(),
      () => {
        const pair = memoryPair();
        void pair[0].sendAll(Buffer.alloc(64 * 1024));
        return pair;
      },
    ));
});

describe('a stream is caught that has', () => {
  test.each([...brokenStreams, ...moreBrokenStreams])('%s', async (_, make, check, message) => {
    const options = { limit: 500 };
    const ofHalves = halfCloseChecks.has(check);
    const finding = await rejection(ofHalves ? checkHalfClose(make, options) : checkStream(make, undefined, options));
    expect(finding).toBeInstanceOf(CheckError);
    expect(finding).toMatchObject({ code: 'ERR_CHECK_FAILED', check, message: expect.stringMatching(message) });
  });
});

test('each property catches something: one of these, or what node:net does', () => {
  const caught = [...brokenStreams, ...moreBrokenStreams, ...brokenServers].map(([, , check]) => check as string);
  const names = [...streamChecks.keys(), ...halfCloseChecks.keys(), ...serverChecks.keys()];
  expect(names.filter((name) => !caught.includes(name))).toEqual(['close-unread', 'eof-is-last']);
});

test('a server in memory that keeps its promises passes', () => checkServer(() => new MemoryServer()));

describe('a server is caught that has', () => {
  test.each(brokenServers)('%s', async (_, Broken, check, message) => {
    const finding = await rejection(checkServer(() => new Broken(), { limit: 500 }));
    expect(finding).toBeInstanceOf(CheckError);
    expect(finding).toMatchObject({ code: 'ERR_CHECK_FAILED', check, message: expect.stringMatching(message) });
  });
});

describe('a check never hangs, but says what it waited for:', () => {
  const never = () => new Promise<never>(() => {});
  const stuck: CheckedStream = { receive: never, sendAll: never, sendEof: never, close: never, abort: never };
  const server = { connect: never, accept: never, close: never, waitClosed: never, abortClients: never };
  const options = { limit: 30, quiet: 5 };

  test.each([
    ['checkStream without a pair', () => checkStream(never, undefined, options), 'a connected pair'],
    ['checkHalfClose without a pair', () => checkHalfClose(never, options), 'a connected pair'],
    ['checkServer without a server', () => checkServer(never, options), 'a server'],
    ['checkStream', () => checkStream(() => [stuck, stuck], undefined, options), 'the rest of what was sent'],
    ['checkHalfClose', () => checkHalfClose(() => [stuck, stuck], options), 'the rest of what was sent'],
    ['checkServer', () => checkServer(() => server, options), 'a client to be connected'],
  ])('%s', async (_, check, waitedFor) => {
    const finding = await rejection(check());
    expect(finding).toMatchObject({ code: 'ERR_CHECK_FAILED', waitedFor });
    expect(finding.message).toContain(`waited 30 ms for ${waitedFor}`);
  });

  test('though a stream gives bytes for ever, and at once', async () => {
    const endless: CheckedStream = { ...stuck, receive: async () => Buffer.alloc(1), sendAll: async () => {} };
    const except = [...streamChecks.keys()].filter((name) => name !== 'loss-once');
    const check = checkStream(() => [endless, endless], undefined, { ...options, except });
    expect(await rejection(check)).toMatchObject({ waitedFor: 'the stream to tell of its end' });
  });

  test('whichever property is checked', async () => {
    const names = [...streamChecks.keys()];
    // Who takes nothing is bounded.
    for (const name of names.filter((one) => one !== 'bounded')) {
      const except = names.filter((other) => other !== name);
      const finding = await rejection(checkStream(() => [stuck, stuck], undefined, { ...options, except }));
      expect(finding).toMatchObject({ check: name, code: 'ERR_CHECK_FAILED' });
    }
  });
});

describe('what a check cannot understand is refused:', () => {
  const make = () => memoryPair();
  test.each([
    ['no maker', () => checkStream(undefined as never), 'ERR_INVALID_ARG_TYPE', 'make must be a function'],
    [
      'a maker that is none',
      () => checkStream(make, 1 as never),
      'ERR_INVALID_ARG_TYPE',
      'makeClogged must be a function',
    ],
    [
      'options that are none',
      () => checkHalfClose(make, 1 as never),
      'ERR_INVALID_ARG_TYPE',
      'options must be an object',
    ],
    [
      'an unknown one',
      () => checkHalfClose(make, { limmit: 1 } as never),
      'ERR_UNKNOWN_OPTION',
      '(did you mean "limit"?)',
    ],
    ['a limit of text', () => checkHalfClose(make, { limit: '1' as never }), 'ERR_INVALID_ARG_TYPE', 'of milliseconds'],
    ['no limit', () => checkHalfClose(make, { limit: Infinity }), 'ERR_OUT_OF_RANGE', 'options.limit'],
    ['quiet that is NaN', () => checkHalfClose(make, { quiet: Number.NaN }), 'ERR_OUT_OF_RANGE', 'options.quiet'],
    ['a bound of nothing', () => checkHalfClose(make, { bound: 0 }), 'ERR_OUT_OF_RANGE', 'options.bound'],
    [
      'exceptions that are none',
      () => checkHalfClose(make, { except: 1 as never }),
      'ERR_INVALID_ARG_TYPE',
      'iterable',
    ],
    ['one of another check', () => checkHalfClose(make, { except: ['drain'] }), 'ERR_INVALID_ARG_VALUE', 'half-close'],
  ])('%s', async (_, check, code, message) => {
    expect(await rejection(check())).toMatchObject({ code, message: expect.stringContaining(message) });
  });
});
