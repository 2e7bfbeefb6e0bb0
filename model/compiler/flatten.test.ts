import { expect, test } from 'vitest';
import { type AnyStateMachine, createMachine, stateIn } from 'xstate';
import { forbidden, ignore } from '../machines/cells.js';
import { flatten } from './flatten.js';
import { cellOf, describeCell, indexOf, regionValue, type Table } from './table.js';

function tableOf(machine: AnyStateMachine, ...events: string[]): Table {
  return flatten({
    name: machine.id,
    runs: 'engine',
    machine,
    events: Object.fromEntries(events.map((event) => [event, ['user'] as const])),
  });
}

function cell(table: Table, state: string, event: string) {
  return describeCell(table, cellOf(table, indexOf(table.states, state), indexOf(table.events, event)));
}

const lamp = createMachine({
  id: 'lamp',
  initial: 'off',
  states: {
    off: { exit: 'click', on: { PRESS: { target: 'on', actions: 'count' }, BREAK: ignore } },
    on: { entry: 'shine', on: { PRESS: { target: 'off', actions: 'count' }, BREAK: forbidden } },
  },
});

test('a machine without regions is numbered breadth first from its initial state', () => {
  const table = tableOf(lamp, 'PRESS', 'BREAK');
  expect(table).toMatchObject({ name: 'lamp', states: ['off', 'on'], events: ['PRESS', 'BREAK'], regions: [] });
});

test('a cell is a step, an ignore or forbidden', () => {
  const table = tableOf(lamp, 'PRESS', 'BREAK');
  expect(cell(table, 'off', 'BREAK')).toEqual({ kind: 'ignore', next: 'off', actions: [] });
  expect(cell(table, 'on', 'BREAK')).toEqual({ kind: 'forbidden', next: 'on', actions: [] });
  expect(cell(table, 'on', 'PRESS')).toEqual({ kind: 'step', next: 'off', actions: ['count'] });
});

test('actions are those of exit, transition and entry, in this order', () => {
  expect(cell(tableOf(lamp, 'PRESS', 'BREAK'), 'off', 'PRESS').actions).toEqual(['click', 'count', 'shine']);
});

test('a step that only performs an action is no ignore', () => {
  const bell = createMachine({ id: 'bell', initial: 'up', states: { up: { on: { RING: { actions: 'ring' } } } } });
  expect(cell(tableOf(bell, 'RING'), 'up', 'RING')).toEqual({ kind: 'step', next: 'up', actions: ['ring'] });
});

function region(name: string, on: object = { GO: { target: 'b', actions: `move${name}` } }) {
  return { initial: 'a', states: { a: { exit: `exit${name}`, on }, b: { entry: `enter${name}`, on: { GO: ignore } } } };
}

/** Two regions that both move, one of a single state, and a state outside. */
const pair = createMachine({
  id: 'pair',
  initial: 'open',
  states: {
    open: {
      type: 'parallel',
      on: { STOP: 'closed' },
      states: { left: region('Left'), quiet: { initial: 'only', states: { only: {} } }, right: region('Right') },
    },
    closed: { on: { GO: forbidden, STOP: forbidden } },
  },
});

test('a flattened state is named after its regions, without those of one state', () => {
  const table = tableOf(pair, 'GO', 'STOP');
  expect(table.states).toEqual(['a.a', 'b.b', 'closed']);
  expect(table.regions.map(({ name }) => name)).toEqual(['left', 'right']);
});

test('the value of a region is known in each state, and is none outside', () => {
  const table = tableOf(pair, 'GO', 'STOP');
  expect([0, 1, 2].map((state) => regionValue(table, 'right', state))).toEqual(['a', 'b', null]);
  expect(() => regionValue(table, 'middle', 0)).toThrow(RangeError);
});

test('regions run exits in reverse, then transitions, then entries in document order', () => {
  expect(cell(tableOf(pair, 'GO', 'STOP'), 'a.a', 'GO').actions).toEqual([
    'exitRight',
    'exitLeft',
    'moveLeft',
    'moveRight',
    'enterLeft',
    'enterRight',
  ]);
});

test('one region that forbids makes the cell forbidden, whatever the others do', () => {
  const machine = createMachine({
    id: 'pair',
    type: 'parallel',
    states: { left: region('Left'), right: region('Right', { GO: forbidden }) },
  });
  expect(cell(tableOf(machine, 'GO'), 'a.a', 'GO')).toEqual({ kind: 'forbidden', next: 'a.a', actions: [] });
});

test('a condition on a sibling region is resolved for each flattened state', () => {
  const machine = createMachine({
    id: 'pair',
    type: 'parallel',
    states: {
      left: region('Left', { MOVE: ignore, GO: [{ guard: stateIn({ right: 'b' }), ...ignore }, { target: 'b' }] }),
      right: region('Right', { MOVE: 'b', GO: ignore }),
    },
  });
  const table = tableOf(machine, 'MOVE', 'GO');
  expect(cell(table, 'a.a', 'GO').next).toBe('b.a');
  expect(cell(table, 'a.b', 'GO').kind).toBe('ignore');
});

test('states within states of a region are named by their path', () => {
  const machine = createMachine({
    id: 'deep',
    type: 'parallel',
    states: {
      left: {
        initial: 'a',
        states: { a: { on: { GO: 'b' } }, b: { initial: 'c', states: { c: { on: { GO: 'd' } }, d: {} } } },
      },
      right: { initial: 'x', states: { x: { on: { GO: ignore } }, y: {} } },
    },
  });
  expect(tableOf(machine, 'GO').states).toEqual(['a.x', 'b-c.x', 'b-d.x']);
});

test('action lists are kept once', () => {
  const { lists, list } = tableOf(lamp, 'PRESS', 'BREAK');
  expect(lists.map((actions) => actions.join())).toEqual(['', '0,1,2', '1']);
  expect(Array.from(list)).toEqual([1, 0, 2, 0]);
});
