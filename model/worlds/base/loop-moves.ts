import type { Kernel } from '../../kernel/kernel.js';
import type { Engine } from '../engine/engine.js';
import { patient, resume, retry, retryInLine } from '../engine/later.js';
import { isSocket, type Slot } from '../engine/slot.js';
import type { LoopMove, WorldShape } from './world-shape.js';

/** What the moves of a loop are made of. */
export interface Loop {
  readonly engine: Engine;
  readonly kernel: Kernel;
  /** Adds a fair move and answers its class. */
  readonly move: (text: string, apply: (v: Uint8Array) => boolean, options?: LoopMove) => number;
  /** Takes a report of the poller to its slot. */
  readonly report: (v: Uint8Array, index: number) => Slot | undefined;
  /** Lets a slot's share of a turn be used up. */
  readonly spending: (slot: Slot) => void;
}

/** Adds the moves of a loop without a thread of its own. Answers the fair classes that are JavaScript's. */
export function addLoopMoves(loop: Loop, shape: WorldShape): number[] {
  const { engine, kernel } = loop;
  const isCalling = (v: Uint8Array) => v[engine.running] !== 0;
  for (let index = 0; index < kernel.registrations; index++) {
    const reports = (v: Uint8Array): boolean => {
      if ((!shape.pollsInCallbacks && isCalling(v)) || !kernel.isReady(v, index)) return false;
      const slot = loop.report(v, index);
      if (slot && !shape.reportsWait) engine.process(v, slot);
      return true;
    };
    loop.move(`poll reports ${kernel.describeRegistration(index)}`, reports, { arrow: ['kernel', 'loop'] });
  }
  const javaScript: number[] = [];
  for (const slot of engine.slots) {
    if (shape.reportsWait) {
      loop.move(`slot ${slot.index} looks at its report`, (v) => {
        if (!v[slot.reported]) return false;
        engine.process(v, slot);
        return true;
      });
    }
    javaScript.push(...addCallbacks(loop, slot));
    if (isSocket(slot.shape) && !engine.line.timed) addOperations(loop, slot);
  }
  if (engine.line.timed) {
    loop.move('it is the turn of those who wait for room', (v) => retryInLine(v, engine));
    loop.move(
      'time passes',
      (v) => {
        if (!engine.line.tick(v)) return false;
        engine.note(v, 'ticked', 0);
        return true;
      },
      { always: true, arrow: ['kernel', 'loop'] },
    );
  }
  const batch = loop.move('a batch of callbacks begins', (v) => !isCalling(v) && engine.records.beginBatch(v));
  const returns = (v: Uint8Array): boolean => {
    if (!isCalling(v)) return false;
    engine.finish(v);
    return true;
  };
  const end = loop.move('the callback returns', returns, { arrow: ['user', 'loop'] });
  return [...javaScript, batch, end];
}

function addCallbacks({ engine, move }: Loop, slot: Slot): number[] {
  return ([0, 1] as const).map((side) =>
    move(`JavaScript takes the ${side ? 'writer' : 'reader'} record of slot ${slot.index}`, (v) => {
      const readerFirst = side === 1 && engine.records.isInBatch(v, slot, 0);
      if (v[engine.running] || !engine.records.isInBatch(v, slot, side) || readerFirst) return false;
      engine.dispatch(v, slot, side);
      return true;
    }),
  );
}

function addOperations({ engine, move, spending }: Loop, slot: Slot): void {
  for (const name of patient) {
    if ((slot.states[engine.machine(name)] as number) < 0) continue;
    // Time passes between one retry and the next: no spinning.
    move('the back-off is over', (v) => retry(v, engine, slot, name), { always: true });
  }
  move('a new turn begins', (v) => {
    if (!v[slot.spent]) return false;
    v[slot.spent] = 0;
    return true;
  });
  for (const side of [0, 1] as const) {
    const machine = side ? slot.shape.sending : slot.shape.reading;
    if (machine) move(`${machine} goes on`, (v) => resume(v, engine, slot, side));
  }
  spending(slot);
}
