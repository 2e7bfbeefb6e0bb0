/**
 * The specification of the loop, as data and as programs over it: what `readyloop/model` exports.
 *
 * It is all about the compiled tables, so that it needs neither the native addon nor XState.
 *
 * @example Checking one model, and hunting a bug of one's own making in all of them:
 * ```ts
 * import { checkWorld, formatCounterexample, hunt, worlds } from 'readyloop/model';
 *
 * const { report } = checkWorld(worlds.receiving());
 * const forgetful = { id: 'X1', title: 'no re-arming', origin: 'here', symptom: 'none yet' };
 * const [caught] = hunt({ ...forgetful, contract: { rearm: 'nothing' } }).catches;
 * if (caught) console.log(formatCounterexample(caught.counterexample));
 * ```
 *
 * @since 0.2.0
 */

// The machines as the loop steps them, and what binds them to each other and to the kernel.

export { answers, counted, Machine, origins, pollerEvents, TABLE_HASH, tables, wiring } from '../generated/ts/index.js';
export {
  actionsOf,
  type CellText,
  cellOf,
  describeCell,
  FORBIDDEN,
  IGNORE,
  indexOf,
  type Region,
  regionValue,
  STEP,
  type Table,
} from './compiler/table.js';
export type { Answers } from './machines/answers.js';
export type { Origin } from './machines/origin.js';

// What is explored: the loop beside a kernel and a user, in worlds of a few descriptors and bytes.

export type { ModelWorld } from './worlds/base/model-world.js';
export { type Contract, largeWorlds, real, realContract, type Variant, worlds } from './worlds/index.js';

// What has to hold there, one law a name.

export * as laws from './laws/index.js';
export type { Law, Monitor, Observation, Scene } from './laws/law.js';

// The checker, for these worlds and any other.

export { checkWorld, type WorldResult } from './checker/check.js';
export { type CheckOptions, checkAll, type Progress } from './checker/check-all.js';
export { type Counterexample, formatCounterexample } from './checker/counterexample.js';
export type { ExploreOptions } from './checker/explore.js';
export type { Explorer, ExplorerOptions } from './checker/explorer.js';
export { HiddenStateError, RecordingError } from './checker/learned/index.js';
export { emitAll } from './checker/pieces.js';
export type { CellReport, CheckReport, LawReport, ModelReport, Verdict } from './checker/report.js';
export { Space } from './checker/space.js';
export { randomWalks, type WalkOptions, type WalksResult, walk } from './checker/walk.js';
export {
  type Apart,
  type Cells,
  type Emit,
  type Label,
  type Lane,
  NOT_NOW,
  type Obligation,
  type Pieces,
  type Watch,
  type World,
  type Worlds,
} from './checker/world.js';

// Known bugs of real loops, and the hunt for one.

export type { Bug } from './bugs/bug.js';
export { bugs } from './bugs/catalogue/index.js';
export { type Catch, type Hunt, hunt, variantOf } from './bugs/hunt.js';
export type { RegionPatch } from './compiler/patch.js';

// Options that are not known are refused.

export { UnknownOptionError } from './options.js';

// What a real loop did, validated against the tables.

export { TraceError, type TraceErrorCode } from './checker/trace/errors.js';
export type { TraceSource } from './checker/trace/read.js';
export type { TraceReport, WrongStep } from './checker/trace/report.js';
export { validateTrace } from './checker/trace/validate.js';
