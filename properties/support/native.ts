import { Loop, type LoopOptions } from '../../src/index.js';
import { addon, type NativeLoop, type NativeStats } from '../../src/native/index.js';

/** A loop, and what its engine counts. */
export function countedLoop(options: LoopOptions): [loop: Loop, stats: () => NativeStats] {
  const exports = addon() as { NativeLoop: new (...args: never[]) => NativeLoop };
  const { NativeLoop: Native } = exports;
  let native: NativeLoop | undefined;
  exports.NativeLoop = class extends Native {
    constructor(...args: never[]) {
      super(...args);
      native = this;
    }
  };
  try {
    const loop = new Loop(options);
    return [loop, () => (native as NativeLoop).stats()];
  } finally {
    exports.NativeLoop = Native;
  }
}
