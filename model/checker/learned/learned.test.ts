import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { real, type Variant, worlds } from '../../worlds/index.js';
import { brokenClauses } from '../clauses.js';
import { type ExploreOptions, explore } from '../explore.js';
import { liveness } from '../liveness.js';
import { quiet } from '../quiet.js';
import type { Search } from '../search.js';
import { referenceSearch } from '../search.js';
import { arrow, peterson, type Rule, toy, worlds as toys } from '../toys.js';
import type { World } from '../world.js';
import { isBuilt, LearnedSearch } from './index.js';

type Worlds = (variant: Variant) => World;

/** All that was found, but for what it took. */
function found(search: Search) {
  const { states, edges, depth, complete, violations, witness, cells } = search;
  const judged = complete ? { live: [...search.liveness()], quiet: search.quiet() } : undefined;
  const live = judged?.live.map(({ obligation, ...rest }) => ({ law: obligation.law, ...rest }));
  return {
    ...{ states, edges, depth, complete, violations, witness: [...Array.from(witness)], live, quiet: judged?.quiet },
    cells: cells.map(({ table, stepped }) => [table.name, stepped.join('')]),
    digest: search.digest(),
  };
}

function expectTheSame(make: () => World, options: ExploreOptions = {}): void {
  const learned = new LearnedSearch(make(), options);
  expect(found(learned)).toEqual(found(referenceSearch(make(), options)));
  learned.audit();
}

test('the core is built where tests run', () => {
  expect(isBuilt()).toBe(true);
});

const small = ['receiving', 'sending', 'receive-beside-writer'] as const;

describe('what is learned is what the reference explores', () => {
  test.each(small)('of the world %s: states, transitions, verdicts, witnesses, cells, in their order', (name) => {
    expectTheSame(worlds[name] as () => World);
  });

  test.each(Object.entries(toys))('of the toy %s', (_, make) => {
    expectTheSame(make);
  });

  test.each([1, 10, 1000])('of a search that ends beyond %i states', (maxStates) => {
    expectTheSame(worlds.sending as () => World, { maxStates });
  });

  test('of a search that stops at the first violation', () => {
    expectTheSame(() => peterson('flag after turn'), { stopAtFirst: true });
  });
});

describe('what breaks several clauses is told of each, by both', () => {
  test.each(['lost', 'doubled', 'swapped'] as const)('bytes that are %s', (bytes) => {
    const broken = (search: Search) => brokenClauses(search).filter((clause) => clause.startsWith('L11'));
    const make = () => (worlds.receiving as Worlds)({ ...real, contract: { ...real.contract, bytes } });
    expectTheSame(make);
    expect(broken(new LearnedSearch(make())).length).toBeGreaterThan(0);
    expect(broken(new LearnedSearch(make()))).toEqual(broken(referenceSearch(make())));
  });

  test('with one of them silenced', () => {
    const silenced = new Set(['L11 bytes are told as they were taken']);
    const contract = { ...real.contract, bytes: 'doubled' } as const;
    expectTheSame(() => (worlds.receiving as Worlds)({ ...real, contract, silenced }));
  });
});

const STATES = 5;
const state = fc.nat({ max: STATES - 1 });
const arrows = fc.array(
  fc.record({ from: state, to: state, fairness: fc.integer({ min: -1, max: 2 }), progress: fc.boolean() }),
  { minLength: 1, maxLength: 9 },
);

property.prop([arrows, fc.uniqueArray(state), fc.uniqueArray(fc.nat({ max: 8 }), { maxLength: 2 })], { numRuns: 1000 })(
  'of every small graph: the same lassos and busy loops',
  (graph, pending, discharging) => {
    const rules: Rule[] = graph.map(({ from, to, ...rest }) => arrow(from, to, rest));
    const discharges = discharging.filter((label) => label < graph.length);
    const obligation = { law: 'X1', pending: (v: Uint8Array) => pending.includes(v[0] ?? -1), discharges };
    expectTheSame(() => toy({ name: 'random', fields: { at: STATES }, rules, obligations: [obligation] }));
  },
);

describe('beyond the usual size', () => {
  /** Counters that rise, each in a field of its own: `fields` words of 8 bits, `moves` of them moving. */
  const counters = (fields: number, moves: number, size: number): World =>
    toy({
      name: 'wide',
      fields: Object.fromEntries(Array.from({ length: fields }, (_, i) => [`c${i}`, 200])),
      rules: Array.from({ length: moves }, (_, i): Rule => {
        const field = i % fields;
        return {
          text: `${i}`,
          when: (v) => (v[field] as number) + 1 < size,
          move: (v) => {
            v[field] = (v[field] as number) + 1;
            return 0;
          },
        };
      }),
    });

  test('27 words, 202 moves and 202 labels', () => expectTheSame(() => counters(108, 202, 2), { maxStates: 2000 }));

  test('more labels than a byte tells apart', () => expectTheSame(() => counters(4, 300, 3)));

  test('more words than there is code for are refused by name', () => {
    expect(() => new LearnedSearch(counters(132, 4, 2))).toThrow(/33 words, where 32 are the most/);
  });

  test('more labels than are kept are refused by name', () => {
    expect(() => new LearnedSearch(counters(4, 0x10001, 2))).toThrow(/more labels than fit 16 bits/);
  });

  test('where memory for more is not there, the search ends and says so', () => {
    const { complete, limit, states } = new LearnedSearch(counters(4, 4, 100), { maxBytes: 1 << 20 });
    expect({ complete, limit }).toEqual({ complete: false, limit: 'memory' });
    expect(states).toBeLessThan(1 << 15);
  });
});

describe('an error', () => {
  /** A world whose second move does something. */
  const doing = (what: (v: Uint8Array) => number): World =>
    toy({
      name: 'erring',
      fields: { a: 4, b: 3 },
      laws: ['X1 x'],
      rules: [
        {
          text: 'a',
          when: (v) => (v[0] as number) < 3,
          move: (v) => {
            v[0] = (v[0] as number) + 1;
            return 0;
          },
        },
        { text: 'b', when: (v) => v[0] === 2, move: what },
      ],
    });

  test('a value that is none of its field is an error of the world, as the reference says it', () => {
    const make = () =>
      doing((v) => {
        v[1] = 3;
        return 0;
      });
    expect(() => explore(make())).toThrow(RangeError);
    expect(() => new LearnedSearch(make())).toThrow(new RangeError("3 is no value of field 'b', which has 3"));
  });

  test('a value that is none of its field is a violation where the move breaks a law', () => {
    expectTheSame(() =>
      doing((v) => {
        v[1] = 3;
        return 1;
      }),
    );
  });

  test('a value out of range that is put right before the end is none', () => {
    expectTheSame(() =>
      doing((v) => {
        v[1] = 255;
        v[1] = v[1] === 255 ? 2 : 1;
        return 0;
      }),
    );
  });

  test('what the code of a world throws is thrown', () => {
    const make = () =>
      doing(() => {
        throw new TypeError('no such slot');
      });
    expect(() => new LearnedSearch(make())).toThrow(new TypeError('no such slot'));
  });

  test.each<[string, (v: Uint8Array) => unknown]>([
    ['for…of', (v) => [...v]],
    ['a method that is not known', (v) => v.reduce((sum, one) => sum + one)],
    ['the names of its fields', (v) => Object.keys(v)],
  ])('what cannot be recorded is an error of the checker, which kills no mutant: %s', (_, what) => {
    const search = () =>
      new LearnedSearch(
        doing((v) => {
          what(v);
          return 0;
        }),
      );
    expect(search).toThrow(expect.objectContaining({ name: 'RecordingError' }));
  });
});

test('runs without end of a search that is incomplete are not judged', () => {
  const search = new LearnedSearch(peterson(), { maxStates: 3 });
  expect(() => [...search.liveness()]).toThrow(/incomplete/);
  expect(() => search.quiet()).toThrow(/incomplete/);
  expect(() => liveness(explore(peterson(), { maxStates: 3 }))).toThrow(/incomplete/);
  expect(() => quiet(explore(peterson(), { maxStates: 3 }))).toThrow(/incomplete/);
});
