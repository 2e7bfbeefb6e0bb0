import { bare } from '../../model/options.js';

/** Who wants to hear that a signal was aborted. */
export interface AbortListener {
  handleEvent(): void;
}

/** How to hear of an abort. */
const ONCE = Object.freeze(bare({ once: true }));

const heard = new WeakMap<AbortSignal, Listening>();

/**
 * Those who listen to one signal, by the one listener that it has from us. With one each, Node would warn of a leak from the eleventh
 * operation on, and look through all of them at each that comes and goes.
 */
class Listening {
  readonly #listeners = new Set<AbortListener>();
  readonly #signal: AbortSignal;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener('abort', this, ONCE);
    heard.set(signal, this);
  }

  add(listener: AbortListener): void {
    this.#listeners.add(listener);
  }

  delete(listener: AbortListener): void {
    if (this.#listeners.delete(listener) && this.#listeners.size === 0) {
      heard.delete(this.#signal);
      this.#signal.removeEventListener('abort', this);
    }
  }

  /** In the order in which they came; who is let go of meanwhile is not called. What one throws is uncaught, as any listener's. */
  handleEvent(): void {
    for (const listener of this.#listeners) {
      this.delete(listener);
      try {
        listener.handleEvent();
      } catch (error) {
        process.nextTick(() => {
          throw error;
        });
      }
    }
  }
}

/** Has it called once when the signal is aborted; of an aborted one it hears nothing any more. */
export function addAbortListener(signal: AbortSignal | undefined, listener: AbortListener): void {
  if (signal !== undefined) {
    (heard.get(signal) ?? new Listening(signal)).add(listener);
  }
}

/** Harmless where it does not listen. */
export function removeAbortListener(signal: AbortSignal | undefined, listener: AbortListener): void {
  if (signal !== undefined) {
    heard.get(signal)?.delete(listener);
  }
}
