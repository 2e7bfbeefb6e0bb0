import type { TraceReport, WrongStep } from './report.js';
import { type SlotWriter, TraceWriter } from './trace-writer.js';
import { validateTrace } from './validate.js';

/** What tests of connections and listeners write into traces again and again. */

/** How much a connection is read at a time, in these traces. */
export const READ = 1000;

/** The descriptor of a connection that its user brought. */
export const FD = 3;

export const opened = (slot: SlotWriter) => slot.user('OPEN', 0, READ).told('MADE', 0, { value: FD });

/** It is read, and has to wait. */
export const resumed = (slot: SlotWriter) =>
  opened(slot)
    .user('RESUME')
    .step('transport', 'RESUME')
    .step('receive', 'RECEIVE')
    .receives({ error: 'EAGAIN', asked: READ })
    .step('receive', 'WOULD_BLOCK')
    .step('watch', 'HOLD_READER')
    .ask('epoll_add', 'IN', 'PRI');

/** So many bytes come, and there is nothing more. */
export const given = (slot: SlotWriter, value = 7) =>
  slot
    .poll('IN')
    .step('watch', 'READABLE')
    .step('receive', 'READY')
    .system('recv', { value, asked: READ })
    .step('receive', 'SHORT_READ')
    .step('transport', 'RECEIVED');

export const taken = (slot: SlotWriter) => slot.user('TAKEN').step('transport', 'TAKEN').step('receive', 'RECEIVE');

/** The peer has finished. */
export const ended = (slot: SlotWriter) =>
  slot
    .poll('IN', 'RDHUP')
    .step('watch', 'READ_HANGUP')
    .step('receive', 'HANGUP', 'READY')
    .system('recv', { value: 0, asked: READ })
    .step('receive', 'END')
    .step('transport', 'PEER_ENDED');

/** What was written, and what of it the kernel took in one call. */
export const written = (slot: SlotWriter, asked: number, value = asked) =>
  slot
    .user('WRITE', 0, asked)
    .step('transport', 'WRITE')
    .step('send', 'SEND')
    .system('send', { value, asked })
    .step('send', value === asked ? 'SENT_ALL' : 'SENT_PART');

export const sent = (slot: SlotWriter, asked: number) => written(slot, asked).step('transport', 'SENT');

/** All machines of the slot end, and its descriptor is closed; `registered` if the kernel knows of it. */
export const left = (slot: SlotWriter, { registered = true, fd = FD } = {}) => {
  slot.step('receive', 'CLOSE').step('send', 'CLOSE').step('watch', 'CLOSE');
  if (registered) slot.system('epoll_del');
  return slot.step('transport', 'GONE').system('close', { asked: fd });
};

export const aborted = (slot: SlotWriter) => left(slot.user('ABORT').step('transport', 'ABORT'));

/** A whole trace of one slot, of which users were told all. */
export async function whole(write: (slot: SlotWriter) => unknown): Promise<TraceReport> {
  const trace = new TraceWriter();
  write(trace.slot());
  return validateTrace(trace.pieces(Infinity, { untold: 0, live: 0, isWhole: true }));
}

export async function wrongWhole(write: (slot: SlotWriter) => unknown): Promise<WrongStep | undefined> {
  return (await whole(write)).firstWrong;
}

/** A listener at which nobody is there. */
export const waits = (listener: SlotWriter) =>
  listener.system('accept', { error: 'EAGAIN' }).step('accept', 'WOULD_BLOCK');

/** A trace of a listener, and of the connections that it gives. */
export class ServerTrace {
  readonly trace = new TraceWriter();
  readonly listener = this.trace.slot(0, 1, FD);
  #connections = 0;

  /** @param others how many more listeners the server has */
  constructor(
    readonly most: number,
    others = 0,
  ) {
    this.serves(this.listener, others);
  }

  /** Connections of a listener are accepted, and nobody is there. */
  serves(listener: SlotWriter, more: number): SlotWriter {
    return waits(listener.user('SERVE', more, this.most).step('server', 'SERVE', 'ROOM_LEFT').step('accept', 'ACCEPT'))
      .step('watch', 'HOLD_READER')
      .ask('epoll_add', 'IN', 'PRI');
  }

  /** Somebody connects; `fd` is the descriptor. */
  accepts(fd: number): this {
    this.listener
      .poll('IN')
      .step('watch', 'READABLE')
      .step('accept', 'READY')
      .system('accept', { value: fd })
      .step('accept', 'ACCEPTED')
      .step('server', 'ACCEPTED');
    return this;
  }

  /** The slot of the connection that was accepted last. */
  opens(fd: number): SlotWriter {
    return this.trace.slot(++this.#connections, 1, fd).user('OPEN', 0, READ);
  }

  /** Another one is asked for, and nobody is there. */
  more(): this {
    waits(this.listener.step('server', 'ROOM_LEFT').step('accept', 'MORE_WAITERS'));
    return this;
  }

  enough(): this {
    this.listener.step('server', 'FULL').step('accept', 'NO_WAITERS');
    return this;
  }

  async wrong(): Promise<WrongStep | undefined> {
    return (await validateTrace(this.trace.pieces())).firstWrong;
  }
}
