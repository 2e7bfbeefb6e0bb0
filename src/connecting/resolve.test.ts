import { expect, test } from 'vitest';
import { type HostAddress, interleaved, resolve } from './resolve.js';

const addresses = (...hosts: string[]): HostAddress[] =>
  hosts.map((host) => ({ host, family: host.includes(':') ? 'inet6' : 'inet' }));

const unfound = () => expect.unreachable('nothing was found');

test.each([
  [1, ['::1', '1.1.1.1', '::2', '2.2.2.2', '::3']],
  [2, ['::1', '::2', '1.1.1.1', '::3', '2.2.2.2']],
  [9, ['::1', '::2', '::3', '1.1.1.1', '2.2.2.2']],
  [0, ['::1', '::2', '::3', '1.1.1.1', '2.2.2.2']],
])('the families take turns behind %i of the first', (first, expected) => {
  const found = addresses('::1', '::2', '::3', '1.1.1.1', '2.2.2.2');
  expect(interleaved(found, first)).toEqual(addresses(...expected));
  // Who has found them keeps them as they are.
  expect(found).toEqual(addresses('::1', '::2', '::3', '1.1.1.1', '2.2.2.2'));
});

test('one family has nobody to take turns with', () => {
  expect(interleaved(addresses('1.1.1.1', '2.2.2.2'), 1)).toEqual(addresses('1.1.1.1', '2.2.2.2'));
  expect(interleaved([], 1)).toEqual([]);
});

test('a numeric host is its own address, and nobody is asked', () => {
  const lookup = () => expect.unreachable('it was looked up');
  const found: (readonly HostAddress[])[] = [];
  resolve('call', { host: '::1', family: undefined, lookup }, (all) => found.push(all), unfound);
  expect(found).toEqual([addresses('::1')]);
});

test('an address that is found twice is one, and those of another family than was asked for are none', () => {
  const lookup = (_: string, __: object, answer: (error: null, all: { address: string; family: number }[]) => void) =>
    answer(null, [
      { address: '1.1.1.1', family: 4 },
      { address: '::1', family: 6 },
      { address: '1.1.1.1', family: 4 },
    ]);
  const found: (readonly HostAddress[])[] = [];
  resolve('call', { host: 'x', family: 'inet', lookup }, (all) => found.push(all), unfound);
  expect(found).toEqual([addresses('1.1.1.1')]);
});
