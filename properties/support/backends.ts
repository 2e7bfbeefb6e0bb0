import type { LoopOptions } from '../../src/index.js';

export type Backend = NonNullable<LoopOptions['backend']>;

/** Every rule is tested on every backend. */
export const backends: readonly Backend[] = ['mio', 'tokio'];

/** What connections go over. */
export type Carrier = 'tcp' | 'unix';

/** Every rule about connections is tested over each, on every backend. */
export const carried: readonly (readonly [Carrier, Backend])[] = backends.flatMap((backend) => [
  ['tcp', backend] as const,
  ['unix', backend] as const,
]);

export function otherThan(backend: Backend): Backend {
  return backend === 'mio' ? 'tokio' : 'mio';
}
