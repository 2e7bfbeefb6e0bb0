/**
 * Objects that tell by name: options, addresses.
 *
 * Every one that a caller hands over is read here, and only here. A key that is not known is refused, for what was meant by
 * it would fall back to a default in silence: `bind({ hostname })` would listen to everybody. Only what is an object's own
 * and enumerable is read, once: what somebody has put on `Object.prototype`, or a class on its own prototype, says nothing.
 */

/** The keys that an object of this kind may have; the compiler sees to it that none is left out. */
export type Known<T> = Readonly<Record<keyof T, true>>;

/** What an object tells, as it was found. */
export type Told<T> = { readonly [K in keyof T]?: unknown };

/**
 * An object of options, or an address, has a key that nothing reads.
 *
 * @since 0.2.0
 */
export class UnknownOptionError extends TypeError {
  override readonly name: string = 'UnknownOptionError';
  readonly code = 'ERR_UNKNOWN_OPTION';
  /** The key that is not known. */
  readonly option: string;

  constructor(argument: string, option: string, known: readonly string[]) {
    const near = nearest(option, known);
    const meant = near === undefined ? '' : ` (did you mean ${JSON.stringify(near)}?)`;
    super(`${argument} may have the keys ${listed(known)}; got ${JSON.stringify(option)}${meant}`);
    this.option = option;
  }
}

/**
 * What an object tells, on its own: the result has no prototype, so that whoever reads it further reads nothing else.
 *
 * @param argument what the caller knows it as, for the error
 * @throws UnknownOptionError it has a key that is not known
 */
export function toldBy<T>(argument: string, object: object, known: Known<T>): Told<T> {
  const told: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(object)) {
    if (!Object.hasOwn(known, key)) throw new UnknownOptionError(argument, key, Object.keys(known));
    told[key] = (object as Record<string, unknown>)[key];
  }
  return told as Told<T>;
}

/** The same object for code that is not ours, where what is on `Object.prototype` says nothing either. */
export function bare<T extends object>(object: T): T {
  return Object.assign(Object.create(null), object);
}

/** An instance of a class that has nothing of its own: whatever it means to tell, it is not told here. */
export function tellsNothing(object: object): boolean {
  const prototype = Object.getPrototypeOf(object);
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null;
  return !isPlain && Object.keys(object).length === 0;
}

function listed(known: readonly string[]): string {
  return known.map((key) => JSON.stringify(key)).join(', ');
}

/** The known key that was most likely meant: the longer and the shorter name of a thing, or one that is mistyped. */
function nearest(key: string, known: readonly string[]): string | undefined {
  const typed = key.toLowerCase();
  const related = known.find((one) => typed.startsWith(one.toLowerCase()) || one.toLowerCase().startsWith(typed));
  if (related !== undefined && typed !== '') return related;
  const [best] = known
    .map((one) => ({ one, distance: distance(typed, one.toLowerCase()) }))
    .filter(({ one, distance }) => distance <= Math.max(1, Math.floor(one.length / 3)))
    .sort((a, b) => a.distance - b.distance);
  return best?.one;
}

/** How many letters have to be put in, left out or changed (Levenshtein). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const changed = (row[j - 1] as number) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[to.length] as number;
}
