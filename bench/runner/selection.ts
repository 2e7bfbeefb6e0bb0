import { BASELINE, type Cell, cellName, modes, type Peer, peers, subject } from './registry.js';

/** An argument that names nothing we know, or no sensible number. */
export class ArgumentError extends Error {
  readonly code = 'ERR_BENCH_ARGUMENT';
  override readonly name = 'ArgumentError';
}

/** What the user asked for, as text. */
export interface Wish {
  readonly only?: string | undefined;
  readonly peers?: string | undefined;
  readonly cells?: string | undefined;
  readonly baseline?: string | undefined;
  readonly full?: boolean | undefined;
}

export interface Selection {
  readonly cells: readonly Cell[];
  /** The subject first, then the peers in the registry's order. */
  readonly peers: readonly Peer[];
  /** Name of the peer that ratios are to; undefined where the subject runs alone. */
  readonly baseline: string | undefined;
}

export function select(wish: Wish): Selection {
  const modesChosen = choose('mode', modes, (mode) => mode.name, wish.only);
  const offered = modesChosen.flatMap((mode) => mode.cells);
  const named = choose('cell', offered, cellName, wish.cells);
  // A cell asked for by its name is measured, --full or not.
  const cells = wish.cells !== undefined || wish.full ? named : named.filter((cell) => !cell.full);
  const everyone = [subject, ...peers];
  const asked = new Set(choose('peer', everyone, (peer) => peer.name, wish.peers).map((peer) => peer.name));
  const chosen = everyone.filter((peer) => peer === subject || asked.has(peer.name));
  return { cells, peers: chosen, baseline: chooseBaseline(chosen, wish.baseline) };
}

function chooseBaseline(chosen: readonly Peer[], wished: string | undefined): string | undefined {
  const names = chosen.filter((peer) => peer !== subject).map((peer) => peer.name);
  if (wished === undefined) return names.includes(BASELINE) ? BASELINE : names[0];
  if (names.includes(wished)) return wished;
  throw new ArgumentError(`--baseline ${wished} is not among the peers of this run: ${names.join(', ') || '(none)'}`);
}

function choose<T>(
  kind: string,
  known: readonly T[],
  name: (item: T) => string,
  list: string | undefined,
): readonly T[] {
  if (list === undefined) return known;
  const names = known.map(name);
  const wanted = list
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const unknown = wanted.filter((part) => !names.includes(part));
  if (unknown.length > 0 || wanted.length === 0) {
    throw new ArgumentError(
      `unknown ${kind} "${unknown.join(', ') || list}"; known: ${[...new Set(names)].join(', ')}`,
    );
  }
  return known.filter((item) => wanted.includes(name(item)));
}

/** A number from the command line, at least `least`. */
export function number(option: string, text: string, least: number, whole: boolean): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value >= least && (!whole || Number.isInteger(value)))
    return value;
  throw new ArgumentError(`${option} ${text}: not ${whole ? 'a whole number' : 'a number'} of at least ${least}`);
}
