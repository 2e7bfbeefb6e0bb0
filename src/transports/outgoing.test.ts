import { expect, test } from 'vitest';
import type { Commands } from './commands.js';
import { Outgoing } from './outgoing.js';
import type { Change } from './unchanged.js';

function scene(high: number, low: number, isDebug = false) {
  const log: string[] = [];
  /** How many bytes the kernel takes at once. */
  const kernel = { takes: 0 };
  const commands = {
    isDebug,
    collect: () => {},
    lasting: (bytes: Uint8Array) => bytes,
    write: (_: unknown, bytes: Uint8Array, length = bytes.length) =>
      log.push(length === bytes.length ? Buffer.from(bytes).toString() : `${length} bytes of ${bytes.length}`),
    writeText: (_: unknown, text: string) => {
      log.push(text);
      return Buffer.byteLength(text);
    },
    ask: (_: unknown, kind: number) => log.push(`command ${kind}`),
    submit: () => outgoing.taken(kernel.takes),
  } as unknown as Commands;
  const marked = {
    aboveHigh: () => log.push('above'),
    belowLow: () => log.push('below'),
    sent: () => {},
    changed: ({ at, of }: Change) => log.push(`byte ${at} of ${of} was changed`),
  };
  const outgoing = new Outgoing(commands, 1, 1, marked, high, low);
  return { log, kernel, outgoing };
}

test('the marks are told in turn, and the high one only if the kernel does not take enough', () => {
  const { log, kernel, outgoing } = scene(10, 4);
  outgoing.write('12345678901');
  kernel.takes = 5;
  outgoing.weigh();
  expect(outgoing.size).toBe(6);
  outgoing.write(Buffer.from('123456'));
  kernel.takes = 0;
  outgoing.weigh();
  outgoing.write('more');
  outgoing.weigh();
  outgoing.taken(11);
  outgoing.taken(1);
  outgoing.taken(1);
  expect(log).toEqual(['12345678901', '123456', 'above', 'more', 'below']);
  outgoing.limit(2, 1);
  outgoing.limit(10, 3);
  expect(log.slice(5)).toEqual(['above', 'below']);
});

test('what is corked is held, and counts, until it is let go or the end comes', () => {
  const { log, outgoing } = scene(100, 10);
  outgoing.cork();
  outgoing.cork();
  outgoing.write('a');
  outgoing.write(Buffer.from('b'));
  outgoing.uncork();
  expect([log, outgoing.size, outgoing.written]).toEqual([[], 2, 2]);
  outgoing.uncork();
  outgoing.uncork();
  outgoing.cork();
  outgoing.write('c');
  outgoing.end(7);
  expect(log).toEqual(['a', 'b', 'c', 'command 7']);
  outgoing.write('d');
  outgoing.clear();
  outgoing.uncork();
  expect([log.length, outgoing.size]).toEqual([4, 0]);
});

test('what is short is copied when it is corked, too; what is long and transferred meanwhile is known to be gone', () => {
  const { log, outgoing } = scene(100_000, 10);
  const [short, long] = [Buffer.from('short'), new Uint8Array(5000)];
  outgoing.cork();
  outgoing.write(short);
  outgoing.write(long);
  short.fill('x');
  structuredClone(null, { transfer: [long.buffer] });
  outgoing.uncork();
  expect(log).toEqual(['short', '5000 bytes of 0']);
});

test.each([true, false])('debug mode %s: a change of what is long and has not left is told, once', (isDebug) => {
  const { log, outgoing } = scene(100_000, 10, isDebug);
  const [short, long] = [Buffer.from('short'), Buffer.alloc(5000)];
  for (const bytes of [short, long, long]) {
    outgoing.write(bytes);
  }
  log.length = 0;
  short.fill('x');
  long.fill('y', 4999);
  for (const taken of [5004, 1, 5000]) {
    outgoing.taken(taken);
  }
  expect(log).toEqual(isDebug ? ['byte 4999 of 5000 was changed'] : []);
});
