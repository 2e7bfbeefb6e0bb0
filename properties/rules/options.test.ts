import { describe, expect, test } from 'vitest';
import * as model from '../../model/index.js';
import * as readyloop from '../../src/index.js';
import { Loop, Socket } from '../../src/index.js';
import * as testing from '../../src/testing/index.js';
import { backends } from '../support/backends.js';
import { runChild } from '../support/child.js';
import { rejection, Scene, thrown } from '../support/scene.js';

/** What an entry is called with, beside the object that has one key too many. */
interface Given {
  readonly loop: Loop;
  readonly socket: Socket;
}

/** Calls an entry with this key in each object that it takes. */
type Call = (given: Given, odd: object) => unknown;

/** An entry that reads no object by its keys. */
const none = 'reads no keys';

const bytes = Buffer.from('x');
const to = { host: '127.0.0.1', port: 1 };

/** Every entry of a loop: the compiler refuses one that is missing here. */
const ofLoop: Readonly<Record<Exclude<keyof Loop, symbol>, Call | typeof none>> = {
  callSoon: none,
  callLater: none,
  callAt: none,
  time: none,
  addReader: none,
  addWriter: none,
  removeReader: none,
  removeWriter: none,
  readable: ({ loop, socket }, odd) => loop.readable(socket, odd),
  writable: ({ loop, socket }, odd) => loop.writable(socket, odd),
  sockAccept: ({ loop, socket }, odd) => loop.sockAccept(socket, odd),
  sockRecv: ({ loop, socket }, odd) => loop.sockRecv(socket, 1, odd),
  sockRecvInto: ({ loop, socket }, odd) => loop.sockRecvInto(socket, bytes, odd),
  sockRecvfrom: ({ loop, socket }, odd) => loop.sockRecvfrom(socket, 1, odd),
  sockSendall: ({ loop, socket }, odd) => loop.sockSendall(socket, bytes, odd),
  sockSendto: ({ loop, socket }, odd) => loop.sockSendto(socket, bytes, to, odd),
  sockConnect: ({ loop, socket }, odd) => loop.sockConnect(socket, to, odd),
  createServer: ({ loop }, odd) => loop.createServer({}, { host: '127.0.0.1', port: 0, ...odd }),
  createUnixServer: ({ loop }, odd) => loop.createUnixServer({}, { path: '\0readyloop-options', ...odd }),
  createConnection: ({ loop }, odd) => loop.createConnection({}, { ...to, ...odd }),
  createUnixConnection: ({ loop }, odd) => loop.createUnixConnection({}, { path: '\0readyloop-options', ...odd }),
  connectAcceptedSocket: ({ loop, socket }, odd) => loop.connectAcceptedSocket({}, socket, odd),
  startServer: ({ loop }, odd) => loop.startServer(() => {}, { host: '127.0.0.1', port: 0, ...odd }),
  startUnixServer: ({ loop }, odd) => loop.startUnixServer(() => {}, { path: '\0readyloop-options', ...odd }),
  openConnection: ({ loop }, odd) => loop.openConnection({ ...to, ...odd }),
  openUnixConnection: ({ loop }, odd) => loop.openUnixConnection({ path: '\0readyloop-options', ...odd }),
  setExceptionHandler: none,
  ref: none,
  unref: none,
  hasRef: none,
  stop: none,
  explain: none,
  metrics: none,
  report: none,
  closed: none,
  close: none,
};

const ofSocket: Readonly<Record<Exclude<keyof Socket, symbol>, Call | typeof none>> = {
  family: none,
  type: none,
  fileno: none,
  closed: none,
  truncated: none,
  bind: ({ socket }, odd) => socket.bind({ ...to, ...odd }),
  listen: none,
  getsockname: none,
  getpeername: none,
  setsockopt: none,
  getsockopt: none,
  shutdown: none,
  detach: none,
  close: none,
};

/** What has an object in another place than its last argument. */
const besides: Readonly<Record<string, Call>> = {
  "the address of 'sockConnect'": ({ loop, socket }, odd) => loop.sockConnect(socket, { ...to, ...odd }),
  "the name of 'sockConnect'": ({ loop, socket }, odd) =>
    loop.sockConnect(socket, { host: 'localhost', port: 1, ...odd }),
  "the address of 'sockSendto'": ({ loop, socket }, odd) => loop.sockSendto(socket, bytes, { ...to, ...odd }),
};

type Export = Exclude<keyof typeof readyloop, `${string}Error`>;

const exported: Readonly<Record<Export, Call | typeof none>> = {
  BufferedProtocol: none,
  Loop: (_, odd) => new Loop(odd),
  Protocol: none,
  Server: none,
  Socket: none,
  StreamReader: none,
  StreamWriter: none,
  Transport: none,
  constants: none,
};

const world = () => (model.worlds.sending as NonNullable<typeof model.worlds.sending>)();
const bug = { id: 'X1', title: '', origin: '', symptom: '' };

const ofModel: Readonly<Record<Exclude<keyof typeof model, `${string}Error`>, Call | typeof none>> = {
  FORBIDDEN: none,
  IGNORE: none,
  Machine: none,
  NOT_NOW: none,
  STEP: none,
  Space: none,
  TABLE_HASH: none,
  actionsOf: none,
  answers: none,
  bugs: none,
  cellOf: none,
  checkAll: (_, odd) => model.checkAll({}, odd),
  checkWorld: (_, odd) => model.checkWorld(world(), odd),
  counted: none,
  describeCell: none,
  emitAll: none,
  formatCounterexample: none,
  hunt: (_, odd) => model.hunt(bug, odd),
  indexOf: none,
  largeWorlds: none,
  laws: none,
  origins: none,
  pollerEvents: none,
  randomWalks: (_, odd) => model.randomWalks(world(), { runs: 1, steps: 1, seed: 1, ...odd }),
  real: none,
  realContract: none,
  regionValue: none,
  tables: none,
  validateTrace: none,
  variantOf: (_, odd) => model.variantOf({ ...bug, ...odd }),
  walk: none,
  wiring: none,
  worlds: none,
};

const makeStream = () => Promise.reject(new Error('no stream is made'));

const ofTesting: Readonly<Record<Exclude<keyof typeof testing, `${string}Error`>, Call | typeof none>> = {
  checkHalfClose: (_, odd) => testing.checkHalfClose(makeStream, odd),
  checkServer: (_, odd) => testing.checkServer(makeStream, odd),
  checkStream: (_, odd) => testing.checkStream(makeStream, undefined, odd),
  halfCloseChecks: none,
  serverChecks: none,
  streamChecks: none,
};

/** What a call throws, or what its promise is rejected with. */
async function failureOf(call: () => unknown): Promise<unknown> {
  let promise: unknown;
  try {
    promise = call();
  } catch (error) {
    return error;
  }
  return rejection(Promise.resolve(promise));
}

const refused = { code: 'ERR_UNKNOWN_OPTION', option: 'signall', message: expect.stringContaining('"signall"') };

const calls = (table: Readonly<Record<string, Call | typeof none>>) =>
  Object.entries(table).filter((entry): entry is [string, Call] => entry[1] !== none);

describe('every public entry is here:', () => {
  test.each([
    ['Loop', Loop.prototype, ofLoop],
    ['Socket', Socket.prototype, { ...ofSocket, constructor: none }],
    ['readyloop', readyloop, exported],
    ['readyloop/model', model, ofModel],
    ['readyloop/testing', testing, ofTesting],
  ] as const)('of %s', (_, object, table) => {
    const named = Object.getOwnPropertyNames(object);
    const entries = named.filter((name) => name !== 'constructor' && !name.endsWith('Error'));
    expect(entries.filter((name) => !(name in table))).toEqual([]);
    // Whoever says of a new one that it reads no keys is believed only if it takes nothing that has any.
    const takers = entries.filter((name) => {
      const { value } = Object.getOwnPropertyDescriptor(object, name) ?? {};
      const [parameters = ''] = typeof value === 'function' ? String(value).split('{') : [];
      return /\b(options|address)\b/.test(parameters);
    });
    expect(takers.filter((name) => (table as Readonly<Record<string, unknown>>)[name] === none)).toEqual([]);
  });
});

describe.each(backends)('a key that nobody knows is refused, on %s:', (backend) => {
  test.each([...calls(ofLoop), ...calls(ofSocket), ...calls(besides)])('%s', async (_, call) => {
    using scene = new Scene(backend);
    const socket = scene.keep(new Socket('inet'));
    const given = { loop: scene.loop, socket };
    expect(await failureOf(() => call(given, { signall: new AbortController().signal }))).toMatchObject(refused);
  });
});

describe('a key that nobody knows is refused:', () => {
  test.each([...calls(exported), ...calls(ofModel), ...calls(ofTesting)])('%s', async (_, call) => {
    expect(await failureOf(() => call({} as Given, { signall: 1 }))).toMatchObject(refused);
  });

  test('the switches of a bug', () => {
    expect(thrown(() => model.variantOf({ ...bug, contract: { rearmed: 'nothing' } as object }))).toMatchObject({
      message: expect.stringMatching(/^bug\.contract may .*"rearmed" \(did you mean "rearm"\?\)$/),
    });
  });
});

describe('the error', () => {
  const keys = 'options may have the keys "backend", "trace", "debug", "slowCallback", "reportOn"; got';
  test.each([
    ['names the key that was probably meant', { bakend: 'tokio' }, `${keys} "bakend" (did you mean "backend"?)`],
    ['does so in whatever case', { TRACE: 'file' }, `${keys} "TRACE" (did you mean "trace"?)`],
    ['guesses nothing where nothing is near', { verbose: true }, `${keys} "verbose"`],
    ['is told of what only JSON brings', JSON.parse('{"__proto__": {}}'), `${keys} "__proto__"`],
  ])('%s', (_, options, message) => {
    expect(thrown(() => new Loop(options))).toMatchObject({ message });
  });
});

describe('only what is its own is read of an object:', () => {
  test('an instance that has all it tells on its class is refused, as is what is no object of options at all', () => {
    class Options {
      get trace() {
        return '/nonexistent/written';
      }
    }
    for (const options of [new Options(), [], new Map([['backend', 'tokio']]), new AbortController().signal]) {
      expect(thrown(() => new Loop(options as object))).toMatchObject({ code: 'ERR_INVALID_ARG_TYPE' });
    }
  });

  test('a getter of its own is read once', () => {
    let reads = 0;
    const host = (): string => {
      reads++;
      return '127.0.0.1';
    };
    const address = Object.defineProperty({ port: 0 }, 'host', { get: host, enumerable: true });
    using socket = new Socket('inet');
    socket.bind(address as unknown as { host: string; port: number });
    expect([reads, socket.getsockname()]).toEqual([1, expect.objectContaining({ address: '127.0.0.1' })]);
  });

  test('what has no prototype is an object like any other', () => {
    using socket = new Socket('inet');
    socket.bind(Object.assign(Object.create(null), { host: '127.0.0.1', port: 0 }));
    expect(socket.getsockname()).toMatchObject({ address: '127.0.0.1' });
  });
});

describe.each(backends)('what is on Object.prototype says nothing, on %s:', (backend) => {
  test('a loop, its sockets and their operations', async () => {
    const outcome = await runChild(`
      import { existsSync } from 'node:fs';
      import { Loop, Socket } from 'readyloop';
      new Loop().close(); // Node's own loading of the addon does not bear what follows
      const trace = '/tmp/readyloop-polluted-${process.pid}';
      const names = {
        trace, backend: 'nothing', apart: 1, slabBytes: 1, batchCapacity: 1,
        path: 'a path', host: '0.0.0.0', address: '::', port: -1, family: 'none', flowinfo: -1, scopeId: -1,
        signal: AbortSignal.abort(), once: 'no', hints: -1, all: true, triggerAsyncId: -5, detail: 1, inPart: true,
        slot: -1, generation: -1, ready: 'x',
      };
      for (const [name, value] of Object.entries(names)) {
        Object.defineProperty(Object.prototype, name, { value, configurable: true, enumerable: true, writable: true });
      }
      const loop = new Loop({ __proto__: null, backend: '${backend}' });
      new Loop().close();
      new Loop({}).close();
      const listener = new Socket('inet');
      listener.bind({ host: '127.0.0.1', port: 0 });
      listener.listen();
      const { port } = listener.getsockname();
      const client = new Socket('inet');
      const accepting = loop.sockAccept(listener, {});
      await loop.sockConnect(client, { host: 'localhost', port });
      const [server] = await accepting;
      await loop.sockSendall(server, Buffer.from('hello'), {});
      const said = String(await loop.sockRecv(client, 10));
      const controller = new AbortController();
      const receiving = loop.sockRecv(client, 10, { signal: controller.signal });
      controller.abort();
      const aborted = await receiving.catch((error) => error);
      const nowhere = [];
      for (const address of [{}, { port: 1 }, { host: '127.0.0.1' }]) {
        try { listener.bind(address); } catch (error) { nowhere.push(error.code); }
      }
      loop.explain(client);
      loop.setExceptionHandler(() => {});
      loop.callSoon(() => loop.callLater(0, () => {
        loop.close();
        for (const name of Object.keys(names)) delete Object.prototype[name];
        console.log(said, aborted.code, aborted.bytesSent, nowhere.join(), existsSync(trace));
      }));
    `);
    expect(outcome).toMatchObject({
      stdout: 'hello ABORT_ERR undefined ERR_BAD_ADDRESS,ERR_BAD_ADDRESS,ERR_BAD_ADDRESS false\n',
      stderr: '',
      code: 0,
    });
  });
});
