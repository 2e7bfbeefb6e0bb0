import { type Mutant, mutants } from '../compiler/mutants.js';
import { real } from '../worlds/index.js';
import type { Change } from './bug.js';
import { bugs } from './catalogue/index.js';

/** What only one clause catches, so that this clause is needed: a known bug, a mutant of a table, or a toy. */
export interface Needed {
  /** The clause, as reports name it. */
  readonly clause: string;
  /** A known bug, by its id. */
  readonly bug?: string;
  /** A mutant: machine, state, event and change, as reports name it. */
  readonly mutant?: string;
  /** A change that happened to nobody, for want of one that did. */
  readonly toy?: Change;
}

/** Every clause once. `readyloop mutants --needed` demands that each is the only one to catch what stands beside it. */
export const needed: readonly Needed[] = [
  {
    clause: 'L1 ready before it runs',
    toy: {
      patches: [
        {
          machine: 'watch',
          where: { reader: 'running', writer: 'off' },
          event: 'READER_DONE',
          to: { reader: 'due' },
          with: ['queueReader'],
        },
      ],
    },
  },
  { clause: 'L2 runs again', bug: 'F3' },
  { clause: 'L3 what is removed never runs', bug: 'R6' },
  { clause: 'L3 removing tells whether there was one', bug: 'R7' },
  {
    clause: 'L3 only what is to come begins',
    toy: {
      patches: [
        { machine: 'handle', where: { call: 'cancelled' }, event: 'RUN', to: { call: 'done' }, with: ['call'] },
      ],
    },
  },
  { clause: 'L3 no callback after the end', toy: { contract: { turn: 'descriptorAfterTheEnd' } } },
  {
    clause: 'L3 a handle tells whether it is cancelled',
    mutant: 'handle referenced.done CANCEL to referenced.cancelled',
  },
  { clause: 'L3 a handle tells whether it is referenced', mutant: 'handle referenced.done UNREF to referenced.done' },
  { clause: 'L4 what is replaced never runs', bug: 'P7' },
  { clause: 'L5 the other stays watched', toy: { contract: { interest: 'theOthers' } } },
  { clause: 'L6 an event or a call is of its own file', bug: 'F5' },
  { clause: 'L7 batches come in their order', toy: { contract: { turn: 'timersBeforeDescriptors' } } },
  { clause: 'L7 calls are first in, first out', toy: { contract: { turn: 'lastCallFirst' } } },
  { clause: 'L7 what a callback makes waits', bug: 'O1' },
  { clause: 'L7 a batch that has begun runs to its end', toy: { contract: { turn: 'stopCutsTheBatch' } } },
  { clause: "L7 a call's turn comes", toy: { contract: { turn: 'descriptorsStarveCalls' } } },
  { clause: "L7 a descriptor's turn comes", toy: { contract: { turn: 'callsStarveDescriptors' } } },
  { clause: 'L8 none twice', toy: { contract: { connections: 'twoForOne' } } },
  { clause: 'L8 none from nothing', toy: { contract: { connections: 'oneForTwo' } } },
  { clause: 'L8 none lost', toy: { contract: { connections: 'lastThrownAway' } } },
  {
    clause: 'L8 a paused server accepts nothing',
    toy: { cells: [{ machine: 'server', state: 'full', event: 'PAUSE', next: 'full', actions: [] }] },
  },
  {
    clause: 'L8 never more connections than there may be',
    toy: {
      cells: [
        { machine: 'server', state: 'counting', event: 'FULL', next: 'accepting', actions: ['more'] },
        ...['accepting', 'paused', 'failed'].map((state) => {
          return { machine: 'server', state, event: 'LEFT', answer: 'ignore' } as const;
        }),
      ],
    },
  },
  { clause: 'L8 each is handed over or closed', bug: 'V2' },
  { clause: 'L8 connections live on when their server ends', bug: 'S2' },
  {
    clause: 'L8 that a server accepts no more is told once',
    toy: { cells: [{ machine: 'server', state: 'failed', event: 'LOST', next: 'closed', actions: ['tellRefused'] }] },
  },
  {
    clause: 'L8 a server ends for a reason',
    toy: { cells: [{ machine: 'server', state: 'paused', event: 'RESUME', next: 'failed', actions: ['tellRefused'] }] },
  },
  {
    clause: 'L9 the limit is told',
    toy: {
      patches: [{ machine: 'accept', where: { flow: 'trying' }, event: 'FD_LIMIT', without: ['reportLimit'] }],
    },
  },
  { clause: 'L9 the limit is told once', bug: 'P9' },
  { clause: 'L10 settles at last', mutant: 'turnstile left.calling ASK without letThrough' },
  { clause: 'L10 none settles twice', mutant: 'connect waiting.present CANCEL to starved.absent' },
  { clause: 'L10 an abort settles', toy: { contract: { aborting: 'doesNothing' } } },
  { clause: 'L10 an end settles', mutant: 'connect starved.absent CLOSE without reject' },
  { clause: 'L10 an end ends every machine', mutant: 'accept idle.absent CLOSE to starved.absent' },
  { clause: 'L10 nothing is left under way', toy: { contract: { attempts: 'leftAlone' } } },
  {
    clause: 'L10 who asked to stop is told',
    toy: {
      patches: [{ machine: 'loop', where: { phase: 'idle', end: 'going' }, event: 'STOP', without: ['schedule'] }],
    },
  },
  { clause: 'L10 what was pending settles', mutant: 'loop closed FAILED without fail' },
  { clause: 'L10 a race settles once', mutant: 'race finding GIVE_UP to won' },
  { clause: 'L10 who gives a race up is told so, and nobody else', bug: 'V9c' },
  {
    clause: 'L10 a race fails when all attempts have failed',
    toy: {
      cells: [
        {
          ...{ machine: 'race', state: 'last', event: 'FAILED', next: 'over' },
          actions: ['drop', 'closeAll', 'release', 'rejectFailed'],
        },
      ],
    },
  },
  {
    clause: 'L10 the errors of all attempts are told',
    toy: {
      cells: [
        {
          ...{ machine: 'race', state: 'last', event: 'ALL_FAILED', next: 'over' },
          actions: ['closeAll', 'release', 'rejectFailed'],
        },
      ],
    },
  },
  {
    clause: 'L10 no address is told where there was none',
    toy: {
      cells: [
        { machine: 'race', state: 'finding', event: 'FOUND', next: 'over', actions: ['release', 'rejectNotFound'] },
      ],
    },
  },
  { clause: 'L10 no race meets what it forbids', mutant: 'race finding NOT_FOUND to beginning' },
  { clause: 'L10 a race settles', mutant: 'race beginning NO_MORE to pacing' },
  {
    clause: 'L10 of two reads at once the second is refused, and no other',
    toy: {
      patches: [
        {
          machine: 'reader',
          where: { read: 'idle' },
          event: 'READ',
          to: { read: 'idle' },
          without: ['begin', 'look'],
          with: ['refuse'],
        },
      ],
    },
  },
  {
    clause: 'L10 a read settles once',
    toy: {
      patches: [{ machine: 'reader', where: { read: 'idle', input: 'open' }, event: 'LOST', with: ['rejectLost'] }],
    },
  },
  {
    clause: 'L10 a read gets what it wanted, or what is left at the end',
    mutant: 'reader looking.open.on FOUND without take',
  },
  { clause: 'L10 a read fails for its reason', mutant: 'reader idle.lost.over READ without begin' },
  {
    clause: 'L10 no read waits for what will not come, or is there',
    toy: {
      patches: [{ machine: 'reader', where: { read: 'idle', input: 'lost' }, event: 'READ', answer: 'ignore' }],
    },
  },
  {
    clause: 'L10 no reader meets what it forbids',
    toy: { patches: [{ machine: 'reader', where: { read: 'idle' }, event: 'ABORT', answer: 'forbidden' }] },
  },
  { clause: 'L10 no drain waits in vain', bug: 'V6b' },
  {
    clause: 'L10 a drain fails where the connection is over, and nowhere else',
    toy: {
      cells: [{ machine: 'writer', state: 'full', event: 'ROOM', next: 'there', actions: ['rejectDrains'] }],
    },
  },
  { clause: 'L10 nobody waits for an end that has come', mutant: 'writer there LOST without rejectEnds' },
  { clause: 'L10 who waits for the end is told how it was', mutant: 'writer there LOST to ended' },
  { clause: 'L11 bytes are taken once and in order, and none is lost', bug: 'B3' },
  { clause: 'L11 bytes are told as they were taken', toy: { contract: { bytes: 'partForAll' } } },
  { clause: 'L11 no message is lost', bug: 'P12' },
  { clause: 'L11 the message that is told was taken', bug: 'P13' },
  { clause: 'L11 a message is cut by nothing but what was asked for', toy: { contract: { messages: 'cutToAByte' } } },
  { clause: 'L11 that a message was cut is told', bug: 'P14' },
  {
    clause: 'L11 what arrives at a connection is told once and in order',
    mutant: 'transport closing.discarding.shut RECEIVED without discard',
  },
  {
    clause: 'L11 nothing that arrived is thrown away before a close',
    toy: {
      patches: [
        {
          machine: 'transport',
          where: { life: 'failing', reading: 'receiving' },
          event: 'RECEIVED',
          to: { reading: 'receiving' },
          without: ['tellData'],
          with: ['discard', 'receive'],
        },
      ],
    },
  },
  { clause: 'L11 what is written leaves once and in order', bug: 'V11' },
  {
    clause: 'L11 what was written leaves before the descriptor is closed',
    toy: {
      patches: [
        {
          machine: 'transport',
          where: { life: 'halfClosed', writing: 'sending' },
          event: 'CLOSE',
          to: { life: 'over' },
          with: ['keepReason', 'tellLost', 'leave'],
        },
      ],
    },
  },
  { clause: 'L11 closing does not reset', bug: 'P16' },
  {
    clause: 'L11 a loss tells of what went wrong',
    mutant: 'transport going.paused.sending SEND_FAILED without keepReason',
  },
  {
    clause: 'L11 the sending half ends with the last byte',
    mutant: 'transport going.paused.idle WRITE_EOF without shutDown',
  },
  {
    clause: 'L11 what is written leaves',
    toy: {
      patches: [
        { machine: 'transport', where: { life: 'halfClosed', writing: 'idle' }, event: 'WRITE', without: ['send'] },
        {
          machine: 'transport',
          where: { life: 'halfClosed', writing: 'sending' },
          event: ['CLOSE', 'WRITE_EOF'],
          with: ['send'],
        },
      ],
    },
  },
  {
    clause: 'L11 a reader gets each byte once and in order, and what a read did not get is kept',
    bug: 'V10',
  },
  {
    clause: 'L12 nothing is told after the loss',
    toy: {
      patches: [
        {
          machine: 'transport',
          where: { life: 'going', reading: ['receiving', 'stopping'] },
          event: 'RECEIVE_FAILED',
          with: ['tellLost'],
        },
      ],
    },
  },
  {
    clause: "L12 no bytes and no end are told after the peer's end",
    toy: {
      patches: [
        {
          machine: 'transport',
          where: { life: 'going', reading: 'receiving' },
          event: 'PEER_ENDED',
          with: ['tellEnd'],
        },
      ],
    },
  },
  { clause: 'L12 an end or a loss overtakes nothing', bug: 'V15' },
  {
    clause: 'L12 after a close nothing is told but the loss',
    toy: {
      patches: [
        {
          machine: 'transport',
          where: { life: 'closing', writing: 'finishing' },
          event: 'PEER_ENDED',
          with: ['tellEnd'],
        },
      ],
    },
  },
  {
    clause: 'L12 a loss has a reason',
    toy: {
      patches: [
        {
          machine: 'transport',
          where: { life: 'going', writing: ['idle', 'shut'] },
          event: 'PEER_ENDED',
          to: { life: 'over' },
          with: ['keepReason', 'tellLost', 'leave'],
        },
      ],
    },
  },
  {
    clause: 'L12 each connection is told of its loss',
    mutant: 'transport going.paused.idle ABORT without tellLost',
  },
  {
    clause: 'L12 what comes is told',
    toy: {
      patches: [
        {
          machine: 'transport',
          where: { life: 'going', reading: 'untaken' },
          event: 'TAKEN',
          to: { reading: 'paused' },
          without: ['receive'],
        },
      ],
    },
  },
  {
    clause: 'L12 what is closed or broken ends',
    mutant: 'transport closing.discarding.finishing SENT without startLinger',
  },
  {
    clause: "L12 what is closed ends with its peer's end",
    mutant: 'transport going.paused.idle CLOSE without receive',
  },
  { clause: 'L12 nothing is read before the beginning or in a pause', bug: 'V18' },
  {
    clause: 'L11 a write is taken as long as nothing has ended it',
    toy: {
      patches: [
        { machine: 'protocol', where: { output: 'open' }, event: 'WRITE', without: ['take'], with: ['refuseEnded'] },
      ],
    },
  },
  {
    clause: 'L11 a write after writeEof is refused',
    toy: {
      patches: [
        { machine: 'protocol', where: { output: 'ended' }, event: 'WRITE', without: ['refuseEnded'], with: ['take'] },
      ],
    },
  },
  { clause: 'L11 a write after a close or the loss is dropped', bug: 'V16' },
  {
    clause: 'L12 connectionMade is the first and comes once',
    toy: {
      patches: [
        { machine: 'protocol', where: { life: 'open-flowing' }, event: 'TELL', with: ['tellMade'] },
        { machine: 'protocol', where: { life: ['open-flowing', 'open-paused'] }, event: 'BEGUN', answer: 'ignore' },
      ],
    },
  },
  {
    clause: 'L12 nothing comes after connectionLost',
    mutant: 'protocol open-flowing.there.open LOST to lost.over.over',
  },
  {
    clause: 'L12 connectionLost is of a loss',
    mutant: 'protocol open-keptEnd.there.open THREW to lost.over.over',
  },
  {
    clause: 'L12 the end comes once, and no data behind it',
    mutant: 'protocol open-ended.there.open TELL_ROOM to open-pausedEnd.there.open',
  },
  { clause: "L12 nothing is told inside the user's own call", bug: 'T3' },
  {
    clause: 'L12 nothing but the loss comes after a close',
    mutant: 'protocol losing-end.over.over CLOSE to losing-nothing.over.over',
  },
  {
    clause: 'L12 no machine of a protocol meets what it forbids',
    mutant: 'protocol new.unasked.open LOST to losing-data.over.over',
  },
  { clause: 'L12 the loss is told', bug: 'V6' },
  {
    clause: 'L12 pauseWriting and resumeWriting alternate',
    toy: { patches: [{ machine: 'protocol', where: { room: 'gone' }, event: 'TELL_ROOM', with: ['tellPause'] }] },
  },
  {
    clause: 'L12 what is told of room is so',
    toy: {
      patches: [
        {
          machine: 'protocol',
          where: { room: 'there', life: ['open-flowing', 'open-paused', 'open-ended'] },
          event: 'TELL_ROOM',
          to: { room: 'coming' },
          with: ['tellRoomLater', 'tellPause'],
        },
      ],
    },
  },
  {
    clause: 'L12 who writes is told of room',
    mutant: 'protocol open-beginning.there.open ABOVE_HIGH without tellRoomLater',
  },
  {
    clause: 'L12 data come in order, and none is left out',
    toy: {
      patches: [
        {
          machine: 'protocol',
          where: { life: 'open-keptData' },
          event: 'DATA',
          without: ['keep'],
          with: ['tellData'],
        },
      ],
    },
  },
  {
    clause: "L12 the end is of the peer's",
    mutant: 'protocol open-keptData.there.open LOST to losing-dataEnd.over.over',
  },
  { clause: 'L12 all that arrived comes before the loss', bug: 'V15b' },
  { clause: 'L12 nothing arrives at a reader that is paused', bug: 'V13' },
  {
    clause: 'L12 a protocol is told what arrived',
    toy: { patches: [{ machine: 'protocol', where: { life: 'open-pausedEnd' }, event: 'RESUME', answer: 'ignore' }] },
  },
  { clause: 'L12 an end that is wanted is asked for', bug: 'V7' },
  {
    clause: 'L12 no other end is asked for',
    toy: {
      patches: [
        {
          machine: 'protocol',
          where: { life: 'open-flowing' },
          event: 'CLOSE',
          without: ['closeTransport'],
          with: ['cutOff'],
        },
      ],
    },
  },
  {
    clause: 'L12 a reader that is not paused is read',
    mutant: 'protocol open-beginning.there.open BEGUN without resumeTransport',
  },
  {
    clause: 'L12 the end of the writing is asked for if it is wanted',
    mutant: 'protocol open-beginning.there.open WRITE_EOF without endWriting',
  },
  {
    clause: "L12 nothing is said of reading behind the peer's end",
    mutant: 'protocol open-ended.there.open ABOVE_HIGH to open-paused.going.open',
  },
  { clause: 'L13 none is early', bug: 'P10' },
  { clause: 'L13 the earliest is first', toy: { contract: { turn: 'latestTimerFirst' } } },
  { clause: 'L13 equal ones are first in, first out', bug: 'A4' },
  { clause: 'L13 what is due runs', bug: 'S4' },
  {
    clause: 'L13 no attempt begins before the one before it has failed or its delay has passed',
    toy: {
      cells: [
        {
          ...{ machine: 'race', state: 'pacing', event: 'FAILED', next: 'beginning' },
          actions: ['stopDelay', 'drop', 'begin'],
        },
      ],
    },
  },
  { clause: 'L13 the next attempt begins', mutant: 'race beginning MORE without startDelay' },
  { clause: 'L14 what is handed over is looked at', mutant: 'pump serving ENDING to handing' },
  { clause: 'L14 no wake-up after the end', toy: { contract: { closing: 'leavesRecords' } } },
  { clause: 'L15 alive as long as something is to come', mutant: 'loop io.stopping CLOSE close before release' },
  {
    clause: 'L15 a context has ended when its callback begins',
    mutant: 'handle referenced.due RUN call before retire',
  },
  {
    clause: 'L15 no context ends while its callback is to come',
    toy: {
      patches: [
        { machine: 'handle', where: { call: 'waiting', reference: 'unreferenced' }, event: 'REF', with: ['retire'] },
      ],
    },
  },
  { clause: 'L15 the context of what is not to come has ended', mutant: 'handle referenced.due DROP without retire' },
  {
    clause: 'L15 the callback of what is not to come can be collected',
    toy: {
      patches: [{ machine: 'handle', where: { call: 'waiting' }, event: 'CANCEL', without: ['withdraw'] }],
    },
  },
  { clause: 'L15 what nobody waits for is not watched', bug: 'A2' },
  { clause: 'L15 what has ended is not watched', bug: 'P4' },
  { clause: 'L15 no timer outlives its slot', mutant: 'connect retrying.absent FAILED without passOn' },
  { clause: 'L15 a closed file is closed', mutant: 'pump serving ENDING without leave' },
  { clause: 'L15 the winner has connected and is open', bug: 'V9a' },
  { clause: 'L15 all others are closed before anybody is told', bug: 'V9b' },
  { clause: 'L15 a socket of a race is closed once', bug: 'U1' },
  { clause: 'L15 no attempt begins when there is a winner or an end', bug: 'V9d' },
  {
    clause: 'L15 a race keeps the process alive until it has settled, and no longer',
    mutant: 'race new START without retain',
  },
  { clause: 'L15 no clock outlives its race', mutant: 'race pacing GIVE_UP without stopDelay' },
  { clause: 'L15b no call waits', bug: 'O3' },
  {
    clause: 'L16 what fails, fails by its own doing',
    toy: {
      patches: [
        {
          machine: 'connect',
          where: { flow: 'trying' },
          event: 'QUEUE_FULL',
          to: { flow: 'idle' },
          without: ['lineUp'],
          with: ['reject'],
        },
      ],
    },
  },
  { clause: 'L16 who is refused is told', toy: { contract: { refusals: 'swallowed' } } },
  { clause: 'L16 no machine meets what it forbids', mutant: 'turnstile left.callingLast PASSED to left.callingLast' },
  { clause: 'L16 a closed loop refuses', toy: { contract: { turn: 'closedTakesAndForgets' } } },
  {
    clause: 'L16 an open loop takes',
    toy: { patches: [{ machine: 'loop', where: { end: 'stopping' }, event: 'CALL', with: ['refuse'] }] },
  },
  {
    clause: 'L16 no machine of a loop meets what it forbids',
    toy: {
      patches: [
        { machine: 'handle', where: { reference: 'referenced', call: 'done' }, event: 'REF', answer: 'forbidden' },
      ],
    },
  },
  { clause: 'L17 no busy loop', bug: 'P1' },
  { clause: 'L17 nothing is asked that is known', mutant: 'receive trying.present BUDGET_SPENT to yielding.marked' },
  { clause: 'L17 asked in vain once a period', toy: { contract: { lines: 'newcomersAskInVain' } } },
  {
    clause: 'L18 one read of a connection is on its way',
    toy: {
      patches: [
        {
          machine: 'transport',
          where: { life: 'going', reading: 'receiving' },
          event: 'RECEIVED',
          to: { reading: 'receiving' },
          with: ['receive'],
        },
        { machine: 'transport', where: { reading: ['receiving', 'stopping'] }, event: 'TAKEN', answer: 'ignore' },
        { machine: 'transport', where: { life: 'halfClosed' }, event: 'TAKEN', answer: 'ignore' },
      ],
    },
  },
  {
    clause: 'L18 what cannot leave is not kept',
    mutant: 'transport going.paused.sending SEND_FAILED without dropUnsent',
  },
  {
    clause: 'L18 what is over keeps nothing',
    mutant: 'protocol open-pausedData.there.open CLOSE without discard',
  },
  {
    clause: 'L18 a reader that is paused is not read',
    mutant: 'protocol open-flowing.there.open PAUSE without pauseTransport',
  },
  {
    clause: 'L18 what nobody reads is received up to the limit',
    mutant: 'reader idle.open.on ABOVE without pauseTransport',
  },
  {
    clause: 'L18 what there is room for is received',
    mutant: 'reader idle.open.off BELOW without resumeTransport',
  },
  {
    clause: 'L18 a drain is resolved where there is room, or all has left',
    toy: {
      cells: [{ machine: 'writer', state: 'full', event: 'DRAIN', actions: ['resolveDrain'] }],
    },
  },
  { clause: 'L19 a turn serves so many and no more', bug: 'O7' },
  { clause: 'L19 nobody has more than an equal part of a turn', toy: { contract: { parts: 'unequal' } } },
  { clause: 'L19 overtaken at most once', toy: { contract: { parts: 'lastFirst' } } },
  { clause: 'L19 put off for a reason', mutant: 'turnstile left.empty ASK without letThrough' },
  { clause: 'L19 room is used', bug: 'O6' },
  { clause: 'L19 nobody is overtaken', toy: { contract: { lines: 'newcomersTakeRoom' } } },
];

/** A mutant as it is named. */
export function mutantName({ machine, state, event, change }: Mutant): string {
  return `${machine} ${state} ${event} ${change}`;
}

/** What reports call it. */
export function nameOf({ clause, bug, mutant }: Needed): string {
  return bug ?? mutant ?? `the toy of '${clause}'`;
}

/** The change that evidence is about; undefined if there is none of that name. */
export function changeOf({ bug, mutant, toy }: Needed): Change | undefined {
  if (bug !== undefined) return bugs.find(({ id }) => id === bug);
  if (mutant === undefined) return toy;
  const table = real.tables.find(({ name }) => mutant.startsWith(`${name} `));
  const found = table && mutants(table).find((one) => mutantName(one) === mutant);
  return found && { cells: [found] };
}
