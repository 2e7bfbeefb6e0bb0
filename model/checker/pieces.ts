import { type Emit, NOT_NOW, type Pieces } from './world.js';

/** Makes one transition in place. Answers its label, or NOT_NOW; what it breaks is then in `found.violation`. */
export function take(pieces: Pieces, move: number, state: Uint8Array, found: { violation: number }): number {
  pieces.begin();
  const label = (pieces.moves[move] as Pieces['moves'][number])(state);
  if (label === NOT_NOW) return NOT_NOW;
  found.violation = pieces.violation();
  for (const settle of pieces.settlings) {
    const violation = settle(state);
    if (found.violation === 0) found.violation = violation;
  }
  return label;
}

/** Emits each transition of a world by its pieces; see `World.successors`. */
export function emitAll(pieces: Pieces, from: Uint8Array, to: Uint8Array, emit: Emit): void {
  const found = { violation: 0 };
  to.set(from);
  for (let move = 0; move < pieces.moves.length; move++) {
    const label = take(pieces, move, to, found);
    if (label === NOT_NOW) continue;
    emit(label, found.violation);
    to.set(from);
  }
}
