import { expect, test } from 'vitest';
import { runChild } from '../support/child.js';

/** What passes for Node and says so. What each really has is tried by `npm run compat`, where there is one. */
const pretending = (versions: object, script: string) =>
  runChild(
    `Object.defineProperty(process, 'versions', { value: { ...process.versions, ...${JSON.stringify(versions)} } });
    const { Loop } = await import('readyloop');
    ${script}`,
  );

const refused = (options: string) =>
  `try { new Loop(${options}); } catch ({ name, code, message }) { console.log(name, code, message); }`;

test.each([
  ['deno', '', /^UnsupportedRuntimeError ERR_UNSUPPORTED_RUNTIME readyloop does not run on Deno, .*\n$/],
  ['electron', '', /^UnsupportedRuntimeError ERR_UNSUPPORTED_RUNTIME readyloop does not run inside Electron, .*\n$/],
  ['bun', "{ backend: 'mio' }", /^UnsupportedRuntimeError ERR_UNSUPPORTED_RUNTIME options\.backend "mio" .*\n$/],
])('on %s a loop that cannot run is refused, with what to do in one line', async (name, options, line) => {
  expect(await pretending({ [name]: '1.0.0' }, refused(options))).toMatchObject({
    code: 0,
    stderr: '',
    stdout: expect.stringMatching(line),
  });
});

test('on Bun a loop is one of tokio, whose timers libuv runs: none comes early, and none is lost', async () => {
  const script = `const loop = new Loop();
    const waits = Array.from({ length: 200 }, (_, i) => (i * 7) % 31 + (i % 10) / 10);
    const early = [];
    await Promise.all(waits.map((ms) => {
      const due = loop.time() + ms;
      return new Promise((resolve) => loop.callAt(due, () => {
        if (loop.time() < due) early.push(ms);
        // Another after it, which has to be set anew.
        loop.callLater(1, resolve);
      }));
    }));
    console.log(loop.report().backend, early.length, loop.metrics().turns > 0);
    loop.callLater(10_000, () => {}).cancel();
    loop.close();`;
  expect(await pretending({ bun: '1.4.5' }, script)).toMatchObject({ code: 0, stderr: '', stdout: 'tokio 0 true\n' });
});
