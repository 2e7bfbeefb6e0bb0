import { AsyncResource } from 'node:async_hooks';
import { bare } from '../../model/options.js';

const RESOURCE = Object.freeze(bare({ requireManualDestroy: true }));

/** What Node itself writes on every resource, whatever its context. */
const ITS_OWN = ['async_id_symbol', 'trigger_async_id_symbol', 'destroyed'];

/** The asynchronous context in which somebody handed a protocol over, and in which that is called (V21). */
export class Scope extends AsyncResource {
  constructor() {
    super('READYLOOP', RESOURCE);
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
