import type { Facts, PendingOperation } from './facts.js';
import type { Happening, PollerBit } from './happening.js';
import { connection, listener } from './transports.js';

/** An explanation for people. */
export function sentences(explanation: Facts): string[] {
  const { fd, standing } = explanation;
  switch (standing) {
    case 'closed':
      return ['The loop is closed: nothing of it runs any more.'];
    case 'none':
      return [
        `Nothing is known of descriptor ${fd}: no callback was added to it, and no operation begun.`,
        ...ready(explanation),
      ];
    case 'ended':
      return [`Nothing stands on descriptor ${fd} any more.`, ...ready(explanation), ...lastly(explanation)];
    case 'live':
      return [
        `Descriptor ${fd}:`,
        ...uses(explanation),
        registration(explanation),
        ...looked(explanation),
        ...ready(explanation),
        ...lastly(explanation),
      ];
  }
}

/** Who has to do with it: callbacks and operations of the user's, or a transport or server. */
function uses(explanation: Facts): string[] {
  const { pending, connection: known, serving } = explanation;
  if (known === undefined && serving === undefined) {
    const operations = pending.map((one) => operation(one, explanation));
    return [
      callback('reader', explanation),
      callback('writer', explanation),
      ...(pending.length === 0 ? ['No operation is pending.'] : operations),
    ];
  }
  const callbacks = (['reader', 'writer'] as const).filter((name) => !['off', 'held'].includes(explanation[name]));
  return [
    ...(known === undefined ? [] : connection(known, explanation)),
    ...(serving === undefined ? [] : [listener(serving, explanation)]),
    ...callbacks.map((name) => callback(name, explanation)),
  ];
}

const ABLE = { reader: 'readable', writer: 'writable' } as const;
const MACHINES: Readonly<Record<string, readonly string[]>> = {
  reader: ['accept', 'receive'],
  writer: ['send', 'connect'],
};

function callback(name: 'reader' | 'writer', explanation: Facts): string {
  const { pending, steps } = explanation;
  const operating = pending.some(({ machine }) => MACHINES[name]?.includes(machine));
  const began = steps.findLast((one) => one.by === 'user' && one.call === 'CALLBACK_BEGIN' && one.callback === name);
  const removed = steps.findLast((one) => one.by === 'user' && one.call === `REMOVE_${name.toUpperCase()}`);
  switch (explanation[name]) {
    case 'off':
      return `There is no ${name}.${removed ? ` It was removed ${when(removed, explanation)}.` : ''}`;
    case 'armed': {
      const ran = began ? `It last ran ${when(began, explanation)}.` : 'It has not run in the steps below.';
      return `The ${name} is armed: it runs when the kernel reports the descriptor ${ABLE[name]}, hung up or in error. ${ran}`;
    }
    case 'due':
      return `The ${name} is due: the kernel reported the descriptor, and it runs with the batch at hand or the next one.`;
    case 'running':
      return `The ${name} is running.`;
    case 'held':
      return operating
        ? `There is no ${name}: the operation that is pending has its direction.`
        : `There is no ${name}: its direction is kept registered for the next operation.`;
  }
}

const NOUNS: Readonly<Record<string, string>> = {
  accept: 'An accept',
  receive: 'A receive',
  send: 'A send',
  connect: 'A connect',
};

function operation({ machine, flow }: PendingOperation, { steps }: Facts): string {
  const noun = NOUNS[machine] ?? machine;
  switch (flow) {
    case 'waiting':
      return `${noun} is pending: it is tried again when the kernel reports the descriptor.`;
    case 'yielding':
      return `${noun} is pending: its turn comes later: it has had its share of this one, or others were before it.`;
    case 'starved': {
      const refused = steps.findLast((one) => one.by === 'kernel' && one.call === machine && one.error !== undefined);
      const error = refused?.by === 'kernel' ? ` after ${refused.error}` : '';
      return machine === 'accept'
        ? `${noun} is pending: it pauses${error}, and is tried again by itself.`
        : `${noun} is pending: it waits in line for room at its destination${error}, and is tried again by itself when it is its turn.`;
    }
    default:
      return `${noun} is under way.`;
  }
}

const REGISTERS: readonly string[] = ['epoll_add', 'epoll_mod'];

/** What the kernel was asked, and whether it has reported anything since. */
function registration(explanation: Facts): string {
  const { registered, steps } = explanation;
  if (registered.length === 0) {
    return 'The kernel is not asked to report anything of it.';
  }
  const asked = steps.findLastIndex((one) => one.by === 'kernel' && REGISTERS.includes(one.call));
  const reported = steps.findLastIndex((one) => one.by === 'kernel' && one.call === 'poll');
  const report = steps[reported];
  const since = asked < 0 ? 'in the steps below' : `since it was last asked, ${when(steps[asked], explanation)},`;
  const told = report?.by === 'kernel' ? `it reported ${list(report.bits)} ${when(report, explanation)}` : '';
  const reports = reported > asked ? told : `nothing was reported${told && `; before that, ${told}`}`;
  return `The kernel is asked to report ${list(registered)}; ${since} ${reports}.`;
}

function looked({ looked, apart }: Facts): string[] {
  if (looked === undefined) {
    return [];
  }
  const { turn, ago } = looked;
  return [
    turn === 0
      ? `The loop has not taken yet what the kernel reports: it does ${apart ? 'on its own thread' : 'when JavaScript returns'}.`
      : `The loop last took what the kernel reports in turn ${turn}, ${ago} ms ago.`,
  ];
}

/** What poll(2) says, and what that means for a callback that waits. */
function ready({ fd, ready, unit, reader, writer, apart }: Facts): string[] {
  if (unit === 'record') {
    return [];
  }
  if (ready === undefined) {
    return [`At this moment ${fd} is no open descriptor.`];
  }
  const waiting = (reader === 'armed' && ready.includes('IN')) || (writer === 'armed' && ready.includes('OUT'));
  const heard = apart
    ? "the loop's thread hears of it by itself, and the callback runs when JavaScript returns"
    : 'the loop hears of it when JavaScript returns';
  const hears = `${heard}, unless the number names another file than it did`;
  return [`At this moment poll(2) says ${list(ready)}${waiting ? `: ${hears}` : ''}.`];
}

function lastly({ steps, unit }: Facts): string[] {
  const width = String(steps.at(-1)?.at).length;
  const lines = steps.map((one) => `  ${unit} ${String(one.at).padStart(width)}  ${inWords(one)}`);
  return lines.length === 0 ? [] : ['What happened last:', ...lines];
}

const CALLS: Readonly<Record<string, string>> = {
  ADD_READER: 'a reader was added',
  ADD_WRITER: 'a writer was added',
  REMOVE_READER: 'the reader was removed',
  REMOVE_WRITER: 'the writer was removed',
  ACCEPT: 'an accept was begun',
  RECEIVE: 'a receive was begun',
  SEND: 'a send was begun',
  CONNECT: 'a connect was begun',
  CANCEL: 'an operation was aborted',
  CLOSE: 'all that stood on it was ended',
  REFUSED: 'the engine refused to begin',
  ATTACH: 'its slot was looked for',
  OPEN: 'a transport was made of it',
  RESUME: 'reading was resumed',
  PAUSE: 'reading was paused',
  WRITE: 'bytes were written to it',
  WRITE_EOF: 'the end was written to it',
  SHUT: 'its transport was closed',
  ABORT: 'its transport was aborted',
  SERVE: 'a server was made of it',
  PAUSE_SERVING: 'accepting was paused',
  RESUME_SERVING: 'accepting was resumed',
  TAKEN: 'JavaScript took what was read',
};

/** One thing that happened, as a phrase. */
function inWords(one: Happening): string {
  switch (one.by) {
    case 'user':
      if (one.callback !== undefined) {
        return `the ${one.callback} ${one.call === 'CALLBACK_BEGIN' ? 'began' : 'returned'}`;
      }
      return `${CALLS[one.call]}${one.operation === undefined ? '' : ` (operation ${one.operation})`}`;
    case 'kernel':
      return `${asking(one)}${one.error === undefined ? '' : `: ${one.error}`}`;
    case 'told':
      return telling(one);
    case 'loop':
      return one.before === one.after
        ? `${one.machine} ${one.event}: still ${one.after}`
        : `${one.machine} ${one.event}: ${one.before} -> ${one.after}`;
  }
}

const TOLD: Readonly<Record<string, string>> = {
  SENT: 'all was sent',
  CONNECTED: 'it is connected',
  READER_CALLED: 'the reader was called',
  WRITER_CALLED: 'the writer was called',
  READER_REFUSED: 'no reader was added: a promise waits there',
  WRITER_REFUSED: 'no writer was added: a promise waits there',
  LIMIT: 'accepting pauses at a limit',
  GIVEN_UP: 'the callbacks were given up',
  MADE: 'its protocol was told that it is made',
  EOF: 'its protocol was told that the peer sends nothing more',
  LOST: 'its protocol was told that it is lost',
  PAUSE_WRITING: 'its protocol was told to pause writing',
  RESUME_WRITING: 'its protocol was told to resume writing',
  UNSERVED: 'its server was told that nothing more is accepted',
};

function telling({ what, operation, error, value }: Extract<Happening, { by: 'told' }>): string {
  const said = TOLD[what] ?? outcome(what, value);
  const of = operation === undefined ? '' : ` (operation ${operation})`;
  return `${operation === undefined ? '' : 'its user was told: '}${said}${error === undefined ? '' : `, ${error}`}${of}`;
}

function outcome(what: string, value: number): string {
  switch (what) {
    case 'ACCEPTED':
      return `descriptor ${value} connected`;
    case 'RECEIVED':
      return `${value} bytes were received`;
    case 'DATA':
      return `its protocol was told of ${value} bytes`;
    default: {
      const sent = value === 0 ? '' : ` after ${value} bytes`;
      return `${what === 'ABORTED' ? 'it was aborted' : 'it failed'}${sent}`;
    }
  }
}

function asking({ call, error, value, asked, bits }: Extract<Happening, { by: 'kernel' }>): string {
  const done = error === undefined;
  switch (call) {
    case 'poll':
      return `the kernel reported ${list(bits)}`;
    case 'epoll_add':
    case 'epoll_mod':
      return `the kernel was asked to report ${list(bits)}`;
    case 'epoll_del':
      return 'the kernel was asked to report nothing any more';
    case 'accept':
      return done ? `accept gave descriptor ${value}` : 'accept';
    case 'recv':
    case 'send':
      return `${call} of ${asked} bytes${done ? ` took ${value}` : ''}`;
    case 'close':
      return `close of descriptor ${asked}`;
    default:
      return call;
  }
}

function list(bits: readonly PollerBit[]): string {
  return bits.join('|') || 'nothing';
}

function when(one: Happening | undefined, { unit }: Facts): string {
  return `${unit === 'turn' ? 'in' : 'at'} ${unit} ${one?.at}`;
}
