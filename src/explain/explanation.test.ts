import { describe, expect, test } from 'vitest';
import { PollerBits } from '../../generated/ts/index.js';
import { readPast } from '../../model/checker/trace/past.js';
import { added, due, receiving, running } from '../../model/checker/trace/trace-phrases.js';
import { type SlotWriter, TraceWriter } from '../../model/checker/trace/trace-writer.js';
import {
  aborted,
  ended,
  given,
  opened,
  resumed,
  ServerTrace,
  written,
} from '../../model/checker/trace/transport-phrases.js';
import { Explanation } from './explanation.js';

/** The descriptor that the writer's user calls name. */
const FD = 3;

async function explained(
  write: (slot: SlotWriter) => unknown,
  ready?: number,
  { turn = 5, apart = false } = {},
): Promise<Explanation> {
  const trace = new TraceWriter();
  write(trace.slot());
  const past = await readPast(trace.pieces(), FD);
  return new Explanation(FD, ready === undefined ? past : { ...past, now: { turn, sincePoll: 20, ready, apart } });
}

const again = (slot: SlotWriter) =>
  running(slot).user('CALLBACK_END', 0).step('watch', 'READER_DONE').ask('epoll_mod', 'IN');

describe('a callback', () => {
  test('that waits: what the kernel was asked, and that it reported nothing', async () => {
    const explanation = await explained(added);
    expect(explanation).toMatchObject({ standing: 'live', reader: 'armed', writer: 'off', registered: ['IN'] });
    expect(explanation.text).toBe(`Descriptor 3:
The reader is armed: it runs when the kernel reports the descriptor readable, hung up or in error. It has not run in the steps below.
There is no writer.
No operation is pending.
The kernel is asked to report IN; since it was last asked, at record 2, nothing was reported.
What happened last:
  record 0  a reader was added
  record 1  watch ADD_READER: off.off.none -> armed.off.R
  record 2  the kernel was asked to report IN`);
  });

  test('that is due: what was reported, and when', async () => {
    const { reader, text } = await explained(due);
    expect(reader).toBe('due');
    expect(text).toContain('The reader is due:');
    expect(text).toContain('since it was last asked, at record 2, it reported IN at record 3.');
  });

  test('that runs, and that has run', async () => {
    expect((await explained(running)).text).toContain('The reader is running.');
    const { reader, text } = await explained(again);
    expect(reader).toBe('armed');
    expect(text).toContain('It last ran at record 6.');
    expect(text).toContain('at record 10, nothing was reported; before that, it reported IN at record 3.');
  });

  test('that was removed while another stands', async () => {
    const { text } = await explained((slot) =>
      added(slot)
        .user('ADD_WRITER')
        .step('watch', 'ADD_WRITER')
        .ask('epoll_mod', 'IN', 'OUT')
        .user('REMOVE_READER')
        .step('watch', 'REMOVE_READER')
        .ask('epoll_mod', 'OUT'),
    );
    expect(text).toContain('There is no reader. It was removed at record 6.');
    expect(text).toContain('The writer is armed: it runs when the kernel reports the descriptor writable');
    expect(text).toContain('The kernel is asked to report OUT;');
  });
});

describe('an operation', () => {
  test('that waits has its direction', async () => {
    const explanation = await explained(receiving);
    expect(explanation).toMatchObject({
      states: { watch: 'held.off.R', receive: 'waiting.present' },
      reader: 'held',
      pending: [{ machine: 'receive', flow: 'waiting' }],
    });
    expect(explanation.text).toContain('There is no reader: the operation that is pending has its direction.');
    expect(explanation.text).toContain(
      'A receive is pending: it is tried again when the kernel reports the descriptor.',
    );
    expect(explanation.text).toContain('  record 3  recv of 100 bytes: EAGAIN\n');
  });

  test('that has settled leaves its registration for the next one', async () => {
    const { pending, text } = await explained((slot) =>
      receiving(slot)
        .poll('IN')
        .step('watch', 'READABLE')
        .step('receive', 'READY')
        .system('recv', { value: 7, asked: 100 })
        .step('receive', 'SHORT_READ'),
    );
    expect(pending).toEqual([]);
    expect(text).toContain('There is no reader: its direction is kept registered for the next operation.');
    expect(text).toContain('recv of 100 bytes took 7');
  });

  test('that is under way tells so, whatever the errno that says it', async () => {
    const { text } = await explained((slot) =>
      slot
        .user('CONNECT', 1)
        .step('connect', 'CONNECT')
        .system('connect', { error: 'EINPROGRESS', value: -1 })
        .step('connect', 'IN_PROGRESS')
        .step('watch', 'HOLD_WRITER')
        .ask('epoll_add', 'OUT'),
    );
    expect(text).toContain('A connect is pending: it is tried again when the kernel reports the descriptor.');
    expect(text).toContain('  record 2  connect: EINPROGRESS\n');
  });

  test('that pauses tells what for', async () => {
    const { text } = await explained((slot) =>
      slot
        .user('ACCEPT', 1)
        .step('accept', 'ACCEPT')
        .system('accept', { error: 'EMFILE', value: -1 })
        .step('accept', 'FD_LIMIT'),
    );
    expect(text).toContain('An accept is pending: it pauses after EMFILE, and is tried again by itself.');
    expect(text).toContain('The kernel is not asked to report anything of it.');
  });
});

describe('a connection of the loop', () => {
  test('that is read waits for the kernel', async () => {
    const explanation = await explained(resumed);
    expect(explanation).toMatchObject({
      connection: { life: 'going', reading: 'receiving', writing: 'idle' },
      states: { watch: 'held.off.R', receive: 'waiting.present', send: 'idle.absent' },
      pending: [],
    });
    expect(explanation.text).toContain(`Descriptor 3:
A transport has it: the connection stands.
It is read when the kernel reports the descriptor.
All that was written to it has left.
The kernel is asked to report IN;`);
    expect(explanation.text).toContain('  record 0  a transport was made of it\n');
    expect(explanation.text).toContain('  record 1  its protocol was told that it is made\n');
  });

  test('that is not read tells why', async () => {
    expect((await explained(opened)).text).toContain('It is not read: its protocol has paused it, or has not');
    const { text } = await explained((slot) => given(resumed(slot)).told('DATA', 0, { value: 7 }));
    expect(text).toContain('It is not read: JavaScript has not taken yet what was read last.');
    expect(text).toContain('its protocol was told of 7 bytes');
    expect((await explained((slot) => ended(resumed(slot)))).text).toContain('There is nothing more to be read.');
  });

  test('of which not all has left, and that is being closed', async () => {
    const stuck = (slot: SlotWriter) =>
      written(opened(slot), 10, 4)
        .system('send', { error: 'EAGAIN', asked: 6 })
        .step('send', 'WOULD_BLOCK')
        .step('watch', 'HOLD_WRITER')
        .ask('epoll_add', 'OUT');
    expect((await explained(stuck)).text).toContain(
      'Not all that was written to it has left: the rest is sent when the kernel reports the descriptor.',
    );
    const { text } = await explained((slot) => stuck(slot).user('SHUT').step('transport', 'CLOSE'));
    expect(text).toContain('A transport has it, and was closed: what was written leaves first.');
    expect(text).toContain('the rest, and then the end, is sent when');
  });

  test('that has ended is no more', async () => {
    const explanation = await explained((slot) => aborted(resumed(slot)).told('LOST', undefined, { error: 104 }));
    expect(explanation).toMatchObject({ standing: 'ended', connection: undefined });
    expect(explanation.text).toContain('close of descriptor 3');
    expect(explanation.text).toContain('its protocol was told that it is lost, ECONNRESET');
  });
});

describe('a listener of the loop', () => {
  const of = async (write: (server: ServerTrace) => unknown) => {
    const server = new ServerTrace(1);
    write(server);
    return new Explanation(FD, await readPast(server.trace.pieces(), FD));
  };

  test('that accepts, and one that does not, tell why', async () => {
    const accepting = await of(() => {});
    expect(accepting).toMatchObject({ serving: 'accepting', pending: [] });
    expect(accepting.text).toContain(
      'The loop accepts connections here: the next one when the kernel reports the descriptor.',
    );
    const full = await of((server) => {
      server.accepts(8).opens(8);
      server.enough();
    });
    expect(full.text).toContain('The loop accepts no connection here: there are as many as there may be.');
    const starved = await of(({ listener }) =>
      listener
        .poll('IN')
        .step('watch', 'READABLE')
        .step('accept', 'READY')
        .system('accept', { error: 'EMFILE' })
        .step('accept', 'FD_LIMIT'),
    );
    expect(starved.text).toContain('it pauses after EMFILE, and tries again by itself.');
  });
});

describe('a descriptor', () => {
  test('that nothing stands on any more tells what ended it', async () => {
    const explanation = await explained((slot) =>
      added(slot)
        .user('REMOVE_READER')
        .step('watch', 'REMOVE_READER')
        .system('epoll_del')
        .user('CLOSE')
        .step('watch', 'CLOSE'),
    );
    expect(explanation).toMatchObject({ standing: 'ended', states: {}, registered: [] });
    expect(explanation.text).toMatch(/^Nothing stands on descriptor 3 any more\.\nWhat happened last:\n/);
    expect(explanation.steps.map(({ by }) => by)).toEqual([
      'user',
      'loop',
      'kernel',
      'user',
      'loop',
      'kernel',
      'user',
      'loop',
    ]);
  });

  test('that the loop never met, and any descriptor of a closed loop', async () => {
    expect(await explained(() => {})).toMatchObject({
      standing: 'none',
      text: 'Nothing is known of descriptor 3: no callback was added to it, and no operation begun.',
    });
    const closed = new Explanation(FD, undefined);
    expect(closed).toMatchObject({ standing: 'closed', steps: [] });
    expect(String(closed)).toBe('The loop is closed: nothing of it runs any more.');
  });

  test('of a loop that runs: when it looked last, and what is ready by now', async () => {
    const { unit, looked, ready, text } = await explained(added, PollerBits.IN | PollerBits.OUT);
    expect({ unit, looked, ready }).toEqual({ unit: 'turn', looked: { turn: 5, ago: 20 }, ready: ['IN', 'OUT'] });
    expect(text).toContain('The loop last took what the kernel reports in turn 5, 20 ms ago.');
    expect(text).toContain('At this moment poll(2) says IN|OUT: the loop hears of it when JavaScript returns');
    const beside = await explained(added, PollerBits.IN, { apart: true });
    expect(beside.text).toContain(
      "says IN: the loop's thread hears of it by itself, and the callback runs when JavaScript",
    );
    expect((await explained(added, PollerBits.OUT)).text).toContain('poll(2) says OUT.\n');
    expect((await explained(added, 0)).text).toContain('poll(2) says nothing.\n');
  });

  test('of a loop that has not looked at all: when it will', async () => {
    const unlooked = (apart: boolean) => explained(added, 0, { turn: 0, apart });
    expect((await unlooked(false)).text).toContain(
      'has not taken yet what the kernel reports: it does when JavaScript',
    );
    expect((await unlooked(true)).text).toContain(
      'has not taken yet what the kernel reports: it does on its own thread',
    );
  });
});
