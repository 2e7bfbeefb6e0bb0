import { expect, test } from 'vitest';
import { Told } from '../../generated/ts/layout.js';
import { Origins } from '../diagnostics/index.js';
import { UNLIMITED } from '../errors/index.js';
import type { NativeLoop } from '../native/index.js';
import { Liveness, Telling } from '../native/index.js';
import type { Kind } from './kind.js';
import { Operations } from './operations.js';
import { Socket } from './socket.js';

const connect: Kind<void, undefined> = {
  call: 'sockConnect',
  syscall: 'connect',
  machine: 'connect',
  lane: 'sending',
  inPart: false,
  told: Told.CONNECTED,
  start: () => 0,
  tell: () => 0,
  value: () => undefined,
};

/** Operations of an engine that has been asked for nothing but a slot, and whether they keep the process alive. */
function setUp() {
  const told: boolean[] = [];
  const native = { attach: () => 1, result: new Int32Array() } as Partial<NativeLoop> as NativeLoop;
  const liveness = new Liveness((alive) => told.push(alive));
  const telling = new Telling(false, new Int32Array(), () => {});
  return {
    operations: new Operations(
      native,
      liveness,
      telling,
      new Origins(false),
      { limit: () => ({ cancel: () => {} }) },
      () => {},
    ),
    liveness,
    told,
  };
}

const reason = (call: string) => new Error(`${call} was given up`);

test('what is still being found for an operation keeps the process alive, unless the loop is unrefed (L15)', async () => {
  using socket = new Socket('inet');
  const { operations, liveness, told } = setUp();
  const pending = new Promise((_, reject) => operations.prepare(connect, socket, UNLIMITED, reject));
  expect(told).toEqual([true]);
  liveness.reference(false);
  liveness.reference(true);
  operations.close(reason);
  expect(told).toEqual([true, false, true, false]);
  await expect(pending).rejects.toThrow('sockConnect was given up');
});

test('a slot that the engine gives up takes what is still being found for it along (L16)', async () => {
  using socket = new Socket('inet');
  using other = new Socket('inet');
  const { operations, told } = setUp();
  const pending = new Promise((_, reject) => operations.prepare(connect, socket, UNLIMITED, reject));
  operations.release(other.fileno(), reason);
  operations.forgetSlot(2, reason);
  expect(told).toEqual([true]);
  operations.forgetSlot(1, reason);
  expect(told).toEqual([true, false]);
  await expect(pending).rejects.toThrow('sockConnect was given up');
});

test('an operation that the engine refuses gives its number back', async () => {
  using socket = new Socket('inet');
  const { operations } = setUp();
  const numbers: number[] = [];
  const refused: Kind<void, undefined> = {
    ...connect,
    start(_native, _key, operation) {
      numbers.push(operation);
      throw Object.assign(new Error('no'), { code: 'EINVAL' });
    },
  };
  for (let i = 0; i < 3; i++) {
    await expect(operations.run(refused, socket, undefined, undefined)).rejects.toThrow('no');
  }
  expect(numbers).toEqual([0, 0, 0]);
});
