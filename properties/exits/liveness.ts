import type { Backend } from '../support/backends.js';

/**
 * One case of L15: something is pending in a process, referenced or not, and is left so or comes to an end. Does the
 * process stay?
 */
export interface Case {
  readonly backend: Backend;
  readonly kind: Kind;
  readonly reference: Reference;
  readonly fate: Fate;
}

/** What can be pending with a handle of its own, and what only with a promise. */
export const WITH_HANDLE = ['reader', 'writer', 'timer', 'queued call'] as const;
export const WITH_PROMISE = ['readable', 'accept', 'receive', 'send', 'connect'] as const;
export type Kind = (typeof WITH_HANDLE | typeof WITH_PROMISE)[number];

const OF_LOOP = ['as it is', 'its loop unrefed', 'its loop refed again'] as const;
const OF_HANDLE = ['unrefed', 'refed again'] as const;
type Reference = (typeof OF_LOOP | typeof OF_HANDLE)[number];

/** `completed` is brought about from outside, as what is left pending is in the end where the process has to stay. */
const FATES = ['left', 'completed', 'cancelled', 'its socket closed', 'its loop closed'] as const;
type Fate = (typeof FATES)[number];

export function casesOf(backend: Backend, kind: Kind): Case[] {
  const hasHandle = WITH_HANDLE.some((one) => one === kind);
  const hasSocket = kind !== 'timer' && kind !== 'queued call';
  const references = [...OF_LOOP, ...(hasHandle ? OF_HANDLE : [])];
  const fates = FATES.filter((fate) => hasSocket || fate !== 'its socket closed');
  return references.flatMap((reference) => fates.map((fate) => ({ backend, kind, reference, fate })));
}

/** Whether the process has to stay until what was left pending has come. */
export function stays({ reference, fate }: Case): boolean {
  return fate === 'left' && reference !== 'unrefed' && reference !== 'its loop unrefed';
}

/** Whether a reader that is added last, to see that nothing before it was counted wrongly, has to keep the process. */
export function hasCoda({ reference, fate }: Case): boolean {
  return fate !== 'its loop closed' && reference !== 'its loop unrefed';
}

/** What the process says, a line each, and the descriptors through which it hears. */
export const Line = { BEGUN: 'begun', WOKEN: 'woken', PENDING: 'pending', CODA: 'coda', EXIT: 'exit' } as const;
export const EVENT_FD = 3;
export const CODA_FD = 4;
