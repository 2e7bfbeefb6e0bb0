import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { builtName } from './platform.js';
import { root } from './setup.js';

const loader = readFileSync(join(root, 'native/addon/binding.cjs'), 'utf8');

test.each([
  [{ platform: 'linux', arch: 'x64', libc: 'gnu' }, 'readyloop.linux-x64-gnu.node'],
  [{ platform: 'linux', arch: 'arm64', libc: 'musl' }, 'readyloop.linux-arm64-musl.node'],
  [{ platform: 'linux', arch: 'arm', libc: 'gnu' }, 'readyloop.linux-arm-gnueabihf.node'],
])('on %j the loader looks for %s', (here, name) => {
  expect(builtName(loader, here)).toBe(name);
});

test('what was built here has the name of this machine', () => {
  expect(() => readFileSync(join(root, 'native/addon', builtName(loader)))).not.toThrow();
});

test('a platform that the loader does not know is told', () => {
  const here = { platform: 'linux', arch: 'vax', libc: 'gnu' };
  expect(() => builtName(loader, here)).toThrow(
    expect.objectContaining({ code: 'ERR_UNSUPPORTED_PLATFORM', message: 'there is no addon for linux-vax-gnu' }),
  );
});
