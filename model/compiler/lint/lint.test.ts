import { describe, expect, test } from 'vitest';
import { type AnyStateMachine, and, assign, createMachine, enqueueActions, raise, setup, stateIn } from 'xstate';
import * as layout from '../../layout.js';
import { each, forbidden, ignore } from '../../machines/cells.js';
import type { MachineSpec } from '../../machines/spec.js';
import { compile } from '../compile.js';
import { type Specification, specification } from '../specification.js';
import { lint, type Refusal, type Rule, refusalText, rules, SubsetError } from './index.js';

type Config = Parameters<typeof createMachine>[0];

/** A machine of events that users make happen. */
function spec(machine: AnyStateMachine, events: readonly string[] = ['GO'], name = 'door'): MachineSpec {
  return {
    name,
    runs: 'engine',
    machine,
    events: Object.fromEntries(events.map((event) => [event, ['user'] as const])),
  };
}

function only(...machines: readonly MachineSpec[]): Specification {
  return { machines, wiring: {}, answers: {}, counted: {}, pollerEvents: [], layout };
}

/** The refusals of a machine whose first state is `shut`. */
function refusals(config: Config, events?: readonly string[]): Refusal[] {
  return lint(only(spec(createMachine({ id: 'door', initial: 'shut', ...config } as Config), events)));
}

const open = { open: { on: { GO: forbidden } } };

test('the machines of this library are inside of the subset', () => {
  expect(lint(specification)).toEqual([]);
});

describe('what a machine may not have is refused, with its state and rule', () => {
  const bad: readonly [rule: Rule, state: string, config: Config][] = [
    ['assign', 'shut', { states: { shut: { on: { GO: { actions: assign({}) } } } } }],
    ['context', '', { context: { count: 0 }, states: { shut: { on: { GO: ignore } } } }],
    ['invoke', 'shut', { states: { shut: { invoke: { src: 'knock' }, on: { GO: ignore } } } }],
    ['after', 'shut', { states: { shut: { after: { 100: 'open' }, on: { GO: 'open' } }, ...open } }],
    ['always', 'shut', { states: { shut: { always: 'open', on: { GO: 'open' } }, ...open } }],
    ['history', 'past', { states: { shut: { on: { GO: 'past' } }, past: { type: 'history', target: 'shut' } } }],
    ['final', 'open', { states: { shut: { on: { GO: 'open' } }, open: { type: 'final' } } }],
    ['enqueueActions', 'shut', { states: { shut: { on: { GO: { actions: enqueueActions(() => {}) } } } } }],
    ['built-in action', 'shut', { states: { shut: { on: { GO: { actions: raise({ type: 'GO' }) } } } } }],
    ['inline function', 'shut', { states: { shut: { entry: () => {}, on: { GO: ignore } } } }],
    ['parameters', 'shut', { states: { shut: { on: { GO: { actions: { type: 'ring', params: { times: 2 } } } } } } }],
    ['guard', 'shut', { states: { shut: { on: { GO: { guard: () => true, target: 'open' } } }, ...open } }],
    ['guard', 'shut', { states: { shut: { on: { GO: { guard: 'isLocked', target: 'open' } } }, ...open } }],
    ['guard', 'shut', { states: { shut: { on: { GO: { guard: and([stateIn('open')]) } } }, ...open } }],
    ['initial actions', '', { initial: { target: 'shut', actions: 'ring' }, states: { shut: { on: { GO: ignore } } } }],
    ['initial actions', '', { states: { shut: { entry: 'ring', on: { GO: ignore } } } }],
    ['wildcard', 'shut', { states: { shut: { on: { '*': 'open' } }, ...open } }],
    ['wildcard', 'shut', { states: { shut: { on: { 'GO.*': 'open' } }, ...open } }],
    ['numeric key', '1', { states: { shut: { on: { GO: '1' } }, 1: { on: { GO: forbidden } } } }],
    ['name', 'half-open', { states: { shut: { on: { GO: 'half-open' } }, 'half-open': { on: { GO: forbidden } } } }],
    ['name', 'shut', { states: { shut: { on: { GO: { actions: 'ring the bell' } } } } }],
    ['key', 'shut', { states: { shut: { route: {}, on: { GO: ignore } } as object } }],
    ['event', 'shut', { states: { shut: { on: { GO: ignore, STOP: ignore } } } }],
    ['forbidden', 'shut', { states: { shut: { on: { GO: { target: 'open', actions: 'forbidden' } } }, ...open } }],
    [
      'forbidden',
      'open',
      { states: { shut: { on: { GO: 'open' } }, open: { entry: 'forbidden', on: { GO: ignore } } } },
    ],
    ['hole', 'open', { states: { shut: { on: { GO: 'open' } }, open: {} } }],
    ['unreachable', 'open', { states: { shut: { on: { GO: ignore } }, ...open } }],
  ];

  test.each(bad)('%s in "%s"', (rule, state, config) => {
    expect(refusals(config)).toEqual([expect.objectContaining({ machine: 'door', state, rule })]);
  });
});

/** Two regions side by side, and a state outside of them. */
function house(left: object, right: object): Config {
  const region = (on: object) => ({ initial: 'dark', states: { dark: { on }, lit: { on: { GO: ignore } } } });
  return {
    initial: 'standing',
    states: {
      standing: { type: 'parallel', states: { left: region(left), right: region(right) } },
      gone: { on: { GO: forbidden } },
    },
  };
}

const lit = { GO: 'lit' };

describe('guards', () => {
  const guarded = (value: object) => ({ GO: { guard: stateIn(value as never), target: 'lit' } });

  test('may ask for the state of a sibling region', () => {
    const config = house({ GO: [...[guarded({ standing: { right: 'dark' } }).GO], ignore] }, lit);
    expect(refusals(config).map(({ rule }) => rule)).toEqual(['unreachable']);
  });

  test.each([
    ['the own region', { standing: { left: 'dark' } }, 'a state of its own region'],
    ['a state that does not exist', { standing: { right: 'dim' } }, 'a state that does not exist'],
    ['several states at once', { standing: { right: 'dark', left: 'dark' } }, 'a state that does not exist'],
  ])('may not ask for %s', (_, value, found) => {
    const [refusal] = refusals(house(guarded(value), lit));
    expect(refusal).toMatchObject({ state: 'standing.left.dark', rule: 'guard' });
    expect(refusal?.found).toContain(found);
  });
});

test('a region that leaves may not silence what another region does', () => {
  const found = refusals(house({ GO: '#door.gone' }, { GO: { target: 'lit', actions: 'ring' } }));
  expect(found).toContainEqual(expect.objectContaining({ state: 'dark.dark', rule: 'dropped transition' }));
});

test('a region may leave while another one ignores', () => {
  const found = refusals(house({ GO: '#door.gone' }, { GO: ignore }));
  expect(found.map(({ rule }) => rule)).not.toContain('dropped transition');
});

test('a named assign, which never shows in the actions, is found among the implementations', () => {
  const machine = setup({ actions: { remember: assign({}) } }).createMachine({
    id: 'door',
    initial: 'shut',
    states: { shut: { on: { GO: { actions: 'remember' } } } },
  });
  expect(lint(only(spec(machine)))).toEqual([
    { machine: 'door', state: '', rule: 'assign', found: "implements the action 'remember'" },
  ]);
});

test('any other implementation is refused as well', () => {
  const machine = setup({ actions: { ring: () => {} } }).createMachine({
    id: 'door',
    initial: 'shut',
    states: { shut: { on: { GO: { actions: 'ring' } } } },
  });
  expect(lint(only(spec(machine)))).toMatchObject([{ rule: 'implementation' }]);
});

describe('names that would meet in the generated files', () => {
  const shut = (id: string) => createMachine({ id, initial: 'shut', states: { shut: { on: { GO: ignore } } } });

  test.each(['loop', 'wiring', 'switch', 'tables'])('a machine cannot be called %s', (name) => {
    expect(lint(only(spec(shut(name), ['GO'], name)))).toMatchObject([{ machine: name, rule: 'clash' }]);
  });

  test('a machine of JavaScript may have the name of a word of Rust', () => {
    expect(lint(only({ ...spec(shut('loop'), ['GO'], 'loop'), runs: 'javascript' }))).toEqual([]);
  });

  test('the machines of the engine come first', () => {
    const [door, gate] = [spec(shut('door')), spec(shut('gate'), ['GO'], 'gate')];
    expect(lint(only({ ...door, runs: 'javascript' }, gate))).toMatchObject([{ machine: 'gate', rule: 'order' }]);
    expect(lint(only(gate, { ...door, runs: 'javascript' }))).toEqual([]);
  });

  test('two machines cannot have one name', () => {
    expect(lint(only(spec(shut('door')), spec(shut('door'))))).toMatchObject([{ machine: 'door', rule: 'clash' }]);
  });

  test('a machine has the id of its name', () => {
    expect(lint(only(spec(shut('gate'))))).toMatchObject([{ rule: 'clash', found: "its id is 'gate'" }]);
  });

  test('two events cannot be written alike', () => {
    const machine = createMachine({
      id: 'door',
      initial: 'shut',
      states: { shut: { on: each(['GO_ON', 'GO__ON'], ignore) } },
    });
    expect(lint(only(spec(machine, ['GO_ON', 'GO__ON'])))).toMatchObject([{ rule: 'clash' }]);
  });

  test('an action cannot be called like a method that is there', () => {
    const found = refusals({ states: { shut: { on: { GO: { actions: 'stepped' } } } } });
    expect(found).toMatchObject([{ rule: 'clash', found: "there cannot be a method 'stepped'" }]);
  });

  test('an event is written in capitals', () => {
    expect(refusals({ states: { shut: { on: { go: ignore } } } }, ['go'])).toMatchObject([{ rule: 'name' }]);
  });
});

test('what is numbered has to fit into a byte', () => {
  const events = Array.from({ length: 256 }, (_, index) => `GO_${index}`);
  expect(refusals({ states: { shut: { on: each(events, ignore) } } }, events)).toMatchObject([{ rule: 'size' }]);
});

describe('bindings', () => {
  const found = (change: Partial<Specification>) => lint({ ...specification, ...change }).map(({ found }) => found);
  const modify = specification.answers['watch.rearm'] as NonNullable<(typeof specification.answers)[string]>;

  test('wiring names actions and events that exist', () => {
    const wiring = { ...specification.wiring, 'watch.ring': ['send.READY'], 'watch.wakeWriter': ['send.RING'] };
    expect(found({ wiring })).toEqual(
      expect.arrayContaining([
        'ring: wiring.ts names it, and no cell performs it',
        'RING: wiring.ts names it, and no machine declares it',
      ]),
    );
  });

  test('an event is wired only if it says so, and if it says so', () => {
    const { 'watch.noteHangup': _, ...wiring } = specification.wiring;
    expect(found({ wiring })).toEqual(['nothing makes HANGUP (wire) happen']);
    expect(
      found({
        wiring: {
          ...specification.wiring,
          'watch.abandon': ['accept.CLOSE', ...(specification.wiring['watch.abandon'] ?? [])],
        },
      }),
    ).toEqual(["CLOSE: wiring.ts names it, and its origin is not 'wire'"]);
  });

  test('an answer is an event of its machine to a system call and an errno that exist', () => {
    const answers = {
      ...specification.answers,
      'watch.rearm': { ...modify, call: 'ring', errors: { ERING: 'STALE' } },
    };
    expect(found({ answers })).toEqual([
      "rearm: layout.ts has no system call 'ring'",
      "rearm: there is no errno 'ERING'",
    ]);
    expect(found({ answers: { ...specification.answers, 'watch.rearm': { ...modify, otherwise: 'RING' } } })).toEqual([
      'RING: answers.ts names it, and no machine declares it',
    ]);
  });

  test('an action is wired or a system call, not both', () => {
    const answers = { ...specification.answers, 'watch.noteHangup': { ...modify, otherwise: null } };
    expect(found({ answers })).toEqual(['noteHangup: is wired and a system call as well']);
  });

  test('the bits of the poller are in the layout', () => {
    const pollerEvents = [...specification.pollerEvents, { bits: ['RING'], event: 'READABLE', unless: [] }];
    expect(found({ pollerEvents })).toEqual(["READABLE: layout.ts has no bit 'RING'"]);
  });
});

test('a refusal says where, what, which rule and how to mend it', () => {
  const [refusal] = refusals({ states: { shut: { on: { GO: 'open' } }, open: {} } });
  expect(refusalText(refusal as Refusal)).toBe(
    "door, state 'open': says nothing to GO [hole]; answer it with a step, `ignore` or `forbidden`",
  );
});

test('compiling what was refused throws an error with a code and all refusals', () => {
  const machine = createMachine({
    id: 'door',
    initial: 'shut',
    context: {},
    states: { shut: { after: { 1: 'shut' }, on: { GO: ignore } } },
  });
  let thrown: unknown;
  try {
    compile(only(spec(machine)));
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(SubsetError);
  expect(thrown).toMatchObject({ code: 'ERR_MACHINE_SUBSET', refusals: [{ rule: 'context' }, { rule: 'after' }] });
  expect(String(thrown)).toContain(rules.after);
});
