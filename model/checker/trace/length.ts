/** At least and at most so many bytes. */
export interface Length {
  readonly least: number;
  readonly most: number;
}

/** The word of a record that says how much was asked for holds no more: it stands for this and everything above. */
export const LONGEST = 2 ** 31 - 1;

/** What is left of an operation that has sent nothing. */
export function lengthOf(asked: number): Length {
  return { least: asked, most: asked === LONGEST ? Infinity : asked };
}
