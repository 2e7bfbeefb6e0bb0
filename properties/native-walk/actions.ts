import * as fc from 'fast-check';
import { sequels, situations } from './situations/index.js';
import type { Kind, Outside } from './subject.js';

/**
 * What a walk is made of: plain data, so that fast-check can shrink it and a seed can bring it back. `on` is taken modulo
 * what there is, so that every action means something whatever was left out before it.
 *
 * - The user: `add`, `remove`, `attach`, `receive` (which of a listener is an accept), `send`, `connect`, `cancel`, `end`;
 *   `exhaust` tries so often that the share of a turn is spent; `queue` begins more accepts than a turn has.
 * - Its JavaScript, which takes its time: `run` begins a callback that was reported, `done` ends the one that runs.
 * - The other side: `write`, `urge` (urgent data), `read`, `finish`, `break`, `join` (connects to a listener). `stuff` leaves no room to write.
 * - The kernel: `replace` puts another file on the number, which the loop may notice at once, and may leave the old file
 *   haunting it (P4); `starve` lets no descriptor be made for a turn, or for as long as an accept pauses.
 * - `turn` lets the loop have a turn, `pause` so much time that what has backed off tries again, `drain` as many turns as
 *   the other side needs to take what is sent.
 * - `renew` gives the descriptor up, for another of its kind.
 */
export type Action =
  | OnSubject
  | { readonly do: 'run' | 'pause' | 'drain' | 'renew'; readonly on: number }
  | { readonly do: 'starve'; readonly on: number; readonly long: boolean }
  | { readonly do: 'done' | 'turn' };

/** 0 reads, 1 writes. */
export type Direction = 0 | 1;

/** What happens to one descriptor, at once. */
export type OnSubject =
  | { readonly do: 'add' | 'remove' | 'exhaust'; readonly on: number; readonly direction: Direction }
  | { readonly do: 'receive'; readonly on: number; readonly size: number }
  | { readonly do: 'send'; readonly on: number; readonly size: number; readonly addressed: boolean }
  | { readonly do: 'replace'; readonly on: number; readonly noticed: boolean; readonly haunted: boolean }
  | { readonly do: 'attach' | 'connect' | 'cancel' | 'end' | 'queue' | Outside; readonly on: number };

/** What the descriptors are, and what happens. */
export interface Walk {
  readonly subjects: readonly Kind[];
  readonly actions: readonly Action[];
}

/** A name with all that belongs to it. */
export type Shape = { readonly [key: string]: fc.Arbitrary<unknown> };

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
