import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { addon } from '../native/index.js';
import { Senders } from './senders.js';

const hosts = fc.ipV4();
const ports = fc.integer({ min: 0, max: 65_535 });

/** The bytes of a `sockaddr` somewhere in others. */
function placed(host: string, port: number, before: number): [Buffer, number, number] {
  const name = addon().socketName({ __proto__: null, host, port } as never);
  return [Buffer.concat([Buffer.alloc(before, 7), name, Buffer.alloc(5, 7)]), before, name.length];
}

describe('who sent a datagram', () => {
  test.prop([
    fc.array(fc.tuple(fc.oneof(hosts, fc.constantFrom('127.0.0.1', '::1', 'fe80::1')), ports), { minLength: 1 }),
  ])('is who native code says he is, whoever sent before, and can be answered', (froms) => {
    const senders = new Senders();
    for (const [index, [host, port]] of froms.entries()) {
      const [bytes, offset, length] = placed(host, port, index);
      const told = senders.read(bytes, offset, length);
      expect(told).toEqual(addon().socketAddress(bytes.subarray(offset, offset + length)));
      const back = senders.bytesOf(told);
      if (back !== undefined) expect(Buffer.from(back)).toEqual(bytes.subarray(offset, offset + length));
      expect(back !== undefined).toBe(told.family === 'IPv4');
    }
  });

  test('is a new object each time, which its user may change; what was changed is no sender', () => {
    const senders = new Senders();
    const read = (port = 7) => senders.read(...placed('127.0.0.1', port, 0));
    const first = read() as { address: string; port: number };
    expect(read()).not.toBe(first);
    for (const change of [{ port: 8 }, { address: '127.0.0.2' }, { family: 'IPv6' }, { host: '127.0.0.1' }]) {
      expect(senders.bytesOf(Object.assign(read(), change))).toBeUndefined();
    }
    expect(senders.bytesOf(first)).toBeUndefined();
    expect(senders.bytesOf({ ...read() })).toBeUndefined();
    expect(senders.bytesOf(undefined)).toBeUndefined();
    expect(senders.bytesOf(read())).toHaveLength(16);
  });

  test('nobody was the last one before anybody sent', () => {
    expect(new Senders().bytesOf(undefined)).toBeUndefined();
  });
});
