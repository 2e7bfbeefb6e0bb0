import type { CellGroup } from './cell-group.js';

const noMemory =
  'no test can bring about that the kernel refuses to watch a socket: it does so for want of memory only';
const noAborts = 'over the loopback, Linux answers no accept with an error of the connection that it takes';
const untouched = 'a pause ends in a turn of which its descriptor has not spent anything yet';
const keepsItsPlace =
  'what gives up while it waits for its turn keeps its place in line, and what is begun then waits until that is called';

/**
 * Cells that some world reaches, but no test steps in the engine itself, each group with the reason. The coverage of
 * traces fails on such a cell without a reason, and on a reason of which no cell is left.
 */
export const unsteppedCells: readonly CellGroup[] = [
  { machine: 'watch', states: ['held.off.R', 'off.held.W'], events: ['REFUSED'], because: noMemory },
  { machine: 'accept', states: ['waiting.present'], events: ['REFUSED'], because: noMemory },
  { machine: 'receive', states: ['waiting.present'], events: ['REFUSED'], because: noMemory },
  { machine: 'send', states: ['idle.absent', 'waiting.present'], events: ['REFUSED'], because: noMemory },
  { machine: 'connect', states: ['idle.absent', 'waiting.present'], events: ['REFUSED'], because: noMemory },
  { machine: 'accept', states: ['trying.*', 'retrying.*'], events: ['ABORTED'], because: noAborts },
  { machine: 'accept', states: ['retrying.*'], events: ['BUDGET_SPENT'], because: untouched },
  {
    machine: 'accept',
    states: ['idle.present', 'waiting.present', 'starved.*'],
    events: ['RESUME'],
    because: keepsItsPlace,
  },
  {
    machine: 'receive',
    states: [
      'waiting.present',
      'waiting.hungUp',
      'stirred.present',
      'drained.present',
      'stirred.hungUp',
      'stirred.marked',
    ],
    events: ['RESUME'],
    because: keepsItsPlace,
  },
  {
    machine: 'send',
    states: ['idle.present', 'waiting.present', 'starved.*'],
    events: ['RESUME'],
    because: keepsItsPlace,
  },
  {
    machine: 'transport',
    states: ['failing.untaken.broken'],
    events: ['LINGERED'],
    because: 'JavaScript takes what was read within the batch that brings it, and no test has one last for seconds',
  },
  {
    machine: 'server',
    states: ['idle'],
    events: ['CLOSE'],
    because: 'who has the engine serve a listener says SERVE in the same call',
  },
  {
    machine: 'server',
    states: ['beginning'],
    events: ['FULL'],
    because:
      'listeners are served in the call in which they begin to listen: nobody has connected to the first of them yet',
  },
  {
    machine: 'connect',
    states: ['retrying.absent'],
    events: ['IN_PROGRESS'],
    because: 'only unix sockets stand in line, and what they ask for is decided at once',
  },
];
