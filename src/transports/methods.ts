import { describe, InvalidArgumentTypeError } from '../errors/index.js';

type Method = (...args: never) => unknown;

/** The methods of one protocol, looked up once: what is put into their places later is not seen. */
export class Methods {
  readonly handler: object;
  readonly connectionMade: Method | undefined;
  readonly dataReceived: Method | undefined;
  readonly getBuffer: Method | undefined;
  readonly bufferUpdated: Method | undefined;
  readonly eofReceived: Method | undefined;
  readonly connectionLost: Method | undefined;
  readonly pauseWriting: Method | undefined;
  readonly resumeWriting: Method | undefined;

  /**
   * @param argument what the caller knows it as, for the error
   * @throws InvalidArgumentTypeError it is no object, or something of it that has the name of a method is none; or it is a promise
   */
  constructor(argument: string, handler: unknown) {
    if (typeof handler !== 'object' || handler === null || 'then' in handler) {
      throw new InvalidArgumentTypeError(argument, 'an object with methods of a protocol', handler);
    }
    this.handler = handler;
    this.connectionMade = method(argument, handler, 'connectionMade');
    this.dataReceived = method(argument, handler, 'dataReceived');
    this.getBuffer = method(argument, handler, 'getBuffer');
    this.bufferUpdated = method(argument, handler, 'bufferUpdated');
    this.eofReceived = method(argument, handler, 'eofReceived');
    this.connectionLost = method(argument, handler, 'connectionLost');
    this.pauseWriting = method(argument, handler, 'pauseWriting');
    this.resumeWriting = method(argument, handler, 'resumeWriting');
    if ((this.getBuffer === undefined) !== (this.bufferUpdated === undefined)) {
      throw new InvalidArgumentTypeError(
        argument,
        'a protocol with both getBuffer and bufferUpdated, or neither',
        handler,
      );
    }
  }
}

function method(argument: string, handler: object, name: string): Method | undefined {
  const found = (handler as Record<string, unknown>)[name];
  if (found !== undefined && typeof found !== 'function') {
    throw new InvalidArgumentTypeError(`${argument}.${name}`, 'a function', found);
  }
  return found as Method | undefined;
}

/** What makes the protocol of each connection. */
export type Source = (() => unknown) | Methods;

/**
 * A function makes a protocol for each connection; an object is the protocol of all.
 *
 * @throws InvalidArgumentTypeError it is neither, or a class, which would have to be called by `new`
 */
export function sourceOf(handler: unknown): Source {
  if (typeof handler !== 'function') {
    return new Methods('handler', handler);
  }
  if (Object.getOwnPropertyDescriptor(handler, 'prototype')?.writable === false) {
    const expected = 'a function that makes a protocol, like () => new MyProtocol(), or one object for all connections';
    throw new InvalidArgumentTypeError('handler', expected, `the ${describe(handler)} of a class`);
  }
  return handler as () => unknown;
}

/** The protocol of the next connection. It throws what the user's function throws. */
export function made(source: Source): Methods {
  return source instanceof Methods ? source : new Methods('what the factory returned', source());
}
