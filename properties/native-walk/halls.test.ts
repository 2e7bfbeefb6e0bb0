import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { validateTrace } from '../../model/checker/trace/validate.js';
import { backends } from '../support/backends.js';
import * as probe from '../support/probe.js';
import { recorded } from '../support/recorded.js';
import { rounds, sleep } from '../support/scene.js';
import { Exchange } from './lines.js';

/** What may happen to a listener that the loop accepts on. */
const HAPPENINGS = ['pause', 'resume', 'join', 'leave', 'break', 'replace', 'starve', 'close', 'turn'] as const;
type Happening = (typeof HAPPENINGS)[number];

/** How accepting may stand: anew, paused, with as many connections as there may be, and refused by the kernel. */
const SITUATIONS: readonly (readonly Happening[])[] = [
  [],
  ['pause'],
  ['join', 'turn'],
  ['join', 'turn', 'pause'],
  ['join', 'turn', 'leave', 'turn'],
  ['break', 'turn'],
];

test.each(backends)('whatever happens to a listener, each step is justified, on %s', async (backend) => {
  const folder = mkdtempSync(join(tmpdir(), 'readyloop-halls-'));
  const { trace = join(folder, 'walk.trace') } = recorded();
  const exchange = new Exchange({ trace, apart: backend === 'tokio' });
  try {
    for (const most of [0, 1]) {
      for (const situation of SITUATIONS) {
        for (const first of HAPPENINGS) {
          for (const second of HAPPENINGS) await walk(exchange, most, [...situation, first, 'turn', second, 'turn']);
        }
      }
    }
    await exchange.end();
    expect(exchange.native.stats()).toMatchObject({ forbidden: 0, slots: 0, registrations: 0, pending: 0 });
    expect((await validateTrace(trace)).firstWrong).toBeUndefined();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

async function walk(exchange: Exchange, most: number, all: readonly Happening[]): Promise<void> {
  const { native } = exchange;
  const fd = probe.listenTcp();
  const port = probe.portOf(fd);
  const key = native.attach(fd);
  native.serve([key], most);
  const clients: number[] = [];
  let limit: number | undefined;
  const happens = (what: Happening): void => {
    switch (what) {
      case 'pause':
        native.pauseServing(key);
        break;
      case 'resume':
        native.resumeServing(key);
        break;
      case 'join': {
        const client = probe.native.connectTcp(port);
        if (client >= 0) clients.push(client);
        break;
      }
      case 'leave':
        exchange.abortAll();
        break;
      case 'break':
        probe.native.shutdown(fd, 2);
        break;
      case 'replace': {
        const next = probe.listenTcp();
        probe.dup2(next, fd);
        probe.close(next);
        native.attach(fd);
        break;
      }
      case 'starve':
        limit ??= probe.limitDescriptors(0);
        break;
      case 'close':
        native.closeSlot(key);
    }
  };
  for (const what of all) {
    happens(what);
    if (what !== 'turn') continue;
    await sleep(1);
    if (limit !== undefined) probe.limitDescriptors(limit);
    limit = undefined;
  }
  native.closeSlot(key);
  exchange.abortAll();
  await rounds(1);
  for (const one of [fd, ...clients]) probe.close(one);
}
