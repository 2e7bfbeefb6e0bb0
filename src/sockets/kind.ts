import type { NativeLoop, ToldCode } from '../native/index.js';
import type { Socket } from './socket.js';

/** One kind of operation: how it is begun with what was asked for, and how its record becomes its value. */
export interface Kind<T, A = never> {
  /** The public call, for messages. */
  readonly call: string;
  readonly syscall: string;
  /** The machine that decides it. */
  readonly machine: 'accept' | 'receive' | 'send' | 'connect';
  /** What it does to the socket; of all but accepting, one at a time (C25). A connect is the first thing sent. */
  readonly lane: 'accepting' | 'receiving' | 'sending';
  /** Whether it may fail when a part of it is done: its errors have `bytesSent`. */
  readonly inPart: boolean;
  /** What a trace says of its success, and the descriptor or the count of bytes that it says with it. */
  readonly told: ToldCode;
  /**
   * Hands it to the engine, which tries it at once; what it answers. It is one function for all, since V8 looks the code of a closure up
   * each time that one is made.
   */
  start(native: NativeLoop, key: number, operation: number, asked: A): number;
  tell(value: T): number;
  /** @param socket the one that it was asked of */
  value(records: Int32Array, at: number, socket: Socket): T;
}

/** How many bytes an operation that failed had sent, if it sends any. */
export function sent(kind: Kind<unknown>, bytes: number): number | undefined {
  return kind.inPart ? bytes : undefined;
}
