import type { Exceptions } from '../errors/index.js';
import type { Methods } from './methods.js';
import type { LoopContext, Scope } from './scope.js';

/** What a method of a protocol looks like, with the transport and with something before it. */
export type Bare = (transport: object) => unknown;
export type With = (told: unknown, transport: object) => unknown;

/**
 * Calls the methods of one connection's protocol, each in the context in which that was handed over. Nothing that they throw goes
 * further than to the connection and the exception handler (L16).
 */
export abstract class Caller {
  /** What users know it as. */
  transport!: object;
  protected methods!: Methods;
  protected scope: Scope | null = null;
  readonly #exceptions: Exceptions;
  readonly #context: LoopContext;

  constructor(exceptions: Exceptions, context: LoopContext) {
    this.#exceptions = exceptions;
    this.#context = context;
  }

  /** A method threw, or what else the user gave to be called. */
  protected abstract threw(name: string, error: unknown): void;

  setProtocol(methods: Methods, scope: Scope | null): void {
    this.methods = methods;
    this.scope = scope;
  }

  get handler(): object {
    return this.methods.handler;
  }

  /** Calls a method, or what else the user gave to be called. */
  invoke(name: string, method: Bare | undefined): unknown {
    if (method === undefined) {
      return undefined;
    }
    const began = this.#exceptions.stopwatch.start();
    try {
      const { handler } = this.methods;
      const { scope } = this;
      const result =
        scope === null ? method.call(handler, this.transport) : scope.call(method, handler, this.transport);
      if (typeof result === 'object' && result !== null) {
        this.#heed(name, result);
      }
      return result;
    } catch (error) {
      this.threw(name, error);
      return undefined;
    } finally {
      this.#exceptions.stopwatch.stop(began, name, this.transport);
      if (this.#context.isTouched) {
        this.#context.restore();
      }
    }
  }

  invokeWith(name: string, method: With | undefined, told: unknown): unknown {
    if (method === undefined) {
      return undefined;
    }
    const began = this.#exceptions.stopwatch.start();
    try {
      const { handler } = this.methods;
      const { scope } = this;
      const result =
        scope === null ? method.call(handler, told, this.transport) : scope.call(method, handler, told, this.transport);
      if (typeof result === 'object' && result !== null) {
        this.#heed(name, result);
      }
      return result;
    } catch (error) {
      this.threw(name, error);
      return undefined;
    } finally {
      this.#exceptions.stopwatch.stop(began, name, this.transport);
      if (this.#context.isTouched) {
        this.#context.restore();
      }
    }
  }

  protected blame(name: string, error: unknown): void {
    this.#exceptions.blame(`Exception in ${name} of a connection`, error, this.transport);
  }

  /** A promise that is rejected counts as a throw. */
  #heed(name: string, result: object): void {
    if (typeof (result as PromiseLike<unknown>).then === 'function') {
      this.#follow(name, result as PromiseLike<unknown>);
    }
  }

  #follow(name: string, promise: PromiseLike<unknown>): void {
    promise.then(undefined, (error: unknown) => this.threw(name, error));
  }
}
