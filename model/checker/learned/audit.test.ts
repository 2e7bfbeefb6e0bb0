import { expect, test } from 'vitest';
import type { Table } from '../../compiler/table.js';
import { emitAll } from '../pieces.js';
import { Space } from '../space.js';
import { NOT_NOW, type Pieces, type Watch, type World } from '../world.js';
import { HiddenStateError, LearnedSearch } from './index.js';

/** Where a toy may go by something outside of its state. */
const cheats = [
  'a branch',
  'a written value',
  'a label',
  'a violation',
  'a violation that comes late',
  'a witness',
  'a cell',
  'what is pending',
] as const;

type Cheat = (typeof cheats)[number];

const SIZE = 10;

const table: Table = {
  name: 'lamp',
  runs: 'engine',
  states: ['off', 'on'],
  events: ['PRESS'],
  actions: [],
  regions: [],
  kind: new Uint8Array(2),
  next: Uint8Array.of(1, 0),
  list: new Uint8Array(2),
  lists: [new Uint8Array(0)],
};

/** Two counters that rise. A cheat counts how often it was asked, and now and then does something else. */
function counters(cheat?: Cheat, watch?: Watch): World {
  const space = new Space();
  const [a, b, c] = [space.field('a', SIZE), space.field('b', SIZE), space.field('c', 2)];
  const witness = new Uint32Array(1);
  const stepped = new Uint8Array(2);
  let asked = 0;
  let violation = 0;
  /** True at every third question, for a cheat. */
  const isOdd = (what: Cheat): boolean => cheat === what && ++asked % 3 === 0;
  /** True for a cheat once there is nothing to be learned any more. */
  const isLate = (): boolean => cheat === 'a violation that comes late' && ++asked > 2 * SIZE;
  const rise = (field: number) => (v: Uint8Array) => {
    if (v[field] === SIZE - 1 || isOdd('a branch')) return NOT_NOW;
    v[field] = (v[field] as number) + 1;
    if (isOdd('a written value')) v[c] = 1;
    if (!isOdd('a witness')) witness[0] = (witness[0] as number) + 1;
    if (isOdd('a violation') || isLate()) violation = 1;
    const cell = isOdd('a cell') ? 1 : 0;
    stepped[cell] = 1;
    watch?.cell(table.name, cell);
    return isOdd('a label') ? 1 : 0;
  };
  const pieces: Pieces = {
    moves: [rise(a), rise(b)],
    settlings: [],
    begin: () => {
      violation = 0;
    },
    violation: () => violation,
    setApart: () => {},
  };
  const pending = (v: Uint8Array): boolean => v[a] === 3 || isOdd('what is pending');
  const label = { lane: 'loop', text: 'rise', fairness: 0, progress: true } as const;
  return {
    ...{ name: 'counters', space, witness, pieces, labels: [label, { ...label, text: 'rise, too' }], laws: ['X1 x'] },
    cells: [{ table, stepped }],
    obligations: [{ law: 'X2 y', pending, discharges: [] }],
    initial: () => {},
    successors: (from, to, emit) => emitAll(pieces, from, to, emit),
    again: (watch) => counters(cheat, watch),
  };
}

function searched(cheat?: Cheat): LearnedSearch {
  const search = new LearnedSearch(counters(cheat), { auditEvery: 10 });
  for (const _ of search.liveness());
  return search;
}

test('what goes by its state alone passes, each path seen from a second state', () => {
  const search = searched();
  expect(search.states).toBe(SIZE * SIZE);
  expect(search.audit()).toBeGreaterThan(search.paths / 2);
});

test.each(cheats)('what goes by something else in %s is caught', (cheat) => {
  expect(() => searched(cheat).audit()).toThrow(HiddenStateError);
});

test('the error says what to do', () => {
  expect(() => searched('a label').audit()).toThrow(
    /World 'counters' goes by something outside of its state: the label in 'rise.*' was learned as .* from a=.*Keep it in a field/,
  );
});
