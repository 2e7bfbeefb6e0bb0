import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Duplex } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { backends } from '../support/backends.js';
import * as probe from '../support/probe.js';
import { root } from '../support/root.js';
import { type Case, CODA_FD, casesOf, EVENT_FD, hasCoda, Line, stays, WITH_HANDLE, WITH_PROMISE } from './liveness.js';

const STAYING = join(root, 'dist/properties/exits/staying.js');

/** A process that hangs is ended after this long, in milliseconds. */
const LIMIT = 60_000;

let serial = 0;

/** A unix listener that has no room, until one that waits in its queue is accepted. */
class Full implements Disposable {
  readonly name = `readyloop-exits-${process.pid}-${serial++}`;
  readonly #fds = [probe.listenUnix(this.name, 0)];

  constructor() {
    for (let fd = probe.connectUnix(this.name); fd !== null; fd = probe.connectUnix(this.name)) {
      this.#fds.push(fd);
    }
  }

  makeRoom(): void {
    this.#fds.push(probe.accept(this.#fds[0] as number) as number);
  }

  [Symbol.dispose](): void {
    this.#fds.forEach(probe.close);
  }
}

/** Runs a case, and brings about what it waits for when it is time: what it said, and the code of its end. */
async function run(given: Case): Promise<{ lines: string[]; code: number | null; stderr: string }> {
  using full = new Full();
  const child = spawn(process.execPath, [STAYING, JSON.stringify(given), full.name], {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
  });
  const limit = setTimeout(() => child.kill('SIGKILL'), LIMIT);
  const [event, coda] = [child.stdio[EVENT_FD] as Duplex, child.stdio[CODA_FD] as Duplex];
  // Who has ended already hears nothing, and that is no error of this side.
  event.on('error', () => {});
  coda.on('error', () => {});
  let port = 0;
  const happen = () => {
    switch (given.kind) {
      case 'writer':
      case 'send':
        event.resume();
        break;
      case 'accept':
        connect(port, '127.0.0.1')
          .on('error', () => {})
          .resume();
        break;
      case 'connect':
        full.makeRoom();
        break;
      default:
        event.write('x');
    }
  };
  const lines: string[] = [];
  createInterface(child.stdout as NodeJS.ReadableStream).on('line', (line) => {
    if (line.startsWith('port ')) {
      port = Number(line.slice(5));
      return;
    }
    lines.push(line);
    const due = given.fate === 'completed' ? Line.BEGUN : stays(given) ? Line.PENDING : undefined;
    if (line === due) {
      happen();
    }
    if (hasCoda(given) && lines.includes(Line.PENDING) && lines.includes(Line.WOKEN) === (due !== undefined)) {
      coda.write('x');
    }
  });
  let stderr = '';
  child.stderr?.on('data', (text) => {
    stderr += text;
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearTimeout(limit);
  return { lines, code, stderr };
}

const pending = backends.flatMap((backend) =>
  [...WITH_HANDLE, ...WITH_PROMISE].map((kind) => [backend, kind] as const),
);

describe.each(pending)('L15 on %s, a process in which this is pending: %s,', (backend, kind) => {
  test.each(casesOf(backend, kind))('$reference and $fate, ends when it should', async (given) => {
    const { lines, code, stderr } = await run(given);
    const expected = [
      Line.BEGUN,
      Line.PENDING,
      ...(stays(given) || given.fate === 'completed' ? [Line.WOKEN] : []),
      ...(hasCoda(given) ? [Line.CODA] : []),
      Line.EXIT,
    ];
    expect({ lines: lines.toSorted(), code, stderr }).toEqual({ lines: expected.toSorted(), code: 0, stderr: '' });
    expect(lines.at(-1)).toBe(Line.EXIT);
  });
});
