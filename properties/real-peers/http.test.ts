import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { backends } from '../support/backends.js';
import { bytes } from '../support/bytes.js';
import { root } from '../support/root.js';
import { installed, runWith, ServerProcess } from './programs.js';

const EXAMPLE = join(root, 'examples/http-server.js');

describe.each(backends)('the HTTP/1.1 server of examples, on %s:', (backend) => {
  let folder: string;
  let server: ServerProcess;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'readyloop-http-'));
    writeFileSync(join(folder, 'body'), bytes(5_000_000));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  beforeEach(async () => {
    server = await ServerProcess.start([EXAMPLE], { BACKEND: backend });
  });
  afterEach(async () => {
    expect(await server.terminate()).toBe(0);
  });

  const url = (path = '') => `http://127.0.0.1:${server.port}/${path}`;
  const curl = (...args: string[]) => runWith('curl', ['--silent', '--show-error', '--noproxy', '*', ...args]);

  test('curl gets an answer, and several over one connection', async ({ skip }) => {
    skip(!installed('curl'), 'curl is not installed');
    const { code, stdout, stderr } = await curl('--verbose', url('a'), url('b'), url('c'));
    expect([code, String(stdout)]).toEqual([0, 'You asked for /a\nYou asked for /b\nYou asked for /c\n']);
    expect(stderr.match(/Re-using existing connection/g)).toHaveLength(2);
  });

  test('curl gets back the 5 MB that it posts', async ({ skip }) => {
    skip(!installed('curl'), 'curl is not installed');
    const body = join(folder, 'body');
    const { code, stdout } = await curl('--header', 'Expect:', '--data-binary', `@${body}`, url());
    expect([code, stdout.equals(bytes(5_000_000))]).toEqual([0, true]);
  });

  test('curl sees only the head for HEAD, and the end of a connection of HTTP/1.0', async ({ skip }) => {
    skip(!installed('curl'), 'curl is not installed');
    const head = await curl('--head', url());
    expect(String(head.stdout)).toMatch(/^HTTP\/1\.1 200 OK\r\ncontent-length: 16\r\n/);
    const old = await curl('--http1.0', '--include', url());
    expect(String(old.stdout)).toContain('connection: close\r\n\r\nYou asked for /\n');
    const odd = await curl('--request', 'BREW', '--write-out', '%{http_code}', url());
    expect(String(odd.stdout)).toBe('What is that?\n405');
  });

  test('requests that come in pieces, several at once or in a mess are each answered', async ({ skip }) => {
    skip(!installed('nc'), 'nc is not installed');
    const nc = async (text: string) =>
      String((await runWith('nc', ['-N', '127.0.0.1', String(server.port)], Buffer.from(text))).stdout);
    const pipelined = await nc(
      'GET /1 HTTP/1.1\r\n\r\nPOST /2 HTTP/1.1\r\ncontent-length: 3\r\n\r\nabcGET /3 HTTP/1.0\r\n\r\n',
    );
    expect(pipelined.match(/200 OK/g)).toHaveLength(3);
    expect(pipelined.endsWith('You asked for /3\n')).toBe(true);
    expect(await nc('hello\r\n\r\n')).toContain('400 Bad Request');
    expect(await nc(`GET / HTTP/1.1\r\nx: ${'y'.repeat(20_000)}`)).toContain('431 ');
  });

  test('twenty clients of curl at once', async ({ skip }) => {
    skip(!installed('curl'), 'curl is not installed');
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => curl(url(String(i)))));
    expect(answers.map(({ stdout }) => String(stdout))).toEqual(answers.map((_, i) => `You asked for /${i}\n`));
  });
});
