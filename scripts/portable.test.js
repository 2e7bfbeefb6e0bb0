import { expect, test } from 'vitest';
import { newestGlibc, platformOf } from './portable.js';

test('the newest glibc that a library asks for is told, by number and not by text', () => {
  const library = Buffer.from('\0GLIBC_2.4\0GLIBC_2.28\0GLIBC_2.2.5\0GLIBCXX_3.4\0NOT_GLIBC_2.40\0');
  expect(newestGlibc(library)).toBe('2.28');
  expect(newestGlibc(Buffer.from('\0musl\0'))).toBe(null);
});

test.each([
  ['x86_64-unknown-linux-gnu', 'linux-x64-gnu'],
  ['aarch64-unknown-linux-musl', 'linux-arm64-musl'],
])('the package of %s is that of %s', (triple, platform) => {
  expect(platformOf(triple)).toBe(platform);
});

test('a triple without a package is refused', () => {
  expect(() => platformOf('x86_64-apple-darwin')).toThrow('there is no package for x86_64-apple-darwin');
});
