import { pattern } from './bytes.js';
import type { Property } from './property.js';
import type { CheckedServer, CheckedStream, MakeServer } from './stream.js';
import { expectBytes, expectEnd } from './traffic.js';
import { started, type Trial } from './trial.js';

/** How many clients come at once. */
const CROWD = 16;

/** A client and the server's side of its connection. */
interface Visit {
  readonly client: CheckedStream;
  readonly served: CheckedStream;
}

/** What holds of whoever listens. */
export const serving: readonly Property<MakeServer>[] = [
  {
    name: 'each-once',
    title: 'Each connection is given to one accept, and its bytes are its own.',
    async check(trial, make) {
      const server = await trial.server(make);
      const half = () => Array.from({ length: CROWD / 2 }, () => started(() => accepted(trial, server)));
      const accepting = half();
      const clients = await Promise.all(Array.from({ length: CROWD }, () => connected(trial, server)));
      accepting.push(...half());
      const sides = await Promise.all(accepting);
      if (new Set(sides).size < CROWD) trial.fails('one connection was given to two accepts');
      for (const [i, client] of clients.entries()) void started(() => client.sendAll(Uint8Array.of(i)));
      const numbers = await Promise.all(sides.map((side) => firstByte(trial, side)));
      const inOrder = numbers.toSorted((a, b) => a - b);
      if (inOrder.some((number, i) => number !== i)) {
        trial.fails(`the clients 0 to ${CROWD - 1} were accepted as ${inOrder.join(', ')}`);
      }
      for (const [i, side] of sides.entries()) void started(() => side.sendAll(Uint8Array.of(numbers[i] as number)));
      const answers = await Promise.all(clients.map((client) => firstByte(trial, client)));
      if (answers.some((number, i) => number !== i)) trial.fails('an answer went to another client');
    },
  },
  {
    name: 'one-lost',
    title: 'A client that drops its connection takes nothing from another.',
    async check(trial, make) {
      const server = await trial.server(make);
      const [gone, other] = [await visit(trial, server), await visit(trial, server)];
      await trial.within('an abort to settle', () => gone.client.abort());
      await trial.settled('its side to tell of the loss', () => gone.served.receive());
      await talks(trial, other);
      await talks(trial, await visit(trial, server));
    },
  },
  {
    name: 'close-stops-listening',
    title: 'A server that is closed accepts nobody, and whoever waits to accept is told; closing again is no error.',
    async check(trial, make) {
      const server = await trial.server(make);
      const accepting = started(() => server.accept());
      await trial.pause();
      await closed(trial, server);
      const outcome = await trial.settled('an accept to settle whose server was closed', accepting);
      if ('value' in outcome && outcome.value !== null) trial.fails('an accept gave a connection that nobody made');
      const late = await trial.settled('a client to be refused by a closed server', () => reached(server));
      if ('value' in late && late.value) trial.fails('a closed server has accepted a client');
      await closed(trial, server);
    },
  },
  {
    name: 'close-keeps-clients',
    title: 'The connections of a server that is closed go on.',
    async check(trial, make) {
      const server = await trial.server(make);
      const visits = [await visit(trial, server), await visit(trial, server)];
      await closed(trial, server);
      await trial.pause();
      for (const one of visits) await talks(trial, one);
    },
  },
  {
    name: 'wait-closed',
    title:
      'Who waits for a server to be closed is told when the last connection is lost, and not before; also if there is none.',
    async check(trial, make) {
      const empty = await trial.server(make);
      await closed(trial, empty);
      await trial.within('waitClosed of a server without connections', () => empty.waitClosed());
      const server = await trial.server(make);
      const visits = [await visit(trial, server), await visit(trial, server)];
      const waiting = [started(() => server.waitClosed()), started(() => server.waitClosed())];
      await closed(trial, server);
      for (const { client, served } of visits) {
        for (const one of waiting) {
          if (!(await trial.waits(one))) trial.fails('waitClosed settled before the last connection was lost');
        }
        await over(trial, client, served);
      }
      await trial.within('waitClosed to settle behind the last connection', Promise.all(waiting));
      await trial.within('waitClosed of what is closed', () => server.waitClosed());
    },
  },
  {
    name: 'close-clients',
    title: 'closeClients loses nothing that was sent, and ends every connection.',
    async check(trial, make) {
      const server = await trial.server(make);
      if (server.closeClients === undefined) return;
      const visits = [await visit(trial, server), await visit(trial, server)];
      const sent = pattern(30_000, 8);
      const sending = visits.map(({ served }) => started(() => served.sendAll(sent)));
      await trial.pause();
      const closing = started(() => server.closeClients?.());
      for (const { client } of visits) {
        await expectEnd(trial, client, sent);
        await trial.within('a client to be closed', () => client.close());
      }
      await trial.settled('the sends to settle', Promise.allSettled(sending));
      await trial.within('closeClients to settle', closing);
      await trial.within('waitClosed behind closeClients', () => server.waitClosed());
    },
  },
  {
    name: 'abort-clients',
    title: 'abortClients ends every connection at once, and whoever waits on either side is told.',
    async check(trial, make) {
      const server = await trial.server(make);
      if (server.abortClients === undefined) return;
      const visits = [await visit(trial, server), await visit(trial, server)];
      const receiving = visits
        .flatMap(({ client, served }) => [client, served])
        .map((one) => started(() => one.receive()));
      await trial.pause();
      await trial.within('abortClients to settle', () => server.abortClients?.());
      await trial.settled('the receives of both sides behind abortClients', Promise.allSettled(receiving));
      await trial.within('waitClosed behind abortClients', () => server.waitClosed());
    },
  },
];

async function connected(trial: Trial, server: CheckedServer): Promise<CheckedStream> {
  return trial.keep(await trial.within('a client to be connected', () => server.connect()));
}

async function accepted(trial: Trial, server: CheckedServer): Promise<CheckedStream> {
  const side = await trial.within('a connection to be accepted', () => server.accept());
  if (side === null) return trial.fails('an accept gave null, and nobody has closed the server');
  return trial.keep(side);
}

async function visit(trial: Trial, server: CheckedServer): Promise<Visit> {
  const accepting = started(() => accepted(trial, server));
  return { client: await connected(trial, server), served: await accepting };
}

async function closed(trial: Trial, server: CheckedServer): Promise<void> {
  await trial.within('the server to be closed', () => server.close());
}

/** Both sides send and are heard. */
async function talks(trial: Trial, { client, served }: Visit): Promise<void> {
  const [question, answer] = [pattern(1000, 9), pattern(1000, 10)];
  void started(() => client.sendAll(question));
  await expectBytes(trial, served, question);
  void started(() => served.sendAll(answer));
  await expectBytes(trial, client, answer);
}

/** Ends a connection in good order. */
async function over(trial: Trial, client: CheckedStream, served: CheckedStream): Promise<void> {
  const closing = started(() => client.close());
  await expectEnd(trial, served, Buffer.alloc(0));
  await trial.within("the server's side to be closed", () => served.close());
  await trial.within('the client to be closed', closing);
}

async function firstByte(trial: Trial, stream: CheckedStream): Promise<number> {
  const part = await trial.within('the byte that was sent', () => stream.receive());
  return part?.[0] ?? trial.fails('the end came before the data');
}

/** Whether somebody answers a new client: one that was connected and is dropped at once was not served. */
async function reached(server: CheckedServer): Promise<boolean> {
  const client = await server.connect();
  try {
    const side = await server.accept().catch(() => null);
    if (side !== null) await side.abort();
    return side !== null;
  } finally {
    await client.abort();
  }
}
