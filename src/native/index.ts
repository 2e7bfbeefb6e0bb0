/**
 * The addon as TypeScript sees it: loading it, its calls and the memory that both share, the step of a table, what users were
 * told, and whether the process is kept alive. Nothing else of `src` touches native code but through this; it never makes an
 * error of what native code answers.
 */

export {
  addon,
  type NativeLoop,
  type NativeLoopOptions,
  type NativePast,
  type NativeStats,
  ON_ITS_WAY,
  SETTLED,
  SLOTS,
} from './addon.js';
export { type AddressInfo, addressText, type NativeAddress, type NativeInetAddress } from './addresses.js';
export { Liveness } from './liveness.js';
export { runtime } from './runtime.js';
export { type Steered, step } from './step.js';
export { Telling, type ToldCode, wordOf } from './told.js';
