import { pattern } from './bytes.js';
import { CheckError } from './finding.js';
import type { Property } from './property.js';
import type { CheckedStream, MakePair } from './stream.js';
import { expectBytes, expectEnd, send } from './traffic.js';
import { started, type Trial } from './trial.js';

const MEGABYTE = 1024 * 1024;

/** What holds of a stream whose halves end one by one. */
export const halves: readonly Property<MakePair>[] = [
  {
    name: 'half-close',
    title: 'Ending one half leaves the other one as it is.',
    async check(trial, make) {
      const [a, b] = await trial.pair(make);
      const ending = started(async () => {
        await a.sendAll(pattern(1000));
        await a.sendEof?.();
      });
      await expectEnd(trial, b, pattern(1000));
      await trial.within('the half to be ended', ending);
      const answer = pattern(MEGABYTE, 6);
      const answering = started(() => send(b, answer, [100_000, 7]));
      await trial.pause();
      await stillOpen(trial, () => expectBytes(trial, a, answer));
      await stillOpen(trial, () => trial.within('the sends to settle', answering));
      await ended(trial, b);
      await expectEnd(trial, a, Buffer.alloc(0));
    },
  },
  {
    name: 'eof-waits',
    title: 'The end of a half comes behind all that was sent, whether it has left or not.',
    async check(trial, make) {
      const [a, b] = await trial.pair(make);
      const sent = pattern(MEGABYTE, 7);
      const sending = started(async () => {
        await send(a, sent, [300_000]);
        await a.sendEof?.();
      });
      await trial.pause();
      await expectEnd(trial, b, sent);
      await trial.within('the half to be ended', sending);
    },
  },
  {
    name: 'eof-is-last',
    title: 'Behind its end sending is an error, and the connection lives on.',
    async check(trial, make) {
      const [a, b] = await trial.pair(make);
      await ended(trial, a);
      const sending = await trial.settled('a send behind the end to settle', () => a.sendAll(pattern(10)));
      if (!('error' in sending)) trial.fails('a send behind the end of its half was fulfilled');
      await trial.settled('a second sendEof to settle', () => a.sendEof?.());
      await expectEnd(trial, b, Buffer.alloc(0));
      void started(() => b.sendAll(pattern(10)));
      await stillOpen(trial, () => expectBytes(trial, a, pattern(10)));
    },
  },
];

async function ended(trial: Trial, stream: CheckedStream): Promise<void> {
  await trial.within('sendEof to settle', () => stream.sendEof?.());
}

/** Says of whatever fails behind the end of one half that the other one was not left open. */
async function stillOpen(trial: Trial, check: () => Promise<void>): Promise<void> {
  try {
    await check();
  } catch (cause) {
    if (!(cause instanceof CheckError)) throw cause;
    trial.fails(`the end of one half has closed both: ${cause.finding}`, { cause });
  }
}
