import type { LoopOptions } from '../../src/index.js';

/** Every rule is tested on every backend. */
export const backends: readonly NonNullable<LoopOptions['backend']>[] = ['mio', 'tokio'];
