import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { Talk } from './conversation.js';
import { Pattern } from './pattern.js';
import type { Conversation, Ending } from './plan.js';

let server: Server | undefined;

afterEach(() => {
  server?.close();
});

/** One conversation with a server that does this with each connection. */
async function talkTo(serve: (socket: Socket) => void, ending: Ending, messages = [1, 300_000, 5]) {
  server = createServer({ allowHalfOpen: true }, serve);
  const listening = server;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const { port } = listening.address() as AddressInfo;
  const plan: Conversation = { connection: 0, messages, ending };
  const totals = { opened: 0, finished: 0, requests: 0, bytes: 0 };
  const talk = new Talk({ host: '127.0.0.1', port }, plan, new Pattern(1, 0), totals);
  return { talk, totals };
}

const echo = (socket: Socket) => {
  socket.pipe(socket);
  socket.on('error', () => {});
};

describe('with a server that echoes', () => {
  test.each<Ending>(['close', 'half-close', 'reset'])('every byte comes back before the %s', async (ending) => {
    const { talk, totals } = await talkTo(echo, ending);
    await talk.settled;
    expect(totals).toEqual({ opened: 1, finished: 1, requests: 3, bytes: 300_006 });
    expect(talk.pending()).toBeNull();
  });

  test('a reset in flight cuts the last echo short', async () => {
    const { talk, totals } = await talkTo(echo, 'reset in flight', [10, 1_000_000]);
    await talk.settled;
    expect(totals).toMatchObject({ finished: 1, requests: 1 });
    expect(totals.bytes).toBeGreaterThan(10);
  });

  test('a reset reaches the server as ECONNRESET', async () => {
    let code: string | undefined;
    const { talk } = await talkTo((socket) => {
      socket.on('error', (error: NodeJS.ErrnoException) => {
        code = error.code;
      });
      socket.pipe(socket);
    }, 'reset');
    await talk.settled;
    await expect.poll(() => code).toBe('ECONNRESET');
  });
});

describe('a server that errs is found out', () => {
  test('by one changed byte, which is named', async () => {
    const { talk } = await talkTo((socket) => {
      let seen = 0;
      socket.on('data', (bytes) => {
        const at = 1000 - seen;
        if (at >= 0 && at < bytes.length) bytes[at] = (bytes[at] as number) ^ 1;
        seen += bytes.length;
        socket.write(bytes);
      });
      socket.on('error', () => {});
    }, 'close');
    await expect(talk.settled).rejects.toThrow(
      /connection 1 \(close\): byte 1000 came back as \d+ and was sent as \d+/,
    );
  });

  test('by a byte too many', async () => {
    const { talk } = await talkTo((socket) => {
      socket.on('data', () => socket.write(new Pattern(1, 0).bytes(0, 2)));
      socket.on('error', () => {});
    }, 'close');
    await expect(talk.settled).rejects.toThrow('1 bytes came back that were never sent');
  });

  test('by finishing early', async () => {
    const { talk } = await talkTo((socket) => {
      socket.on('data', () => socket.end());
    }, 'close');
    await expect(talk.settled).rejects.toThrow('the server finished with 1 bytes still to come back');
  });

  test('by resetting', async () => {
    const { talk } = await talkTo((socket) => {
      socket.on('data', () => socket.resetAndDestroy());
    }, 'close');
    await expect(talk.settled).rejects.toThrow('ECONNRESET');
  });

  test('by silence, of which it can be told what is missing', async () => {
    const { talk } = await talkTo(() => {}, 'half-close', [1, 5]);
    await expect
      .poll(() => talk.pending())
      .toBe('client, connection 1 (half-close): waits for 1 of the 1 bytes of echo 1');
  });
});

test('nobody listening is a failure, not a hang', async () => {
  const { talk: first } = await talkTo(echo, 'close');
  await first.settled;
  const { port } = (server as Server).address() as AddressInfo;
  await new Promise((resolve) => server?.close(resolve));
  const totals = { opened: 0, finished: 0, requests: 0, bytes: 0 };
  const plan: Conversation = { connection: 0, messages: [1], ending: 'close' };
  const talk = new Talk({ host: '127.0.0.1', port }, plan, new Pattern(1, 0), totals);
  await expect(talk.settled).rejects.toThrow('ECONNREFUSED');
});
