import { expect, test } from 'vitest';
import { type SlotWriter, TraceWriter } from './trace-writer.js';
import { validateTrace } from './validate.js';

/** A run of two sockets, of which the first was told that its turn comes later. */
async function afterPutOff(goOn: (waiting: SlotWriter, other: SlotWriter) => void) {
  const writer = new TraceWriter();
  const [waiting, other] = [writer.slot(0), writer.slot(1)];
  waiting.user('RECEIVE', 1, 5).step('receive', 'RECEIVE').step('receive', 'BUDGET_SPENT');
  goOn(waiting, other);
  return validateTrace(writer.pieces());
}

const begun = (slot: SlotWriter, operation: number) => slot.user('RECEIVE', operation, 5).step('receive', 'RECEIVE');

const served = (slot: SlotWriter, operation = 2) =>
  begun(slot, operation)
    .receives({ value: 5, asked: 5 })
    .step('receive', 'DATA')
    .told('RECEIVED', operation, { value: 5 });

const called = (slot: SlotWriter) =>
  slot
    .step('receive', 'RESUME')
    .receives({ value: 5, asked: 5 })
    .step('receive', 'DATA')
    .told('RECEIVED', 1, { value: 5 });

test('L19: who waits for its turn may be overtaken once', async () => {
  const report = await afterPutOff((waiting, other) => {
    served(other);
    called(waiting);
    served(other);
  });
  expect(report.firstWrong).toBeUndefined();
  expect(report.laws.L19).toBe(1);
});

test('L19: not twice, and so not three times', async () => {
  for (const times of [2, 3]) {
    const report = await afterPutOff((waiting, other) => {
      for (let time = 0; time < times; time++) served(other);
      called(waiting);
    });
    expect(report.firstWrong).toMatchObject({ law: 'L19', slot: 1, allowed: ['receive RESUME of slot 0.1'] });
  }
});

test('L19: nothing counts that was before it waited, or once it gave up', async () => {
  const writer = new TraceWriter();
  const [waiting, other] = [writer.slot(0), writer.slot(1)];
  served(other);
  begun(waiting, 1).step('receive', 'BUDGET_SPENT');
  served(other);
  waiting.user('CANCEL', 1).step('receive', 'CANCEL').told('ABORTED', 1);
  served(other);
  begun(waiting, 3).step('receive', 'BUDGET_SPENT');
  served(other);
  expect((await validateTrace(writer.pieces())).firstWrong).toBeUndefined();
});

test('L19: who waits in vain is not served', async () => {
  const report = await afterPutOff((_, other) => {
    served(other);
    begun(other, 2).receives({ error: 'EAGAIN', asked: 5 }).step('receive', 'WOULD_BLOCK');
    other.step('watch', 'HOLD_READER').ask('epoll_add', 'IN', 'PRI');
  });
  expect(report.firstWrong).toBeUndefined();
});
