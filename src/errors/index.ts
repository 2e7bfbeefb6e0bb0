/**
 * What is refused or fails, and how that is told: the classes of errors, errno, what native code throws and records as one of
 * them, the checks of arguments, and the exception handler. It never decides whether something fails, and knows no socket and
 * no loop.
 */

export { addAbortListener, removeAbortListener } from './aborts.js';
export {
  type Abortable,
  checkAborting,
  checkBoolean,
  checkBytes,
  checkCallback,
  checkDescriptor,
  checkInteger,
  checkLimits,
  checkOptions,
  checkSignal,
  checkTime,
  type Descriptor,
  type Limited,
  type Limits,
  limitsIn,
  UNLIMITED,
} from './check.js';
export * from './classes.js';
export { describe } from './describe.js';
export { errnoName } from './errno.js';
export { type ExceptionContext, type ExceptionHandler, Exceptions } from './exceptions.js';
export {
  attempt,
  busy,
  despitePanic,
  failure,
  isElsewhere,
  poll,
  type Reason,
  refusalIn,
  throwUnlessPanic,
  typed,
} from './failure.js';
