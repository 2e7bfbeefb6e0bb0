import { type CellGroup, isIn } from './cell-group.js';

/**
 * Cells that no world reaches although they are no forbidden ones, each group with the reason. The check fails on a dead
 * cell without a reason, and on a reason without a dead cell.
 */
export const deadCells: readonly CellGroup[] = [
  {
    machine: 'watch',
    states: ['running.*.*'],
    events: ['RUN_WRITER', 'WRITER_DONE'],
    because: 'JavaScript runs one callback at a time: while the reader runs, the writer neither begins nor ends',
  },
  {
    machine: 'watch',
    states: ['*.running.*'],
    events: ['RUN_READER', 'READER_DONE'],
    because: 'JavaScript runs one callback at a time: while the writer runs, the reader neither begins nor ends',
  },
  {
    machine: 'watch',
    states: ['running.running.RW'],
    events: [
      'ADD_READER',
      'ADD_WRITER',
      'REMOVE_READER',
      'REMOVE_WRITER',
      'READABLE',
      'READ_HANGUP',
      'WRITABLE',
      'HANGUP',
      'STALE',
      'CLOSE',
    ],
    because: 'JavaScript runs one callback at a time: the state itself is never entered',
  },
  {
    machine: 'watch',
    states: ['armed.*.*', 'due.*.*', 'running.*.*'],
    events: ['URGENT'],
    because:
      'urgent data is asked for where an operation holds the reader, and what was told it is void for a callback',
    byGhosts: true,
  },
  {
    machine: 'accept',
    states: ['idle.absent', 'starved.absent', 'yielding.absent'],
    events: ['READY', 'EVICTED'],
    because: 'an operation that does not hold the reader is neither woken nor evicted',
  },
  {
    machine: 'receive',
    states: ['stirred.absent', 'yielding.absent'],
    events: ['READY', 'HANGUP', 'URGENT', 'EVICTED'],
    because: 'an operation that does not hold the reader is neither woken nor evicted',
  },
  {
    machine: 'receive',
    states: ['*.hungUp'],
    events: ['URGENT'],
    because: 'a hang-up goes before urgent data, until the socket is connected anew, and no world has both',
  },
  {
    machine: 'receive',
    states: ['waiting.marked'],
    events: ['RECEIVE', 'CANCEL', 'HANGUP', 'URGENT', 'RESUME', 'LOST', 'CLOSE'],
    because: 'what tells a receive that waits of urgent data wakes it at once: the state is left in the step after',
  },
  {
    machine: 'send',
    states: ['yielding.absent'],
    events: ['READY', 'EVICTED'],
    because: 'an operation that does not hold the writer is neither woken nor evicted',
  },
  {
    machine: 'accept',
    states: ['idle.*'],
    events: ['REFUSED'],
    because: 'a socket either listens or receives: no other operation holds the reader of a listener',
  },
  {
    machine: 'receive',
    states: ['stirred.*'],
    events: ['REFUSED'],
    because: 'a socket either listens or receives: no other operation holds the reader of a stream',
  },
  {
    machine: 'send',
    states: ['idle.present'],
    events: ['REFUSED'],
    because: 'the kernel refuses a first registration only: nothing older is held',
  },
  {
    machine: 'send',
    states: ['starved.absent'],
    events: ['READY'],
    because: 'an operation that does not hold the writer is not woken',
  },
  {
    machine: 'send',
    states: ['trying.present'],
    events: ['OTHERS_WAIT'],
    because: 'who sends to a receiver that has lines before it is never told to wait for its own descriptor',
  },
  {
    machine: 'send',
    states: ['retrying.*'],
    events: ['SENT_PART'],
    because: 'in the models only datagrams find no room, and each goes whole',
  },
  {
    machine: 'send',
    states: ['retrying.*'],
    events: ['WOULD_BLOCK'],
    because: 'a socket whose own memory is used up does not line up, and while it is in line nothing of it is sent',
  },
  {
    machine: 'send',
    states: ['retrying.*'],
    events: ['BUDGET_SPENT'],
    because:
      'in the models the turn in which a round comes has a budget of its own; in the engine it may be the same turn',
  },
  {
    machine: 'connect',
    states: ['starved.absent'],
    events: ['READY'],
    because: 'nobody holds the writer of a socket that is waiting for its place in a queue',
  },
  {
    machine: 'connect',
    states: ['retrying.absent'],
    events: ['UNDER_WAY'],
    because: 'only unix sockets stand in line, and what they ask for is never under way',
  },
  {
    machine: 'connect',
    states: ['asking.present'],
    events: ['QUEUE_FULL'],
    because: 'an attempt that is under way has its place in the queue',
  },
  {
    machine: 'transport',
    states: ['over.*.*'],
    events: ['SENT'],
    because: 'in the models a stream of which a read fails takes nothing that is written then',
  },
  {
    machine: 'transport',
    states: ['over.paused.*', 'over.untaken.*', 'over.kept.*', 'over.ended.*'],
    events: ['SEND_FAILED'],
    because: 'where nothing is being received a connection is over by what its user did, and no call is under way then',
  },
  {
    machine: 'server',
    states: ['idle'],
    events: ['LOST'],
    because:
      'in the models a listener is served from its beginning; in the engine a user may have accepted on it before',
  },
  {
    machine: 'turnstile',
    states: ['spent.*'],
    events: ['SPENT'],
    because: 'in the models a turn is used up by its calls alone; in the engine it may be by bytes as well',
  },
  {
    machine: 'turnstile',
    states: ['left.calling', 'left.callingLast'],
    events: ['ASK_IN_VAIN'],
    because:
      'who is in line is not served otherwise; in the engine one that gave up its place may have tried again beside the line',
  },
];

/** Why a cell, named `state EVENT`, is dead; undefined if nobody knows. */
export function whyDead(machine: string, cell: string): string | undefined {
  return deadCells.find((group) => isIn(group, machine, cell))?.because;
}
