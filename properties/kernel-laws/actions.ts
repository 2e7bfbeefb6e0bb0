import * as fc from 'fast-check';

/**
 * What a sequence is made of: plain data, so that fast-check can shrink it and a seed can bring it back.
 *
 * `at` and `which` are taken modulo what exists when the action is performed, so that every action means something
 * whatever was left out before it; `at: SELF` is the descriptor of the callback that performs it.
 */
export type Action =
  | { readonly do: 'open'; readonly kind: ChannelKind }
  | { readonly do: 'dup'; readonly at: number }
  | { readonly do: 'write'; readonly at: number; readonly size: number; readonly urgent: boolean }
  | { readonly do: 'read'; readonly at: number; readonly size: number }
  | { readonly do: 'finish'; readonly at: number }
  | { readonly do: 'close'; readonly at: number; readonly how: 'tidy' | 'raw' | 'reset' }
  | { readonly do: 'add'; readonly at: number; readonly direction: 0 | 1; readonly inside: readonly Action[] }
  | { readonly do: 'remove'; readonly at: number; readonly direction: 0 | 1 }
  | { readonly do: 'cancel'; readonly which: number }
  | { readonly do: 'wait'; readonly at: number; readonly direction: 0 | 1 }
  | { readonly do: 'receive'; readonly at: number; readonly size: number; readonly into: boolean }
  | { readonly do: 'send'; readonly at: number; readonly size: number }
  | { readonly do: 'abort'; readonly which: number }
  | { readonly do: 'connect'; readonly which: number }
  | { readonly do: 'accept'; readonly which: number }
  | { readonly do: 'relisten'; readonly which: number }
  | { readonly do: 'throw' };

export type ChannelKind = 'pipe' | 'pair' | 'tcp' | 'unix';

/** A command: an action, and how many rounds of the process's loop follow it. */
interface Command {
  readonly action: Action;
  readonly rounds: number;
}

/** How a sequence ends, with whatever is pending then. */
type Ending = 'abort' | 'close sockets' | 'close loop';

export interface Sequence {
  /** What is open before the first command, beside a TCP and a unix listener: at least three descriptors. */
  readonly channels: readonly ChannelKind[];
  readonly commands: readonly Command[];
  readonly ending: Ending;
}

export const SELF = -1;

const kind = fc.constantFrom<ChannelKind[]>('pipe', 'pair', 'tcp', 'unix');
const direction = fc.constantFrom<(0 | 1)[]>(0, 1);
const which = fc.nat(63);
/** Small sizes for partial reads, some that fill a small buffer. */
const size = fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 1, max: 8 }) }, fc.integer({ min: 100, max: 30_000 }));

/** @param at which descriptors an action may mean */
function plainAction(at: fc.Arbitrary<number>): fc.WeightedArbitrary<Action>[] {
  const how = fc.constantFrom<('tidy' | 'raw' | 'reset')[]>('tidy', 'raw', 'reset');
  const act = <A extends Action>(weight: number, shape: { [K in keyof A]: fc.Arbitrary<A[K]> }) => ({
    weight,
    arbitrary: fc.record(shape) as unknown as fc.Arbitrary<Action>,
  });
  return [
    act<Extract<Action, { do: 'open' }>>(3, { do: fc.constant('open'), kind }),
    act<Extract<Action, { do: 'dup' }>>(2, { do: fc.constant('dup'), at }),
    act<Extract<Action, { do: 'write' }>>(10, { do: fc.constant('write'), at, size, urgent: fc.boolean() }),
    act<Extract<Action, { do: 'read' }>>(6, { do: fc.constant('read'), at, size }),
    act<Extract<Action, { do: 'finish' }>>(1, { do: fc.constant('finish'), at }),
    act<Extract<Action, { do: 'close' }>>(3, { do: fc.constant('close'), at, how }),
    act<Extract<Action, { do: 'remove' }>>(4, { do: fc.constant('remove'), at, direction }),
    act<Extract<Action, { do: 'cancel' }>>(2, { do: fc.constant('cancel'), which }),
    act<Extract<Action, { do: 'wait' }>>(2, { do: fc.constant('wait'), at, direction }),
    act<Extract<Action, { do: 'receive' }>>(5, { do: fc.constant('receive'), at, size, into: fc.boolean() }),
    act<Extract<Action, { do: 'send' }>>(5, { do: fc.constant('send'), at, size }),
    act<Extract<Action, { do: 'abort' }>>(3, { do: fc.constant('abort'), which }),
    act<Extract<Action, { do: 'connect' }>>(3, { do: fc.constant('connect'), which }),
    act<Extract<Action, { do: 'accept' }>>(3, { do: fc.constant('accept'), which }),
    act<Extract<Action, { do: 'relisten' }>>(1, { do: fc.constant('relisten'), which }),
  ];
}

/** `add` with what its callback does in its first runs; later it reads all there is, or removes itself. */
function adding(at: fc.Arbitrary<number>, inside: fc.Arbitrary<Action>): fc.WeightedArbitrary<Action> {
  const add = fc.record({ do: fc.constant('add' as const), at, direction, inside: fc.array(inside, { maxLength: 4 }) });
  return { weight: 12, arbitrary: add };
}

const anywhere = fc.nat(63);
const selfOrAnywhere = fc.oneof({ weight: 3, arbitrary: fc.constant(SELF) }, { weight: 2, arbitrary: anywhere });
const thrown: fc.WeightedArbitrary<Action> = { weight: 1, arbitrary: fc.constant({ do: 'throw' as const }) };

/** What a callback added inside a callback does: nothing that adds again. */
const innermost = fc.oneof(...plainAction(selfOrAnywhere), thrown);
const inside = fc.oneof(...plainAction(selfOrAnywhere), thrown, adding(selfOrAnywhere, innermost));
const action = fc.oneof(...plainAction(anywhere), adding(anywhere, inside));

const command: fc.Arbitrary<Command> = fc.record({ action, rounds: fc.nat(2) });

/** Generates only long arrays and shrinks to any. */
class LongArray<T> extends fc.Arbitrary<T[]> {
  readonly #long: fc.Arbitrary<T[]>;
  readonly #any: fc.Arbitrary<T[]>;

  constructor(item: fc.Arbitrary<T>, least: number, most: number) {
    super();
    this.#long = fc.array(item, { minLength: least, maxLength: most });
    this.#any = fc.array(item, { maxLength: most });
  }

  override generate(random: fc.Random, bias: number | undefined): fc.Value<T[]> {
    return this.#long.generate(random, bias);
  }

  override canShrinkWithoutContext(value: unknown): value is T[] {
    return this.#any.canShrinkWithoutContext(value);
  }

  override shrink(value: T[], context: unknown): fc.Stream<fc.Value<T[]>> {
    return this.#any.shrink(value, context);
  }
}

/** Sequences of 50 to 70 commands; a counterexample may have fewer. */
export const sequence: fc.Arbitrary<Sequence> = fc.record({
  channels: fc.array(kind, { minLength: 2, maxLength: 4 }),
  commands: new LongArray(command, 50, 70),
  ending: fc.constantFrom<Ending[]>('abort', 'close sockets', 'close loop'),
});
