import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readPast } from '../../model/checker/trace/past.js';
import { Explanation } from '../../src/explain/index.js';
import { backends } from '../support/backends.js';
import * as probe from '../support/probe.js';
import { rejection, rounds, Scene } from '../support/scene.js';

const TEXT = Buffer.from('x');

describe.each(backends)('why a callback runs or does not is explained, on %s:', (backend) => {
  test('one that waits is armed, and the kernel has reported nothing', async () => {
    using scene = new Scene(backend);
    const [r] = scene.pipe();
    scene.loop.addReader(r, scene.logs('reader'));
    await rounds();
    const explanation = scene.loop.explain(r);
    expect(explanation).toMatchObject({
      standing: 'live',
      reader: 'armed',
      registered: ['IN'],
      pending: [],
      ready: [],
    });
    expect(String(explanation)).toMatch(/The reader is armed.*nothing was reported\./s);
    expect(explanation.steps).toMatchObject([
      { by: 'user', call: 'ADD_READER' },
      { by: 'loop', machine: 'watch', event: 'ADD_READER', before: 'off.off.none', after: 'armed.off.R' },
      { by: 'kernel', call: 'epoll_add', error: undefined, bits: ['IN'] },
    ]);
  });

  test('what the loop has not looked at is ready already, and whoever looks is named', () => {
    using scene = new Scene(backend);
    const [r, w] = scene.pipe();
    scene.loop.addReader(r, scene.logs('reader'));
    probe.write(w, TEXT);
    const { apart, reader, ready, text } = scene.loop.explain(r);
    expect({ apart, ready }).toEqual({ apart: backend === 'tokio', ready: ['IN'] });
    // A thread beside JavaScript's may have looked by now.
    expect(apart ? ['armed', 'due'] : ['armed']).toContain(reader);
    const hears = apart ? "the loop's thread hears of it by itself" : 'the loop hears of it when JavaScript returns';
    expect(text.includes(`says IN: ${hears}`)).toBe(reader === 'armed');
  });

  test('one that runs tells which report it runs for, and in which turn', async () => {
    using scene = new Scene(backend);
    const [r, w] = scene.pipe();
    const told: Explanation[] = [];
    scene.loop.addReader(
      r,
      scene.logs('reader', () => {
        told.push(scene.loop.explain(r));
        scene.loop.removeReader(r);
      }),
    );
    probe.write(w, TEXT);
    await scene.logged(1);
    const [explanation] = told as [Explanation];
    expect(explanation.reader).toBe('running');
    const [report] = explanation.steps.filter((step) => step.by === 'kernel' && step.call === 'poll');
    // A thread beside JavaScript's may have taken turns since.
    expect(report).toMatchObject({ bits: ['IN'] });
    expect(explanation.looked?.turn).toBeGreaterThanOrEqual(report?.at ?? Infinity);
    expect(explanation.text).toContain('The reader is running.');
  });

  test('one that was removed is remembered, and told when its descriptor is closed', async () => {
    using scene = new Scene(backend);
    const [r] = scene.pipe();
    scene.loop.addReader(r, scene.logs('reader'));
    scene.loop.removeReader(r);
    scene.close(r);
    const { standing, steps, text } = scene.loop.explain(r);
    expect(standing).toBe('ended');
    expect(steps).toContainEqual(expect.objectContaining({ by: 'user', call: 'REMOVE_READER' }));
    expect(text).toContain(`At this moment ${r} is no open descriptor.`);
  });

  test('an operation that waits keeps callbacks off its direction', async () => {
    using scene = new Scene(backend);
    const [socket] = scene.sockets();
    const receiving = rejection(scene.loop.sockRecv(socket, 10));
    expect(scene.loop.explain(socket)).toMatchObject({
      reader: 'held',
      pending: [{ machine: 'receive', flow: 'waiting' }],
      ready: ['OUT'],
    });
    socket.close();
    await receiving;
  });

  test('a descriptor that nobody gave to the loop is unknown, and a closed loop knows none', () => {
    using scene = new Scene(backend);
    const [r] = scene.pipe();
    expect(scene.loop.explain(r)).toMatchObject({ standing: 'none', steps: [], ready: [] });
    scene.loop.addReader(r, scene.logs('reader'));
    scene.loop.close();
    expect(scene.loop.explain(r)).toMatchObject({ standing: 'closed', text: expect.stringContaining('closed') });
  });

  test('explaining changes nothing', async () => {
    using scene = new Scene(backend);
    const [r, w] = scene.pipe();
    scene.loop.addReader(r, scene.logs('reader'));
    const first = scene.loop.explain(r);
    expect(scene.loop.explain(r).steps).toEqual(first.steps);
    probe.write(w, TEXT);
    await scene.logged(2);
    expect(scene.log).toContain('reader');
  });

  test('a trace tells the same as the loop did', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'readyloop-explain-'));
    try {
      const trace = join(folder, 'run.trace');
      using scene = new Scene(backend, { trace });
      const [a, b] = scene.sockets();
      const fd = a.fileno();
      for (let i = 0; i < 10; i++) {
        const received = scene.loop.sockRecv(a, 10);
        probe.write(b.fileno(), TEXT);
        await received;
      }
      a.close();
      const live = scene.loop.explain(fd);
      scene.loop.close();
      const recorded = new Explanation(fd, await readPast(trace, fd));
      const unplaced = ({ steps }: Explanation) => steps.map((step) => ({ ...step, at: undefined }));
      expect(live.steps).toHaveLength(32);
      expect(unplaced(recorded)).toEqual(unplaced(live));
      expect(recorded.standing).toBe(live.standing);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test.each([
    ['7', 'ERR_INVALID_ARG_TYPE'],
    [-1, 'ERR_OUT_OF_RANGE'],
  ])('what is no descriptor, as %j, is refused', (fd, code) => {
    using scene = new Scene(backend);
    expect(() => scene.loop.explain(fd as number)).toThrow(expect.objectContaining({ code }));
  });
});
