import type { Space } from '../checker/space.js';
import type { Observation, Scene, Side } from './law.js';

/** Why a connection may end, each a bit: the user closed it, cut it off; a call of its own failed; it has lingered. */
const CLOSED = 1;
const CUT = 2;
const FAILED = 4;
const LINGERED = 8;

const bits: Partial<Record<Observation, number>> = { closing: CLOSED, cut: CUT, mayFail: FAILED, lingered: LINGERED };

/** What several laws know of the ends of connections; each keeps it in fields of its own. */
export class Endings {
  private readonly known: number;

  constructor(space: Space, law: string, scene: Scene) {
    this.known = space.fields(`${law}.ending`, scene.sides / 2, 16);
  }

  observe(v: Uint8Array, what: Observation, side: Side): void {
    const at = this.known + (side >> 1);
    v[at] = (v[at] as number) | (bits[what] ?? 0);
  }

  forget(v: Uint8Array, side: Side): void {
    v[this.known + (side >> 1)] = 0;
  }

  isClosed(v: Uint8Array, side: Side): boolean {
    return this.has(v, side, CLOSED);
  }

  hasFailed(v: Uint8Array, side: Side): boolean {
    return this.has(v, side, FAILED);
  }

  hasLingered(v: Uint8Array, side: Side): boolean {
    return this.has(v, side, LINGERED);
  }

  /** Nothing is owed to it any more but that its loss is told. */
  isCut(v: Uint8Array, side: Side): boolean {
    return this.has(v, side, CUT);
  }

  private has(v: Uint8Array, side: Side, bit: number): boolean {
    return ((v[this.known + (side >> 1)] as number) & bit) !== 0;
  }
}
