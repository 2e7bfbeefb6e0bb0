import { difference, pattern } from './bytes.js';
import type { Property } from './property.js';
import type { CheckedStream, MakePair } from './stream.js';
import { expectBytes, expectEnd, expectNothing, send } from './traffic.js';
import { started, type Trial, turn } from './trial.js';

/** What the checks of a stream are given. */
export interface Makers {
  readonly make: MakePair;
  readonly makeClogged: MakePair | undefined;
}

const MEGABYTE = 1024 * 1024;

/** What is sent at once is short, long, and longer than any buffer of the kernel takes. */
const LENGTHS = [1, 4096, 3, 100_000, 65_536, 700_000];

/** Bytes: they come once, complete and in order. */
export const transfer: readonly Property<Makers>[] = [
  {
    name: 'pieces',
    title: 'What is sent comes, whichever view of memory it is, and an empty send is nothing, and no end.',
    async check(trial, { make }) {
      const [a, b] = await trial.pair(make);
      const memory = pattern(100);
      const views = [new Uint8Array(0), memory.subarray(1, 2), Uint8Array.from(memory), memory.subarray(40)];
      const sending = started(async () => {
        for (const view of views) await a.sendAll(view);
      });
      await expectBytes(trial, b, Buffer.concat(views));
      await trial.within('short sends to settle', sending);
      if (difference(pattern(100), memory) !== null) trial.fails('the memory that was sent has changed');
    },
  },
  {
    name: 'bytes',
    title: 'However slowly the peer receives, and in whatever parts the stream takes it, all comes once and in order.',
    async check(trial, { make }) {
      const [a, b] = await trial.pair(make);
      const sent = pattern(2 * MEGABYTE);
      const sending = started(() => send(a, sent, LENGTHS));
      await trial.pause();
      await expectBytes(trial, b, sent);
      await trial.within('the sends to settle', sending);
      const last = pattern(10, 2);
      const sendingLast = started(() => a.sendAll(last));
      await expectBytes(trial, b, last);
      await trial.within('a last send to settle', sendingLast);
    },
  },
  {
    name: 'both-ways',
    title: 'Both sides send and receive at once, and neither takes anything from the other.',
    async check(trial, { make }) {
      const [a, b] = await trial.pair(make);
      const [there, back] = [pattern(MEGABYTE, 3), pattern(MEGABYTE, 4)];
      const sending = [started(() => send(a, there, LENGTHS)), started(() => send(b, back, LENGTHS))];
      await together([expectBytes(trial, b, there), expectBytes(trial, a, back)]);
      await trial.within('the sends to settle', Promise.all(sending));
    },
  },
];

/** The end of a connection that is closed in good order. */
export const closing: readonly Property<Makers>[] = [
  {
    name: 'end-behind-data',
    title: 'The end comes behind the data, and stays.',
    async check(trial, { make }) {
      const [a, b] = await trial.pair(make);
      const sent = pattern(1000);
      const closed = started(async () => {
        await a.sendAll(sent);
        await a.close();
      });
      await trial.pause();
      await expectEnd(trial, b, sent);
      await closeBoth(trial, closed, b);
    },
  },
  {
    name: 'close-keeps',
    title: 'Closing loses nothing that was sent, whether it has left or not.',
    async check(trial, { make }) {
      const [a, b] = await trial.pair(make);
      await closesWhole(trial, a, b);
    },
  },
  {
    name: 'close-unread',
    title: 'It does not either where the one who closes has not received what the peer had sent.',
    async check(trial, { make }) {
      const [a, b] = await trial.pair(make);
      void started(() => b.sendAll(pattern(300_000)));
      await trial.pause();
      await closesWhole(trial, a, b);
    },
  },
  {
    name: 'closed',
    title:
      'Who is closed receives nothing more, whoever waits is told, sending is an error, and closing again is none.',
    async check(trial, { make }) {
      const [a, b] = await trial.pair(make);
      const receiving = started(() => a.receive());
      await trial.pause();
      const closed = started(() => a.close());
      const outcome = await trial.settled('a receive to settle whose own side was closed', receiving);
      if ('value' in outcome && outcome.value !== null) trial.fails('a receive gave bytes that nobody sent');
      const sending = started(() => a.sendAll(pattern(10)));
      if (!('error' in (await trial.settled('a send on what is closed to settle', sending)))) {
        trial.fails('a send on what is closed was fulfilled');
      }
      await expectEnd(trial, b, Buffer.alloc(0));
      await closeBoth(trial, closed, b);
      await trial.within('a second close to settle', () => a.close());
      await trial.within('an abort behind it to settle', () => a.abort());
    },
  },
];

/** Sends much, closes while most of it waits, and sees that all of it comes, then the end. */
async function closesWhole(trial: Trial, a: CheckedStream, b: CheckedStream): Promise<void> {
  const sent = pattern(MEGABYTE, 5);
  const closed = started(async () => {
    await send(a, sent, LENGTHS);
    await a.close();
  });
  await trial.pause();
  await expectEnd(trial, b, sent);
  await closeBoth(trial, closed, b);
}

async function closeBoth(trial: Trial, closed: Promise<void>, peer: CheckedStream): Promise<void> {
  await trial.within('the peer to be closed', () => peer.close());
  await trial.within('the close to settle', closed);
}

/** The end of a connection that is not. */
export const loss: readonly Property<Makers>[] = [
  {
    name: 'reset',
    title: 'A receive that waits settles when the peer drops the connection, and sending becomes an error that stays.',
    async check(trial, { make }) {
      const [a, b] = await trial.pair(make);
      const receiving = started(() => b.receive());
      await trial.pause();
      await trial.within('an abort to settle', () => a.abort());
      const outcome = await trial.settled('a read to settle whose peer has reset the connection', receiving);
      if ('value' in outcome && outcome.value !== null) trial.fails('a receive gave bytes that nobody sent');
      await trial.settled('sending to be rejected whose peer is gone', () => untilRejected(trial, b));
      const again = await trial.settled('a second such send to settle', () => b.sendAll(pattern(10)));
      if (!('error' in again)) trial.fails('a send was fulfilled behind one that told of the loss');
    },
  },
  {
    name: 'abort',
    title: 'A receive that waits settles when its own side is aborted, and sending is an error from then on.',
    async check(trial, { make }) {
      const [a] = await trial.pair(make);
      const receiving = started(() => a.receive());
      await trial.pause();
      await trial.within('an abort to settle', () => a.abort());
      await trial.settled('a read to settle whose own side was aborted', receiving);
      const sending = await trial.settled('a send behind an abort to settle', () => a.sendAll(pattern(10)));
      if (!('error' in sending)) trial.fails('a send behind an abort was fulfilled');
      await trial.within('a second abort to settle', () => a.abort());
    },
  },
  {
    name: 'nothing-after-loss',
    title: 'Once a receive has told of a loss, no later one gives data.',
    async check(trial, { make }) {
      for (const whose of ['peer', 'own'] as const) {
        const [a, b] = await trial.pair(make);
        void started(() => a.sendAll(pattern(1000)));
        await expectBytes(trial, b, pattern(1000));
        void started(() => a.sendAll(pattern(30_000)));
        await trial.pause();
        await trial.within('an abort to settle', () => (whose === 'peer' ? a : b).abort());
        await trial.settled('the stream to tell of the loss', () => untilNothing(b));
        await expectNothing(trial, b, 'the loss');
      }
    },
  },
  {
    name: 'loss-once',
    title: 'Each side is told of its loss, once.',
    async check(trial, { make }) {
      for (const how of ['close', 'abort'] as const) {
        const [a, b] = await trial.pair(make);
        const told = [countLosses(a), countLosses(b)];
        const over = started(() => a[how]());
        await trial.settled('the stream to tell of its end', () => untilNothing(b));
        await trial.settled('the peer to be closed', () => b.close());
        await trial.settled(`the ${how} to settle`, over);
        await trial.settled('an abort to settle', () => a.abort());
        for (const one of told) {
          await trial.within(`onLost to be called behind ${how}()`, one.first);
        }
        await trial.pause();
        const most = Math.max(...told.map(({ count }) => count()));
        if (most > 1) trial.fails(`the loss was told ${most} times behind ${how}()`);
      }
    },
  },
];

async function untilRejected(trial: Trial, stream: CheckedStream): Promise<void> {
  const bytes = pattern(1000);
  for (const end = performance.now() + trial.settings.limit; performance.now() < end; ) {
    try {
      await stream.sendAll(bytes);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await new Promise(() => {}); // the limit is over, and the trial says so
}

/** Receives until the stream is over, in whatever way. One that gives bytes for ever lets timers run meanwhile. */
async function untilNothing(stream: CheckedStream): Promise<void> {
  while ((await stream.receive()) !== null) await turn();
}

/** How often a stream tells of its loss. One that never does is as good as told. */
function countLosses(stream: CheckedStream): { readonly first: Promise<void>; count(): number } {
  if (stream.onLost === undefined) return { first: Promise.resolve(), count: () => 0 };
  let count = 0;
  const first = new Promise<void>((resolve) => {
    stream.onLost?.(() => {
      count++;
      resolve();
    });
  });
  return { first, count: () => count };
}

/** Waits for all of them; what one of them finds is told, and no other. */
async function together(all: readonly Promise<void>[]): Promise<void> {
  const outcomes = await Promise.allSettled(all);
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') throw outcome.reason;
  }
}
