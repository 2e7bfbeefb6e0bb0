import { afterAll, describe, expect, test } from 'vitest';
import { Socket } from '../../src/index.js';
import {
  type CheckedServer,
  checkHalfClose,
  checkServer,
  checkStream,
  type MakePair,
  type StreamPair,
} from '../../src/testing/index.js';
import { backends, carried } from '../support/backends.js';
import { rejection, Scene } from '../support/scene.js';
import { connected, nodeServer, socketStream, streamServer, transportServer } from './adapters.js';

/** Who reads nothing and closes, by close(2), resets the connection: what the peer had not received is lost. */
const BARE = ['close-unread'];

describe.each(carried)('what the checks demand is kept by transports, over %s on %s:', (over, backend) => {
  const scene = new Scene(backend, { over });
  afterAll(() => scene[Symbol.dispose]());

  test('their servers', () => checkServer(() => transportServer(scene)));

  test('their connections', async () => {
    const server = await transportServer(scene);
    const make = () => connected(server);
    await checkStream(make);
    await checkHalfClose(make);
    await server.abortClients?.();
  });
});

describe.each(carried)('what the checks demand is kept by readers and writers, over %s on %s:', (over, backend) => {
  const scene = new Scene(backend, { over });
  afterAll(() => scene[Symbol.dispose]());

  test('their servers', () => checkServer(() => streamServer(scene)));

  test('their connections', async () => {
    const server = await streamServer(scene);
    const make = () => connected(server);
    await checkStream(make);
    await checkHalfClose(make);
    await server.abortClients?.();
  });
});

describe.each(backends)('what the checks demand is kept by operations of sockets, on %s:', (backend) => {
  const scene = new Scene(backend);
  afterAll(() => scene[Symbol.dispose]());

  function sides([a, b]: [Socket, Socket]): StreamPair {
    return [socketStream(scene.loop, a), socketStream(scene.loop, b)];
  }
  const tcp = () => sides(scene.sockets());
  const unix = () => sides(scene.keepAll(Socket.pair()));

  test.each([
    ['TCP', tcp],
    ['unix', unix],
  ])('of %s, but that they close as close(2) does', async (_, make) => {
    await checkStream(make, undefined, { except: BARE });
    await checkHalfClose(make);
  });

  test('they do close so', () => differs(BARE, (options) => checkStream(tcp, undefined, options)));
});

/** Where node:net differs: docs/testing.md tells of each. */
const NODE = { stream: ['close-unread'], halfClose: ['eof-is-last'], server: [] };

describe('of what the checks demand, node:net', () => {
  const servers: CheckedServer[] = [];
  afterAll(async () => {
    for (const server of servers) await server.abortClients?.();
  });

  async function maker(): Promise<MakePair> {
    const server = await nodeServer();
    servers.push(server);
    return () => connected(server);
  }

  test('keeps all but what docs/testing.md says', async () => {
    const make = await maker();
    await checkServer(nodeServer, { except: NODE.server });
    await checkStream(make, undefined, { except: NODE.stream });
    await checkHalfClose(make, { except: NODE.halfClose });
  });

  test('does not keep that', async () => {
    const make = await maker();
    await differs(NODE.stream, (options) => checkStream(make, undefined, options));
    await differs(NODE.halfClose, (options) => checkHalfClose(make, options));
  });
});

/** Each of these properties is found not to hold, by its name. */
async function differs(
  names: readonly string[],
  check: (options: { except: string[] }) => Promise<void>,
): Promise<void> {
  for (const name of names) {
    const finding = await rejection(check({ except: names.filter((other) => other !== name) }));
    expect(finding).toMatchObject({ code: 'ERR_CHECK_FAILED', check: name });
  }
}
