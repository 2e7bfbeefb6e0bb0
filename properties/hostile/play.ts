import type { Loop } from '../../src/index.js';
import { sleep, until } from '../support/scene.js';
import { items } from './items.js';
import { type Blow, Stage } from './stage.js';

/** How long what has to come may take, in milliseconds. */
const WITHIN = 10_000;

/** What came of a run: how often the program heard something, and what was left behind. */
export interface Played {
  readonly moments: number;
  readonly left: readonly string[];
}

/** Begins all of these, has them come about in one batch, and waits until they have. */
export async function play(loop: Loop, names: readonly string[], blow: Blow | null): Promise<Played> {
  const stage = new Stage(loop, blow);
  const dues: (() => unknown)[] = [];
  for (const name of names) {
    // Who is struck while it begins finds the loop closed.
    if (stage.struck) break;
    try {
      dues.push(await (items[name] as (typeof items)[string])(stage));
    } catch (error) {
      if (!stage.struck) throw error;
    }
  }
  if (!loop.closed) {
    loop.callSoon(() => {
      for (const due of dues) if (!loop.closed) due();
    });
  }
  const callbacks = names.length;
  const over = () => stage.unsettled.size === 0 && (loop.closed || loop.report().pending.length === 0);
  await until(() => over() && (loop.closed || stage.moments >= callbacks), WITHIN);
  // What comes too late, or twice, would come now.
  await sleep(1);
  return { moments: stage.moments, left: stage.leave() };
}
