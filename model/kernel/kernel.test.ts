import { describe, expect, test } from 'vitest';
import { Space } from '../checker/space.js';
import { HUP, IN, OUT, PRI, RDHUP, READ, URGENT, WRITE } from './bits.js';
import type { Connecting } from './connecting.js';
import type { Datagrams } from './datagrams.js';
import type { Listener, Stream, StreamShape } from './files.js';
import { Kernel, type KernelShape } from './kernel.js';
import { inOrder, OLD, packMessage } from './numbered.js';

const anyStream: StreamShape = { kind: 'stream', inFlight: 2, fills: true, ends: true, resets: true };

/** Two numbers, each naming a stream of its own. */
function twoStreams(shape: Partial<KernelShape> = {}) {
  const space = new Space();
  const kernel = new Kernel(space, { numbers: 2, files: [anyStream, anyStream], tokens: 4, refuses: true, ...shape });
  const v = space.vector();
  kernel.name(v, 0, 0);
  kernel.name(v, 1, 1);
  return { kernel, v, first: kernel.files[0] as Stream, second: kernel.files[1] as Stream };
}

/** What the poller reports now, by the bits of each report. */
function poll(kernel: Kernel, v: Uint8Array): number[] {
  const indexes = Array.from({ length: kernel.registrations }, (_, index) => index);
  return indexes.filter((index) => kernel.isReady(v, index)).map((index) => kernel.report(v, index).bits);
}

describe('the poller', () => {
  test('reports an edge once, and again after a modification', () => {
    const { kernel, v, first } = twoStreams();
    kernel.add(v, 0, READ, 1);
    expect(poll(kernel, v)).toEqual([]);
    kernel.wake(v, 0, first.peerSends(v));
    expect(poll(kernel, v)).toEqual([IN]);
    expect(poll(kernel, v)).toEqual([]);
    kernel.modify(v, 0, READ, 1);
    expect(poll(kernel, v)).toEqual([IN]);
  });

  test('reports new data as a new edge, though the old was not read', () => {
    const { kernel, v, first } = twoStreams();
    kernel.add(v, 0, READ, 1);
    kernel.wake(v, 0, first.peerSends(v));
    poll(kernel, v);
    kernel.wake(v, 0, first.peerSends(v));
    expect(poll(kernel, v)).toEqual([IN]);
  });

  test('reports what came together in one report, of what was asked for', () => {
    const { kernel, v, first } = twoStreams();
    kernel.add(v, 0, READ | WRITE, 1);
    kernel.wake(v, 0, first.peerSends(v));
    kernel.wake(v, 0, first.peerEnds(v));
    expect(poll(kernel, v)).toEqual([IN | OUT | RDHUP]);
    kernel.modify(v, 0, WRITE, 1);
    expect(poll(kernel, v)).toEqual([OUT]);
  });

  test('reports a reset to whoever watches, whatever was asked for', () => {
    const { kernel, v, first } = twoStreams();
    kernel.add(v, 0, READ, 1);
    kernel.wake(v, 0, first.peerResets(v));
    expect(poll(kernel, v)).toEqual([IN | RDHUP | HUP]);
  });

  test('says nothing of an edge that was read away before it was asked', () => {
    const { kernel, v, first } = twoStreams();
    kernel.add(v, 0, READ, 1);
    kernel.wake(v, 0, first.peerSends(v));
    first.read(v, 1);
    expect(poll(kernel, v)).toEqual([]);
  });
});

describe('the table of registrations', () => {
  test('answers as epoll_ctl(2) does', () => {
    const { kernel, v } = twoStreams();
    expect(kernel.modify(v, 0, READ, 1)).toBe('ENOENT');
    expect(kernel.remove(v, 0)).toBe('ENOENT');
    expect(kernel.add(v, 0, READ, 1)).toBeUndefined();
    expect(kernel.add(v, 0, READ, 1)).toBe('EEXIST');
    kernel.close(v, 0);
    expect(kernel.modify(v, 0, READ, 1)).toBe('EBADF');
    kernel.toggleWatchLimit(v);
    expect(kernel.add(v, 1, READ, 2)).toBe('ENOSPC');
  });

  test('forgets a file with its last number, and keeps the ghost of a duplicate (P4)', () => {
    const { kernel, v, first } = twoStreams();
    kernel.add(v, 0, READ, 1);
    kernel.close(v, 1);
    kernel.name(v, 1, 0);
    kernel.close(v, 0);
    kernel.wake(v, 0, first.peerSends(v));
    expect(poll(kernel, v)).toEqual([IN]);
    kernel.close(v, 1);
    expect(poll(kernel, v)).toEqual([]);
  });

  test('tells when a modification met a ghost in place of its own registration (L6)', () => {
    const { kernel, v } = twoStreams();
    kernel.add(v, 0, READ, 1);
    kernel.retoken(v, 1, 0);
    expect(kernel.modify(v, 0, READ, 2)).toBeUndefined();
    expect(kernel.ghostWasTaken).toBe(true);
    expect(kernel.modify(v, 0, READ, 2)).toBeUndefined();
    expect(kernel.ghostWasTaken).toBe(false);
  });

  test('gives the lowest free number', () => {
    const { kernel, v } = twoStreams();
    expect(kernel.freeNumber(v)).toBe(-1);
    kernel.close(v, 0);
    expect(kernel.freeNumber(v)).toBe(0);
  });
});

describe('a stream', () => {
  test('gives its bytes, then its end, for ever', () => {
    const { v, first } = twoStreams();
    first.peerSends(v);
    first.peerEnds(v);
    expect([first.read(v, 2), first.read(v, 2), first.read(v, 2)]).toEqual([1, 'end', 'end']);
  });

  test('gives what came before a reset, tells the reset once, then its end', () => {
    const { v, first } = twoStreams();
    first.peerSends(v);
    first.peerResets(v);
    expect([1, 2, 3].map(() => first.read(v, 1))).toEqual([1, 'ECONNRESET', 'end']);
    expect(first.write(v)).toBe('EPIPE');
  });

  test('tells a reset to who writes first; one that follows its end is a broken pipe', () => {
    const { v, first, second } = twoStreams();
    first.peerResets(v);
    expect([first.write(v), first.write(v), first.read(v, 1)]).toEqual(['ECONNRESET', 'EPIPE', 'end']);
    second.peerEnds(v);
    second.peerResets(v);
    expect([second.read(v, 1), second.write(v)]).toEqual(['end', 'EPIPE']);
  });

  test('numbers its bytes: those that its user lacks, from the next one on', () => {
    const { v, first } = twoStreams();
    first.peerSends(v);
    first.peerSends(v);
    expect(first.peerSends(v)).toBe(0);
    expect(first.read(v, 1)).toBe(1);
    first.peerSends(v);
    first.delivered(v, 1);
    expect(first.read(v, 2)).toBe(inOrder(2));
    first.delivered(v, 2);
    first.peerSends(v);
    first.delivered(v, 1);
    expect(first.read(v, 1)).toBe(OLD);
  });

  test('ends a read at the mark of an urgent byte, and none that begins there', () => {
    const { kernel, v, first } = twoStreams({ files: [{ ...anyStream, cuts: 'atMarks' }, anyStream] });
    kernel.add(v, 0, READ | URGENT, 1);
    kernel.wake(v, 0, first.peerSends(v));
    kernel.wake(v, 0, first.peerUrges(v));
    expect(poll(kernel, v)).toEqual([IN | PRI]);
    expect([first.read(v, 2), first.read(v, 2), first.read(v, 2)]).toEqual([1, 2, 'EAGAIN']);
    kernel.modify(v, 0, READ | URGENT, 1);
    expect(poll(kernel, v)).toEqual([]);
  });

  test('may have records, behind each of which a read ends', () => {
    const { v, first } = twoStreams({ files: [{ ...anyStream, cuts: 'anywhere' }, anyStream] });
    first.peerSends(v);
    first.peerSends(v);
    expect([first.read(v, 2), first.read(v, 2)]).toEqual([1, 2]);
  });

  test('is full until its peer reads', () => {
    const { v, second } = twoStreams();
    expect([second.write(v), second.write(v)]).toEqual(['taken', 'EAGAIN']);
    expect(second.peerReads(v)).toBe(OUT);
    expect(second.write(v)).toBe('taken');
  });
});

describe('a stream of two halves', () => {
  const halves = () => twoStreams({ files: [{ ...anyStream, halves: true }, anyStream] });

  test('takes nothing behind its own end, and can be read', () => {
    const { v, first } = halves();
    expect(first.shutDown(v)).toBe(true);
    expect(first.shutDown(v)).toBe(false);
    first.peerSends(v);
    expect([first.write(v), first.read(v, 1)]).toEqual(['EPIPE', 1]);
  });

  test('hangs up when both have ended, and is reset no more', () => {
    const { v, first } = halves();
    first.shutDown(v);
    expect(first.events(v)).toBe(OUT);
    first.peerEnds(v);
    expect(first.events(v)).toBe(IN | OUT | RDHUP | HUP);
    expect(first.peerResets(v)).toBe(0);
  });

  test('would be reset by a close as long as there is, or may be, input that was not read', () => {
    const { v, first } = halves();
    expect(first.wouldReset(v)).toBe(true);
    first.peerSends(v);
    first.peerEnds(v);
    expect(first.wouldReset(v)).toBe(true);
    first.read(v, 1);
    expect(first.wouldReset(v)).toBe(false);
  });
});

describe('a listener', () => {
  function listening() {
    const space = new Space();
    const shape = { kind: 'listener', backlog: 2, aborts: true, shuts: true } as const;
    const kernel = new Kernel(space, { numbers: 1, files: [shape], limits: true });
    return { v: space.vector(), listener: kernel.files[0] as Listener };
  }

  test('meets the descriptor limit before it looks at its backlog', () => {
    const { v, listener } = listening();
    expect(listener.accept(v, true)).toBe('EMFILE');
    listener.arrives(v);
    expect(listener.accept(v, true)).toBe('EMFILE');
    expect(listener.accept(v, false)).toBe('connection');
    expect(listener.accept(v, false)).toBe('EAGAIN');
  });

  test('tells an aborted connection once, and then goes on', () => {
    const { v, listener } = listening();
    listener.arrives(v);
    listener.arrives(v);
    listener.aborts(v);
    expect(listener.canBeAccepted(v)).toBe(false);
    expect([listener.accept(v, false), listener.accept(v, false)]).toEqual(['ECONNABORTED', 'connection']);
  });

  test('fails for good once it is shut down', () => {
    const { v, listener } = listening();
    listener.arrives(v);
    expect(listener.shutdown(v)).toBe(OUT | HUP);
    expect(listener.accept(v, false)).toBe('EINVAL');
    expect(listener.arrives(v)).toBe(0);
  });
});

describe('a socket that connects', () => {
  function unconnected() {
    const space = new Space();
    const kernel = new Kernel(space, { numbers: 1, files: [{ ...anyStream, connects: true }] });
    return { v: space.vector(), socket: kernel.files[0] as Connecting };
  }

  test('is hung up before, silent meanwhile, and writable afterwards', () => {
    const { v, socket } = unconnected();
    expect(socket.events(v)).toBe(OUT | HUP);
    expect(socket.connect(v)).toBe('EINPROGRESS');
    expect([socket.events(v), socket.read(v, 1), socket.write(v)]).toEqual([0, 'EAGAIN', 'EAGAIN']);
    expect(socket.connect(v)).toBe('EALREADY');
    expect(socket.peerTakes(v)).toBe(OUT);
    expect([socket.connect(v), socket.connect(v)]).toEqual(['connected', 'EISCONN']);
    expect(socket.events(v)).toBe(OUT);
  });

  test('tells a refusal once, and can be connected anew', () => {
    const { v, socket } = unconnected();
    socket.connect(v);
    expect(socket.peerRefuses(v)).toBe(IN | OUT | RDHUP | HUP);
    expect([socket.connect(v), socket.connect(v)]).toEqual(['ECONNREFUSED', 'EINPROGRESS']);
  });

  test('forgets an attempt that is dissolved', () => {
    const { v, socket } = unconnected();
    socket.connect(v);
    socket.peerTakes(v);
    expect(socket.isUntold(v)).toBe(true);
    socket.disconnect(v);
    expect(socket.isUntold(v)).toBe(false);
    expect([1, 2].map(() => socket.read(v, 1))).toEqual(['ECONNRESET', 'ENOTCONN']);
    expect(socket.write(v)).toBe('EPIPE');
  });

  test('is answered at once by a listener that is prompt, absent or full', () => {
    const answers = [1, 2, 3].map((turns) => {
      const { v, socket } = unconnected();
      for (let i = 0; i < turns; i++) socket.changeListener(v);
      return socket.connect(v);
    });
    expect(answers).toEqual(['connected', 'ECONNREFUSED', 'EAGAIN']);
  });
});

describe('a datagram socket', () => {
  function correspondent() {
    const space = new Space();
    const kernel = new Kernel(space, { numbers: 1, files: [{ kind: 'datagram', inFlight: 2 }] });
    return { v: space.vector(), socket: kernel.files[0] as Datagrams };
  }

  test('gives one message a call', () => {
    const { v, socket } = correspondent();
    socket.peerSends(v);
    socket.peerSends(v, 2);
    expect(socket.peerSends(v)).toBe(0);
    const first = packMessage(1, 1, false);
    expect([1, 2, 3].map(() => socket.read(v, 1))).toEqual([first, packMessage(2, 1, true), 'EAGAIN']);
    socket.peerSends(v, 2);
    socket.peerSends(v);
    expect(socket.read(v, 2)).toBe(packMessage(1, 2, false));
    socket.delivered(v, 1);
    expect(socket.read(v, 2)).toBe(first);
  });

  test('tells once that nobody is there, and goes on', () => {
    const { v, socket } = correspondent();
    expect(socket.peerIsAbsent(v)).toBe(HUP);
    expect([socket.write(v), socket.write(v)]).toEqual(['ECONNREFUSED', 'taken']);
  });

  test('is full until its peer reads, which its readiness tells; of a crowd there it tells nothing', () => {
    const { v, socket } = correspondent();
    expect([socket.write(v), socket.write(v)]).toEqual(['taken', 'EAGAIN']);
    expect(socket.events(v)).toBe(0);
    expect(socket.peerReads(v)).toBe(OUT);
    socket.peerIsCrowded(v);
    expect([socket.write(v), socket.events(v)]).toEqual(['ENOBUFS', OUT]);
  });
});

describe('a poller within a poller', () => {
  /** A reader of the first stream, whose edge the outer poller has looked at. */
  function watched() {
    const world = twoStreams({ nested: true });
    world.kernel.add(world.v, 0, READ, 1);
    return world;
  }

  test('brings an edge when something becomes ready, and one when a modification finds something ready', () => {
    const { kernel, v, first } = watched();
    expect(kernel.hasEdge(v)).toBe(false);
    kernel.wake(v, 0, first.peerSends(v));
    expect([kernel.hasEdge(v), kernel.takeEdge(v), kernel.hasEdge(v)]).toEqual([true, true, false]);
    poll(kernel, v);
    kernel.modify(v, 0, READ, 1);
    expect(kernel.hasEdge(v)).toBe(true);
  });

  test('brings no edge for what is on its ready list already', () => {
    const { kernel, v } = watched();
    kernel.wake(v, 0, (kernel.files[0] as Stream).peerSends(v));
    kernel.takeEdge(v);
    kernel.modify(v, 0, READ, 1);
    expect(kernel.hasEdge(v)).toBe(false);
  });

  test('drops what is not ready any more when it is looked at, so that the next byte is an edge again', () => {
    const { kernel, v, first } = watched();
    kernel.wake(v, 0, first.peerSends(v));
    first.read(v, 1);
    expect(kernel.takeEdge(v)).toBe(false);
    kernel.wake(v, 0, first.peerSends(v));
    expect(kernel.hasEdge(v)).toBe(true);
  });
});
