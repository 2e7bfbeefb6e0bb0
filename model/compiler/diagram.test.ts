import { expect, test } from 'vitest';
import { createMachine, stateIn } from 'xstate';
import { forbidden, ignore } from '../machines/cells.js';
import { diagram } from './diagram.js';

const text = diagram({
  name: 'door',
  runs: 'engine',
  machine: createMachine({
    id: 'door',
    initial: 'open',
    states: {
      open: {
        type: 'parallel',
        states: {
          leaf: {
            initial: 'shut',
            states: {
              shut: {
                on: {
                  PUSH: { target: 'wide', actions: 'swing' },
                  PULL: { target: 'wide', actions: 'swing' },
                  LOSE: '#door.lost',
                },
              },
              wide: {
                on: {
                  PUSH: ignore,
                  PULL: [{ guard: stateIn({ open: { bolt: 'out' } }), ...ignore }, 'shut'],
                  LOSE: '#door.lost',
                },
              },
            },
          },
          bolt: { initial: 'in', states: { in: { on: { BOLT: 'out' } }, out: { on: { BOLT: forbidden } } } },
        },
      },
      lost: { on: { PUSH: forbidden, PULL: forbidden, BOLT: forbidden, LOSE: forbidden } },
    },
  }),
  events: { PUSH: ['user'], PULL: ['user'], BOLT: ['user'], LOSE: ['user'] },
});

test('regions are drawn side by side, and arrows inside of their box', () => {
  expect(text).toContain(`
    state "leaf" as open_leaf {
      [*] --> open_leaf_shut
      state "shut" as open_leaf_shut
      state "wide" as open_leaf_wide
      open_leaf_shut --> open_leaf_wide : PUSH, PULL / swing
      open_leaf_wide --> open_leaf_shut : PULL [unless bolt out]
    }
    --
`);
});

test('an arrow out of a region starts at the box around the regions and says in which states', () => {
  expect(text).toContain('  open --> lost : LOSE [shut, wide]\n');
});

test('what is ignored or forbidden stands in the table', () => {
  expect(text).toContain('| open.leaf.wide | PUSH, PULL (bolt out) |  |\n');
  expect(text).toContain('| open.bolt.out |  | BOLT |\n');
  expect(text).toContain('| lost |  | everything |\n');
});
