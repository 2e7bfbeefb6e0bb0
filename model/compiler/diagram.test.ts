import { expect, test } from 'vitest';
import { createMachine, stateIn } from 'xstate';
import { forbidden, ignore } from '../machines/cells.js';
import type { MachineSpec } from '../machines/spec.js';
import { diagram, mermaid } from './diagram.js';

const door: MachineSpec = {
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
          bolt: {
            initial: 'in',
            states: {
              in: { on: { BOLT: 'out' } },
              out: {
                on: {
                  BOLT: forbidden,
                  OIL: [
                    { guard: stateIn({ open: { leaf: 'shut' } }), actions: 'drip' },
                    { guard: stateIn({ open: { leaf: 'wide' } }), actions: 'drip' },
                  ],
                  PULL: { actions: 'creak' },
                },
              },
            },
          },
        },
      },
      lost: { on: { PUSH: forbidden, PULL: forbidden, BOLT: forbidden, LOSE: forbidden, OIL: forbidden } },
    },
  }),
  events: { PUSH: ['user'], PULL: ['user'], BOLT: ['user'], LOSE: ['user'], OIL: ['user'] },
};
const text = diagram(door);

test('a machine in one drawing has its regions side by side, and arrows inside of their box', () => {
  expect(mermaid(door)).toContain(`
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

test('a page draws each region by itself, and the whole without them', () => {
  expect(text).toContain('  [*] --> open\n  state "open" as open\n  state "lost" as lost\n  open --> lost');
  expect(text).toContain('## open.leaf\n\n```mermaid\nstateDiagram-v2\n  [*] --> open_leaf_shut\n');
  expect(text).toContain('## open.bolt\n');
});

test('of what leads from a state to itself all is drawn as one arrow', () => {
  expect(text).toContain('  open_bolt_out --> open_bolt_out : OIL [leaf shut or leaf wide] / drip<br>PULL / creak\n');
});

test('an arrow out of a region starts at the box around the regions and says in which states', () => {
  expect(text).toContain('  open --> lost : LOSE [shut, wide]\n');
});

test('what is ignored or forbidden stands in the table', () => {
  expect(text).toContain('| open.leaf.wide | PUSH, PULL (bolt out) |  |\n');
  expect(text).toContain('| open.bolt.out |  | BOLT |\n');
  expect(text).toContain('| lost |  | everything |\n');
});
