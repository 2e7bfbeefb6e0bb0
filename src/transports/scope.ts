import { AsyncResource } from 'node:async_hooks';
import { bare } from '../../model/options.js';

const RESOURCE = Object.freeze(bare({ requireManualDestroy: true }));

/** What Node itself writes on every resource, whatever its context. */
const ITS_OWN = ['async_id_symbol', 'trigger_async_id_symbol', 'destroyed'];

/** What AsyncLocalStorages keep: Node writes it on the asynchronous resource that JavaScript runs in. */
type Stores = Record<symbol, unknown>;

/** Takes back what was written on a resource since it kept this. */
function restore(resource: object, kept: Stores): void {
  for (const symbol of Object.getOwnPropertySymbols(resource)) {
    if ((resource as Stores)[symbol] !== kept[symbol]) {
      (resource as Stores)[symbol] = kept[symbol];
    }
  }
}

/**
 * The asynchronous context in which a loop calls. What a handler does there by `enterWith` would hold for all handlers that are
 * called after it, and is taken back when it has returned; that there is anything to be taken back costs nothing to find out.
 */
export class LoopContext {
  /** Something was written since it was restored. */
  isTouched = false;
  readonly #written: Stores = {};
  #kept: Stores = {};
  /** The resource of the native loop. */
  readonly resource: object = new Proxy(this.#written, {
    set: (written, key, value) => {
      this.isTouched = true;
      return Reflect.set(written, key, value);
    },
  });

  /** What it has now, it keeps. */
  keep(): void {
    this.#kept = { ...this.#written };
    this.isTouched = false;
  }

  restore(): void {
    restore(this.#written, this.#kept);
    this.isTouched = false;
  }
}

/** The asynchronous context in which somebody handed a protocol over, and in which that is called (V21). */
export class Scope extends AsyncResource {
  readonly #kept: Stores;

  constructor() {
    super('READYLOOP', RESOURCE);
    this.#kept = { ...(this as object as Stores) };
  }

  /** Calls in this context, which is the same afterwards, whatever an AsyncLocalStorage was told to keep from then on. */
  call<Arguments extends unknown[], Result>(
    method: (...given: Arguments) => Result,
    receiver: unknown,
    ...given: Arguments
  ): Result {
    try {
      return this.runInAsyncScope(method, receiver, ...given);
    } finally {
      restore(this, this.#kept);
    }
  }

  /**
   * Whether there is anything in it: what an AsyncLocalStorage keeps, Node writes on the resource. What Node may write there
   * in versions to come counts as something, and costs the time that entering it takes.
   */
  get isEmpty(): boolean {
    return Object.getOwnPropertySymbols(this).every(
      (symbol) => ITS_OWN.includes(symbol.description ?? '') || (this as Record<symbol, unknown>)[symbol] === undefined,
    );
  }
}
