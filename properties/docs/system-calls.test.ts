import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/root.js';
import { read } from './pages.js';

/** The names in the first column of the table under "All calls". */
const listed = read('docs/system-calls.md')
  .split('## All calls')[1]
  ?.split('\n\n')
  .find((part) => part.startsWith('| Call'))
  ?.split('\n')
  .flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name as string));

/** Calls of the C library, of libuv and of socket2, in the native sources without their tests. */
function made(): string[] {
  return ['native/engine/src', 'native/addon/src'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.rs') && !/fixture|fake|scenarios|tests/.test(path))
      .flatMap((path) => callsOf(read(`${folder}/${path}`))),
  );
}

function callsOf(source: string): string[] {
  const [shipped = ''] = source.split(/^#\[cfg\(test\)\]\nmod tests/m);
  const code = shipped.replace(/\/\/.*$/gm, '').replaceAll('r#', '');
  const calls = /libc::([a-z]\w*)\(|\b(uv_\w+)\(|\bsocket\.((?!into_)[a-z]\w*)\(|\bSocket::([a-z]\w*)\(/g;
  return [...code.matchAll(calls)].flatMap(([, ...names]) => names.filter((name) => name !== undefined));
}

test('L15b docs/system-calls.md says of every system call what keeps it from waiting, and of no other', () => {
  expect([...new Set(listed)].sort()).toEqual([...new Set(made())].sort());
});

test('a call that is not listed is seen', () => {
  expect(
    callsOf('unsafe { libc::flock(fd, 0) }; // libc::no(\nuv_run(a); socket.r#type()?; Socket::new_raw(x)'),
  ).toEqual(['flock', 'uv_run', 'type', 'new_raw']);
});
