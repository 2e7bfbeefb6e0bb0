import * as fc from 'fast-check';
import type { Action, Direction, Walk } from './actions.js';
import { sequels, situations } from './situations/index.js';
import type { Kind } from './subject.js';

/** A name with all that belongs to it. */
type Shape = { readonly [key: string]: fc.Arbitrary<unknown> };

const on = fc.nat(1);
const direction = fc.constantFrom<Direction[]>(0, 1);

/** What belongs to an action beside its name, and beside the descriptor it is on. */
const shapes: Partial<Record<Action['do'], Shape>> = {
  add: { direction },
  remove: { direction },
  exhaust: { direction },
  receive: { size: fc.constantFrom(1, 100, 60_000) },
  send: { size: fc.constantFrom(1, 200_000), addressed: fc.boolean() },
  replace: { noticed: fc.boolean(), haunted: fc.boolean() },
  starve: { long: fc.boolean() },
};

/** How often each action is taken in walks over descriptors of some kinds, and how often a situation is brought about. */
interface Theme {
  /** How often it is chosen. */
  readonly share: number;
  readonly kinds: readonly Kind[];
  readonly weights: Partial<Record<Action['do'] | 'situation', number>>;
}

const always = { situation: 14, attach: 1, end: 2, replace: 3, done: 6, turn: 16 } as const;

const themes: readonly Theme[] = [
  {
    share: 4,
    kinds: ['pair', 'tcp', 'datagrams'],
    weights: {
      ...always,
      add: 16,
      remove: 10,
      run: 16,
      receive: 8,
      send: 8,
      cancel: 8,
      write: 6,
      urge: 3,
      read: 6,
      finish: 1,
      break: 1,
    },
  },
  {
    share: 3,
    kinds: ['pair', 'tcp', 'datagrams'],
    weights: {
      ...always,
      exhaust: 4,
      receive: 10,
      send: 10,
      cancel: 8,
      write: 6,
      urge: 3,
      read: 6,
      finish: 3,
      break: 2,
      add: 3,
      run: 3,
    },
  },
  {
    share: 2,
    kinds: ['listener'],
    weights: { ...always, receive: 14, cancel: 8, join: 8, starve: 3, exhaust: 3, pause: 2, add: 3, run: 3, finish: 1 },
  },
  ...(['caller', 'patient', 'stranger'] as const).map(
    (kind): Theme => ({
      share: 1,
      kinds: [kind],
      weights: {
        ...always,
        replace: 6,
        connect: 14,
        send: 10,
        cancel: 8,
        read: 6,
        add: 4,
        remove: 4,
        run: 4,
        break: 1,
      },
    }),
  ),
  {
    share: 1,
    kinds: ['mail'],
    weights: { ...always, connect: 3, send: 12, exhaust: 2, cancel: 8, read: 6, add: 2, remove: 2, run: 2 },
  },
];

function actionOf(name: string): fc.Arbitrary<Action[]> {
  const shape: Shape = { do: fc.constant(name), on, ...shapes[name as Action['do']] };
  return fc.record(shape).map((action) => [action as unknown as Action]);
}

function walkOn({ kinds, weights }: Theme): fc.Arbitrary<Walk> {
  const situation = fc
    .tuple(fc.constantFrom(...new Set(kinds.flatMap((kind) => situations[kind]))), fc.constantFrom(...sequels), on)
    .map(([lead, follow, which]) => [...lead(which), ...follow(which)]);
  const some = Object.entries(weights).map(([name, weight]) => ({
    weight,
    arbitrary: name === 'situation' ? situation : actionOf(name),
  }));
  return fc.record({
    subjects: fc.array(fc.constantFrom(...kinds), { minLength: 1, maxLength: 2 }),
    actions: fc.array(fc.oneof(...some), { minLength: 60, maxLength: 150, size: 'max' }).map((parts) => parts.flat()),
  });
}

export const walk: fc.Arbitrary<Walk> = fc.oneof(
  ...themes.map((theme) => ({ weight: theme.share, arbitrary: walkOn(theme) })),
);
