import { afterEach, describe, expect, test } from 'vitest';
import { type Loop, Socket, type SystemError } from '../../src/index.js';
import { backends } from '../support/backends.js';
import * as probe from '../support/probe.js';
import { rounds, Scene } from '../support/scene.js';
import { clearFaults, refuseMemory } from '../support/testing-addon.js';

/** More than the kernel takes at once, and more than the slab has room for. */
const MUCH = 4_000_000;
const LARGE = Buffer.alloc(MUCH, 'l');

afterEach(() => void clearFaults());

/** What sends as many bytes as the user likes: a new operation joins by its line. */
const sends: Readonly<Record<string, (loop: Loop, from: Socket, to: Socket) => Promise<unknown>>> = {
  sockSendall: (loop, from) => loop.sockSendall(from, LARGE, { timeout: 100 }),
  'sockSendall of little': (loop, from) => loop.sockSendall(from, Buffer.from('x')),
  'transport.write': (loop, from) => written(loop, from, (transport) => transport.write(LARGE)),
  'transport.writelines': (loop, from) => written(loop, from, (transport) => transport.writelines([LARGE, LARGE])),
  'transport.tryWrite': (loop, from) => written(loop, from, (transport) => void transport.tryWrite(LARGE)),
  'writer.write': async (loop, from, to) => {
    const [, writer] = await loop.openConnection({ sock: from });
    refuseMemory();
    writer.write(LARGE);
    await Promise.race([writer.drain(), waited(100)]);
    to.close();
    await writer.waitClosed().catch(() => {});
  },
};

type Written = Awaited<ReturnType<Loop['createConnection']>>;

function waited(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Rejected with what the connection is lost by, if it is within a while; then it is aborted. */
async function written(loop: Loop, socket: Socket, write: (transport: Written) => void): Promise<void> {
  let lose: (error: Error | null) => void = () => {};
  const lost = new Promise<Error | null>((resolve) => {
    lose = resolve;
  });
  const transport = await loop.createConnection({ connectionLost: lose }, { sock: socket });
  refuseMemory();
  write(transport);
  await Promise.race([lost, waited(100)]);
  transport.abort();
  const error = await lost;
  if (error !== null) throw error;
}

describe.each(backends)('no memory for as many bytes as a user likes, on %s:', (backend) => {
  test.each(Object.keys(sends))(
    'L10 L16 %s is told, or needs none; nothing goes in part, and the loop goes on',
    async (name) => {
      using scene = new Scene(backend);
      const [a, b] = scene.keepAll(Socket.pair());
      refuseMemory();
      const outcome = await sends[name]?.(scene.loop, a, b).then(
        () => 'done',
        (error: SystemError) => `${error.code} ${error.syscall}`,
      );
      const met = clearFaults();
      // On mio what is sent stays where it is; on tokio it is copied. What is not sent in time leaves nothing to be told.
      if (met === 0) expect(['done', 'ERR_TIMEOUT undefined']).toContain(outcome);
      else expect([outcome, await fromNowOn(b)]).toEqual(['ENOMEM send', 0]);
      expect(met).toBe(backend === 'tokio' ? 1 : 0);
      expect(scene.loop.report().pending).toEqual([]);
      const [c, d] = scene.sockets();
      await scene.loop.sockSendall(c, Buffer.from('on'));
      expect(String(await scene.loop.sockRecv(d, 10))).toBe('on');
    },
  );

  test('L10 L11 a datagram for which there is no room is left where it is, and the next receive has it', async () => {
    using scene = new Scene(backend);
    const [a, b] = scene.keepAll(Socket.pair('dgram'));
    const text = Buffer.alloc(100_000, 'd');
    await scene.loop.sockSendall(a, text);
    refuseMemory();
    await expect(scene.loop.sockRecvfrom(b, MUCH)).rejects.toMatchObject({ code: 'ENOMEM', syscall: 'recvfrom' });
    expect(clearFaults()).toBe(1);
    const [bytes] = await scene.loop.sockRecvfrom(b, MUCH);
    expect(bytes.equals(text)).toBe(true);
  });

  test('L10 L11 so is one that is waited for', async () => {
    using scene = new Scene(backend);
    const [a, b] = scene.keepAll(Socket.pair('dgram'));
    const receiving = scene.loop.sockRecvfrom(b, MUCH).catch((error) => error);
    await rounds();
    refuseMemory();
    probe.write(a.fileno(), Buffer.from('waited for'));
    expect(await receiving).toMatchObject({ code: 'ENOMEM', syscall: 'recvfrom' });
    clearFaults();
    expect(String((await scene.loop.sockRecvfrom(b, MUCH))[0])).toBe('waited for');
  });
});

/** How many bytes have come, or are about to. */
async function fromNowOn(socket: Socket): Promise<number> {
  await rounds();
  return probe.native.readableBytes(socket.fileno());
}
