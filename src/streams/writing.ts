import { WriterAction, WriterEvent, WriterState, writer } from '../../generated/ts/writer.js';
import { StreamClosedError } from '../errors/index.js';
import { type Steered, step } from '../native/index.js';

/** What several wait for: all of them have the same promise. */
class Awaited {
  readonly promise: Promise<void>;
  resolve!: () => void;
  reject!: (error: unknown) => void;

  constructor() {
    this.promise = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }
}

/** Who need not wait has this one. */
const DONE = Promise.resolve();

/** What a writer asks of its transport. */
export interface Outlet {
  /** More is unsent than the high mark. */
  readonly isAbove: boolean;
  /** Has `advance` called when what is to be told before was told. */
  tellLater(whom: { advance(event: number): void }, event: number): void;
}

/** Who waits for the writing half of a stream. The table of `writer` decides. Users hold a `StreamWriter`. */
export class Writing implements Steered {
  state: number = WriterState.there;
  #room: Awaited | undefined;
  #end: Awaited | undefined;
  #loss: Error | null = null;
  #answer = DONE;
  readonly #outlet: Outlet;

  constructor(outlet: Outlet) {
    this.#outlet = outlet;
  }

  /** Its turn in the queue of what is told later. */
  advance(event: number): void {
    step(writer, this, event);
  }

  full(): void {
    step(writer, this, WriterEvent.FULL);
  }

  room(): void {
    step(writer, this, WriterEvent.ROOM);
  }

  lost(error: Error | null): void {
    this.#loss = error;
    step(writer, this, error === null ? WriterEvent.ENDED : WriterEvent.LOST);
  }

  drain(): Promise<void> {
    return this.#ask(this.#outlet.isAbove ? WriterEvent.DRAIN_ABOVE : WriterEvent.DRAIN);
  }

  waitClosed(): Promise<void> {
    return this.#ask(WriterEvent.WAIT_CLOSED);
  }

  perform(action: number): void {
    switch (action) {
      case WriterAction.resolveDrain:
      case WriterAction.resolveEnd:
        this.#answer = DONE;
        break;
      case WriterAction.rejectDrain:
        this.#answer = Promise.reject(this.#loss ?? new StreamClosedError('writer.drain'));
        break;
      case WriterAction.rejectEnd:
        this.#answer = Promise.reject(this.#loss);
        break;
      case WriterAction.holdDrain:
        this.#room ??= new Awaited();
        this.#answer = this.#room.promise;
        break;
      case WriterAction.holdEnd:
        this.#end ??= new Awaited();
        this.#answer = this.#end.promise;
        break;
      case WriterAction.tellLater:
        this.#outlet.tellLater(this, WriterEvent.TELL);
        break;
      case WriterAction.resolveDrains:
        this.#room?.resolve();
        this.#room = undefined;
        break;
      case WriterAction.rejectDrains:
        this.#room?.reject(this.#loss);
        this.#room = undefined;
        break;
      case WriterAction.resolveEnds:
        this.#end?.resolve();
        this.#end = undefined;
        break;
      case WriterAction.rejectEnds:
        this.#end?.reject(this.#loss);
        this.#end = undefined;
    }
  }

  #ask(event: number): Promise<void> {
    step(writer, this, event);
    const answer = this.#answer;
    this.#answer = DONE;
    return answer;
  }
}
