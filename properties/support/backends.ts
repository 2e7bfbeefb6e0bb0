import type { LoopOptions } from '../../src/index.js';

export type Backend = NonNullable<LoopOptions['backend']>;

/** Every rule is tested on every backend. */
export const backends: readonly Backend[] = ['mio', 'tokio'];

export function otherThan(backend: Backend): Backend {
  return backend === 'mio' ? 'tokio' : 'mio';
}
