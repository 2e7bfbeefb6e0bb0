import { Loop, type LoopOptions } from '../../src/index.js';
import { addon, type NativeLoop } from '../../src/native/index.js';

/** What the engine counts, of which nothing is public. */
export interface Stats {
  readonly slots: number;
  readonly registrations: number;
  readonly pending: number;
  readonly forbidden: number;
  readonly turns: number;
  readonly epollAdd: number;
  readonly epollMod: number;
  readonly epollDel: number;
  readonly poll: number;
  readonly accept: number;
  readonly recv: number;
  readonly send: number;
}

/** A loop, and what its engine counts. */
export function countedLoop(options: LoopOptions): [loop: Loop, stats: () => Stats] {
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
    return [loop, () => (native as NativeLoop).stats() as Stats];
  } finally {
    exports.NativeLoop = Native;
  }
}
