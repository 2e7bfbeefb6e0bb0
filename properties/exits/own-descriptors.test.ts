import { describe, expect, test } from 'vitest';
import { backends } from '../support/backends.js';
import { runChild } from '../support/child.js';

/** A program that closes descriptors of its loop: `which` chooses among those that the loop has opened. */
const program = (backend: string, which: string, then: string) => `
  import { closeSync, readdirSync, readlinkSync } from 'node:fs';
  import { Loop, Socket } from 'readyloop';
  const linkOf = (fd) => { try { return readlinkSync('/proc/self/fd/' + fd); } catch { return ''; } };
  const opened = () => readdirSync('/proc/self/fd').filter((fd) => linkOf(fd).startsWith('anon_inode:'));
  const before = new Set(opened());
  const loop = new Loop({ backend: '${backend}' });
  loop.setExceptionHandler(({ exception }) => console.log('told', exception.code));
  const codeOf = (promise) => promise.then(() => 'done', ({ code }) => code);
  const [[a, b], [c], [d], [e], [f]] = Array.from({ length: 5 }, () => Socket.pair());
  const pending = [codeOf(loop.sockRecv(a, 10)), codeOf(loop.sockSendall(c, Buffer.alloc(4e6))), codeOf(loop.readable(b))];
  await new Promise((resolve) => setTimeout(resolve, 20));
  const own = opened().filter((fd) => !before.has(fd)).map(Number);
  for (const fd of own.filter(${which})) closeSync(fd);
  ${then}
  console.log(...(await Promise.all(pending)));
  console.log(loop.closed);
`;

const EVENTFD = "(fd) => linkOf(fd).includes('eventfd')";

const CLOSED = 'ERR_LOOP_CLOSED ERR_LOOP_CLOSED ERR_LOOP_CLOSED\ntrue\n';

/** More in one turn than JavaScript does itself for a thread that sleeps: it has to be woken. */
const SENDING = `
  const send = (one) => codeOf(loop.sockSendall(one, Buffer.from('x')));
  const sent = await new Promise((resolve) => loop.callSoon(() => resolve(Promise.all([d, e, f].map(send)))));
  console.log(...sent);
`;
const PANICS = 'ERR_NATIVE_PANIC ERR_NATIVE_PANIC ERR_NATIVE_PANIC\n';

describe('a program that closes what Tokio wakes its thread by:', () => {
  test('L10 L15 the next wake is told as ERR_NATIVE_PANIC, and so is all that is pending; the process ends', async () => {
    const { code, stdout, hung } = await runChild(program('tokio', EVENTFD, SENDING));
    expect({ code, hung }).toEqual({ code: 0, hung: false });
    // What was sent has left before, or not.
    const [sent, ...told] = stdout.split(/(?<=\n)/);
    expect(['done done done\n', PANICS]).toContain(sent);
    expect(told.join('')).toBe(`told ERR_NATIVE_PANIC\n${PANICS}true\n`);
  });

  test('L10 L15 with all else that the loop has: all that is pending is told something, and the process ends', async () => {
    const { code, stdout, hung } = await runChild(program('tokio', '() => true', SENDING));
    expect({ code, hung }).toEqual({ code: 0, hung: false });
    expect(stdout).toContain('told ERR_NATIVE_PANIC\n');
    // The thread may have been awake, and have found its poller closed before it hears of its end.
    expect(stdout).toMatch(/^(ERR_NATIVE_PANIC ){2}(ERR_NATIVE_PANIC|ERR_STALE_DESCRIPTOR)\ntrue\n/m);
  });

  test('L10 L15 closing the loop settles what is pending, and the process ends', async () => {
    const { code, stdout, hung } = await runChild(program('tokio', EVENTFD, 'loop.close();'));
    expect({ code, stdout, hung }).toEqual({ code: 0, stdout: CLOSED, hung: false });
  });
});

test.each(backends)(
  'L10 L15 a loop whose poller was closed can be closed: what is pending settles, on %s',
  async (backend) => {
    const { code, stdout, hung } = await runChild(program(backend, '(_, i) => i === 0', 'loop.close();'));
    expect({ code, stdout, hung }).toEqual({ code: 0, stdout: CLOSED, hung: false });
  },
);
