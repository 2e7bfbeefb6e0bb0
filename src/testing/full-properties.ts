import type { Property } from './property.js';
import type { Makers } from './stream-properties.js';
import { drain, full } from './traffic.js';
import { started } from './trial.js';

/** What a sender is told whose peer does not receive. */
export const backPressure: readonly Property<Makers>[] = [
  {
    name: 'bounded',
    title: 'A sender whose peer receives nothing has to wait, before it has filled the memory.',
    async check(trial, { make }) {
      await full(trial, make, undefined);
    },
  },
  {
    name: 'drain',
    title: 'A send that waits is fulfilled when the peer receives.',
    async check(trial, { make, makeClogged }) {
      const { receiver, waiting } = await full(trial, make, makeClogged);
      const draining = drain(receiver);
      const lost = () => `: the peer has received ${draining.count} bytes, and the wake-up was lost`;
      await trial.within('a send to a full stream to settle', waiting, lost);
    },
  },
  {
    name: 'drain-two',
    title: 'Any number of sends may wait; each is fulfilled when the peer receives, or refused at once.',
    async check(trial, { make, makeClogged }) {
      const { sender, receiver, waiting } = await full(trial, make, makeClogged);
      const all = [waiting, ...[1, 2].map(() => started(() => sender.sendAll(Buffer.alloc(1000))))];
      let settled = 0;
      for (const one of all) one.catch(() => {}).finally(() => settled++);
      await trial.pause();
      const draining = drain(receiver);
      const forgotten = () => `: ${settled} of ${all.length} have, and the peer has received ${draining.count} bytes`;
      await trial.settled('all sends that wait to settle', Promise.allSettled(all), forgotten);
      await trial.within('the send that waited first', waiting);
    },
  },
  {
    name: 'drain-at-loss',
    title: 'Sends that wait settle when the connection is lost, whoever has dropped it.',
    async check(trial, { make, makeClogged }) {
      for (const whose of ['peer', 'own'] as const) {
        const { sender, receiver, waiting } = await full(trial, make, makeClogged);
        const second = started(() => sender.sendAll(Buffer.alloc(1000)));
        await trial.within('an abort to settle', () => (whose === 'peer' ? receiver : sender).abort());
        const which = whose === 'peer' ? 'whose peer has reset the connection' : 'whose own side was aborted';
        await trial.settled(`sends to a full stream to settle ${which}`, Promise.allSettled([waiting, second]));
      }
    },
  },
];
