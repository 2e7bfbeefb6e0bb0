import type { LoopOptions } from '../../index.js';

export type Backend = NonNullable<LoopOptions['backend']>;

/** In the order in which they are shown. */
export const BACKENDS: readonly Backend[] = ['mio', 'tokio'];
