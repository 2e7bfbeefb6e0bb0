import { emitAll } from './pieces.js';
import { Space } from './space.js';
import { type Label, NOT_NOW, type Obligation, type Pieces, type World } from './world.js';

/** One way a toy moves: `move` changes the state and may answer with the violation that this is (see `Emit`). */
export interface Rule extends Partial<Label> {
  readonly text: string;
  readonly when: (state: Uint8Array) => boolean;
  readonly move: (state: Uint8Array) => number | undefined;
}

export interface ToyOptions {
  readonly name: string;
  /** Sizes of the fields, by name. */
  readonly fields: Readonly<Record<string, number>>;
  readonly rules: readonly Rule[];
  readonly laws?: readonly string[];
  readonly obligations?: readonly Obligation[];
  /** Each of its transitions is a witness of every law; false for a toy in which nothing is. */
  readonly witnesses?: boolean;
}

/** A world of a few rules without machines, small enough to be judged by eye: what the checker itself is tested on. */
export function toy(options: ToyOptions): World {
  const { name, fields, rules, laws = [], obligations = [] } = options;
  const space = new Space();
  for (const [field, size] of Object.entries(fields)) space.field(field, size);
  const witness = new Uint32Array(laws.length);
  const pieces = piecesOf(rules, () => {
    if (options.witnesses !== false) for (const law of laws.keys()) witness[law] = (witness[law] as number) + 1;
  });
  return {
    name,
    space,
    labels: rules.map(({ lane = 'loop', text, fairness = -1, progress = false }) => ({
      lane,
      text,
      fairness,
      progress,
    })),
    laws,
    witness,
    cells: [],
    obligations,
    initial: () => {},
    successors: (from, to, emit) => emitAll(pieces, from, to, emit),
    pieces,
    again: () => toy(options),
  };
}

function piecesOf(rules: readonly Rule[], witness: () => void): Pieces {
  let violation = 0;
  const moves = rules.map(({ when, move }, label) => (state: Uint8Array) => {
    if (!when(state)) return NOT_NOW;
    violation = move(state) ?? 0;
    witness();
    return label;
  });
  return {
    moves,
    settlings: [],
    begin: () => {
      violation = 0;
    },
    violation: () => violation,
    setApart: () => {},
  };
}

/** The rule `from -> to` for a toy whose one field is the state of a drawn graph. */
export function arrow(from: number, to: number, rest: Partial<Label> = {}): Rule {
  return {
    text: `${from} -> ${to}`,
    when: (state) => state[0] === from,
    move: (state) => {
      state[0] = to;
      return undefined;
    },
    ...rest,
  };
}

export type PetersonFault = 'flag after turn' | 'no turn';

/** Peterson's algorithm for two; a fault breaks mutual exclusion or starves both. */
export function peterson(fault?: PetersonFault): World {
  const [PC, FLAG, TURN] = [0, 2, 4];
  const [IDLE, SECOND, WAITING, CRITICAL] = [0, 1, 2, 3];
  const rules = [0, 1].flatMap((me): Rule[] => {
    const step = (text: string, from: number, to: number, effect: (state: Uint8Array) => void): Rule => ({
      text: `${me} ${text}`,
      fairness: me,
      when: (state) => state[PC + me] === from,
      move: (state) => {
        effect(state);
        state[PC + me] = to;
        return state[PC] === CRITICAL && state[PC + 1] === CRITICAL ? 1 : 0;
      },
    });
    const flag = (value: number) => (state: Uint8Array) => {
      state[FLAG + me] = value;
    };
    const giveTurn = (state: Uint8Array): void => {
      state[TURN] = 1 - me;
    };
    const [first, second] = fault === 'flag after turn' ? [giveTurn, flag(1)] : [flag(1), giveTurn];
    const enter = step('enters', WAITING, CRITICAL, () => {});
    const mayEnter = (state: Uint8Array): boolean =>
      state[FLAG + 1 - me] === 0 || (fault !== 'no turn' && state[TURN] === me);
    return [
      { ...step('wants in', IDLE, SECOND, first), lane: 'user', fairness: -1 },
      step('is polite', SECOND, WAITING, second),
      { ...enter, progress: true, when: (state) => enter.when(state) && mayEnter(state) },
      { ...step('leaves', CRITICAL, IDLE, flag(0)), progress: true },
    ];
  });
  return toy({
    name: fault ? `peterson, ${fault}` : 'peterson',
    fields: { pc0: 4, pc1: 4, flag0: 2, flag1: 2, turn: 2 },
    rules,
    laws: ['X1 mutual exclusion'],
    obligations: [0, 1].map((me) => ({
      law: `X2 ${me} gets in`,
      pending: (s) => s[PC + me] === SECOND || s[PC + me] === WAITING,
      discharges: [],
    })),
  });
}

export const worlds = {
  peterson: () => peterson(),
  'peterson, flag after turn': () => peterson('flag after turn'),
  'peterson, no turn': () => peterson('no turn'),
} satisfies Record<string, () => World>;
