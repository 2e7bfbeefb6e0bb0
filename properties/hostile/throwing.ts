import { Loop } from '../../src/index.js';
import type { NativeLoop } from '../../src/native/index.js';
import type { Backend } from '../support/backends.js';
import { type Native, withNative } from './stage.js';

/** What is thrown around a native call, as where the stack is full or there is no memory. */
export class Thrown extends Error {}

/** Native calls of a loop, counted; the `at`-th throws, before it does anything or behind what it has done. */
export interface Throwing {
  readonly at: number;
  readonly when: 'before' | 'behind';
  /** Calls that do not throw. */
  readonly spares?: readonly string[];
  calls: number;
  /** The one that threw. */
  thrown?: string;
  /** Only then calls are counted. */
  isOn: boolean;
}

/** A loop whose native calls throw so. */
export function throwingLoop(backend: Backend, throwing: Throwing): Loop {
  const watched = (Native: Native) =>
    class extends Native {
      constructor(...args: ConstructorParameters<Native>) {
        super(...args);
        watch(this, Native.prototype, throwing);
      }
    };
  return withNative(watched, () => new Loop({ backend }));
}

function watch(native: NativeLoop, prototype: object, throwing: Throwing): void {
  for (const name of new Set([...Object.getOwnPropertyNames(native), ...Object.getOwnPropertyNames(prototype)])) {
    const own = Object.getOwnPropertyDescriptor(native, name);
    const method: unknown = (own ?? Object.getOwnPropertyDescriptor(prototype, name))?.value;
    if (typeof method !== 'function' || name === 'constructor') continue;
    Object.defineProperty(native, name, {
      value: (...args: unknown[]) => {
        const { at, when, spares = [] } = throwing;
        const throws = throwing.isOn && ++throwing.calls === at && !spares.includes(name);
        if (throws) throwing.thrown = name;
        if (throws && when === 'before') throw new Thrown(`before ${name}`);
        const answer: unknown = method.apply(native, args);
        if (throws) throw new Thrown(`behind ${name}`);
        return answer;
      },
    });
  }
}
