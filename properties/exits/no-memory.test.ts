import { describe, expect, test } from 'vitest';
import { validateTrace } from '../../model/checker/trace/validate.js';
import { backends } from '../support/backends.js';
import { runChild } from '../support/child.js';
import { TraceFile } from '../support/trace-file.js';

describe.each(backends)('memory that is not to be had, on %s:', (backend) => {
  test('L16 a send of more than there is memory for a copy of is an error, or needs none; the process goes on', async () => {
    const { code, stdout } = await runChild(`
      import { execFileSync } from 'node:child_process';
      import { readFileSync } from 'node:fs';
      import { Loop, Socket } from 'readyloop';
      const loop = new Loop({ backend: '${backend}' });
      const [a, b] = Socket.pair();
      // Nothing of it is touched: it is there as far as the process knows.
      const much = Buffer.alloc(3e9);
      const size = Number(/VmSize:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) * 1024;
      execFileSync('prlimit', ['--pid', String(process.pid), '--as=' + (size + 1e9)]);
      const sending = loop.sockSendall(a, much, { timeout: 50 }).catch(({ code, syscall }) => console.log(code, syscall));
      await sending;
      await loop.sockSendall(b, Buffer.from('x'));
      console.log(String(await loop.sockRecv(a, 10)));
      loop.close();
    `);
    expect([stdout, code]).toEqual([backend === 'tokio' ? 'ENOMEM send\nx\n' : 'ERR_TIMEOUT undefined\nx\n', 0]);
  });

  test('L16 so is a write of a transport: its connection ends with that error, and the trace validates', async () => {
    using file = new TraceFile();
    const { code, stdout } = await runChild(`
      import { execFileSync } from 'node:child_process';
      import { readFileSync } from 'node:fs';
      import { Loop, Socket } from 'readyloop';
      const loop = new Loop({ backend: '${backend}', trace: ${JSON.stringify(file.path)} });
      const [a, b] = Socket.pair();
      let lose;
      const lost = new Promise((resolve) => { lose = resolve; });
      const transport = await loop.createConnection({ connectionLost: lose }, { sock: a });
      const much = Buffer.alloc(3e9);
      const size = Number(/VmSize:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) * 1024;
      execFileSync('prlimit', ['--pid', String(process.pid), '--as=' + (size + 1e9)]);
      transport.write('before it');
      transport.write(much);
      if ('${backend}' === 'mio') loop.callLater(50, () => transport.abort());
      const error = await lost;
      console.log(error?.code, error?.syscall);
      await loop.sockRecv(b, 10);
      loop.close();
    `);
    expect([stdout, code]).toEqual([backend === 'tokio' ? 'ENOMEM send\n' : 'undefined undefined\n', 0]);
    expect((await validateTrace(file.path)).firstWrong).toBeUndefined();
  });
});
