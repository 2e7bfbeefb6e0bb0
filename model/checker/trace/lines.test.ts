import { expect, test } from 'vitest';
import type { WrongStep } from './report.js';
import { type SlotWriter, TraceWriter } from './trace-writer.js';
import { validateTrace } from './validate.js';

/** What is wrong with what is written into slots side by side. */
async function wrong(write: (first: SlotWriter, second: SlotWriter) => unknown): Promise<WrongStep | undefined> {
  const trace = new TraceWriter();
  write(trace.slot(0), trace.slot(1));
  return (await validateTrace(trace.pieces())).firstWrong;
}

const connects = (slot: SlotWriter, operation = 1) => slot.user('CONNECT', operation).step('connect', 'CONNECT');
const full = (slot: SlotWriter) => connects(slot).system('connect', { error: 'EAGAIN' }).step('connect', 'QUEUE_FULL');
const behind = (slot: SlotWriter) => connects(slot, 2).step('connect', 'OTHERS_WAIT');
const getsIn = (slot: SlotWriter) => slot.step('connect', 'RETRY').system('connect').step('connect', 'CONNECTED');

test('who is behind another in line asks the kernel when it is his turn', async () => {
  expect(
    await wrong((first, second) => {
      full(first);
      behind(second);
      first.step('connect', 'RETRY').system('connect', { error: 'EAGAIN' }).step('connect', 'QUEUE_FULL');
      getsIn(first);
      getsIn(second);
    }),
  ).toBeUndefined();
});

test('L19: nobody lines up behind nobody', async () => {
  const nobody = { law: 'L19', machine: 'connect', event: 'OTHERS_WAIT' };
  expect(await wrong((first) => behind(first))).toMatchObject(nobody);
  expect(
    await wrong((first, second) => {
      getsIn(full(first));
      behind(second);
    }),
  ).toMatchObject(nobody);
  expect(
    await wrong((first, second) => {
      full(first).user('CANCEL', 1).step('connect', 'CANCEL').told('ABORTED', 1);
      behind(second);
    }),
  ).toMatchObject(nobody);
});

test('L19: one for whom there is no room asks again only out of a line', async () => {
  expect(await wrong((first) => getsIn(full(first)).step('connect', 'RETRY'))).toMatchObject({
    law: 'L19',
    event: 'RETRY',
  });
});

test('L19: those who send line up as well, and in lines of their own', async () => {
  const sends = (slot: SlotWriter, operation = 1) => slot.user('SEND', operation, 9).step('send', 'SEND');
  const crowded = (slot: SlotWriter) =>
    sends(slot).system('send', { error: 'ENOBUFS', asked: 9 }).step('send', 'NO_ROOM');
  const again = (slot: SlotWriter) =>
    slot.step('send', 'RETRY').system('send', { value: 9, asked: 9 }).step('send', 'SENT_ALL');
  expect(
    await wrong((first, second) => {
      crowded(first);
      sends(second, 2).step('send', 'OTHERS_WAIT');
      again(first);
      again(second);
    }),
  ).toBeUndefined();
  expect(
    await wrong((first, second) => {
      full(first);
      sends(second, 2).step('send', 'OTHERS_WAIT');
    }),
  ).toMatchObject({ law: 'L19', machine: 'send', event: 'OTHERS_WAIT' });
});
