import { AsyncResource } from 'node:async_hooks';
import { inspect } from 'node:util';
import { HandleAction, HandleEvent, HandleState, handle } from '../../generated/ts/handle.js';
import { regionValue } from '../../model/compiler/table.js';
import { bare } from '../../model/options.js';
import { type Inspecting, type Origins, shown } from '../diagnostics/index.js';
import type { Exceptions } from '../errors/index.js';
import type { AnyCallback, Callback, Handle } from '../handles/index.js';
import type { Liveness } from '../native/index.js';
import { type Steered, step } from '../native/index.js';

/** What a callback needs of its loop. */
export interface Keeper {
  readonly liveness: Liveness;
  readonly exceptions: Exceptions;
  readonly origins: Origins;
}

const RESOURCE = Object.freeze(bare({ requireManualDestroy: true }));

/** The states of a callback that waits, or is about to run. */
const PENDING: readonly (string | null)[] = ['waiting', 'due'];

/**
 * A callback with its arguments and the asynchronous context of the moment it was handed over.
 *
 * What becomes of it is decided by the table of `handle`: whether it runs, whether cancelling it has an effect, and
 * whether it keeps the process alive.
 */
export abstract class Registration extends AsyncResource implements Handle, Steered {
  /** Where it came from, for messages. */
  readonly origin: string;
  /** The line of the user's that handed it over, in debug mode. */
  readonly at: string | undefined;
  state: number = HandleState['referenced.waiting'];
  readonly #keeper: Keeper;
  readonly #callback: Callback<unknown[]>;
  readonly #args: unknown[];

  constructor(origin: string, keeper: Keeper, callback: AnyCallback, args: unknown[]) {
    super('READYLOOP', RESOURCE);
    this.origin = origin;
    this.at = keeper.origins.line();
    this.#keeper = keeper;
    this.#callback = callback as Callback<unknown[]>;
    this.#args = args;
    keeper.liveness.retain();
  }

  /** Takes it out of wherever the loop keeps it. */
  protected abstract withdraw(): void;

  /** Runs the callback in its context; it throws what the callback throws. */
  call(): unknown {
    return this.runInAsyncScope(this.#callback, undefined, ...this.#args);
  }

  /** It is in the batch that begins. */
  take(): void {
    step(handle, this, HandleEvent.TAKE);
  }

  /** Its turn in the batch has come: the callback runs, unless it was cancelled meanwhile. */
  run(): void {
    step(handle, this, HandleEvent.RUN);
  }

  cancel(): void {
    step(handle, this, HandleEvent.CANCEL);
  }

  /** The loop gives it up, and has taken it out already. */
  drop(): void {
    step(handle, this, HandleEvent.DROP);
  }

  ref(): this {
    step(handle, this, HandleEvent.REF);
    return this;
  }

  unref(): this {
    step(handle, this, HandleEvent.UNREF);
    return this;
  }

  /** It has not run, and still may. */
  get isPending(): boolean {
    return PENDING.includes(regionValue(handle, 'call', this.state));
  }

  get cancelled(): boolean {
    return regionValue(handle, 'call', this.state) === 'cancelled';
  }

  hasRef(): boolean {
    return regionValue(handle, 'reference', this.state) === 'referenced';
  }

  /** What `console.log` shows. */
  [inspect.custom](...how: Inspecting): string {
    return shown(this.constructor.name, this.facts(), how);
  }

  protected facts(): object {
    const { origin, at } = this;
    return { of: origin, state: regionValue(handle, 'call', this.state), ref: this.hasRef(), at };
  }

  perform(action: number): void {
    switch (action) {
      case HandleAction.retain:
        this.#keeper.liveness.retain();
        break;
      case HandleAction.release:
        this.#keeper.liveness.release();
        break;
      case HandleAction.withdraw:
        this.withdraw();
        break;
      case HandleAction.retire:
        this.emitDestroy();
        break;
      case HandleAction.call:
        this.#keeper.exceptions.run(this);
    }
  }
}
