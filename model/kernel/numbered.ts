/**
 * Bytes (and messages) that have numbers, so that one that is lost, doubled or in another's place is known from any other
 * (L11): 1 is the next one that its receiver lacks, 2 the one behind it. When he gets one, all that follow move up; so
 * numbers stay small however much is sent, and a world in which nothing goes wrong has no more states than if it counted.
 *
 * Several of them, in their order, are one number: an octal digit each, the first lowest. No one is 1, as one alone is.
 */

/** How many digits there are, and the number of one that its receiver has already. */
const BASE = 8;
export const OLD = BASE - 1;

/** So many from the next one on: what is right. */
export function inOrder(count: number, from = 1): number {
  return pack(Array.from({ length: count }, (_, index) => from + index));
}

export function pack(numbers: readonly number[]): number {
  return numbers.reduceRight((packed, number) => packed * BASE + number, 0);
}

export function unpack(packed: number): number[] {
  const numbers: number[] = [];
  for (let left = packed; left > 0; left = Math.floor(left / BASE)) numbers.push(left % BASE);
  return numbers;
}

export function countOf(packed: number): number {
  return unpack(packed).length;
}

/** The number of one when its receiver has got so many more. */
export function movedUp(number: number, got: number): number {
  return number === OLD || number <= got ? OLD : number - got;
}

/** One message: its number, how many bytes of it, and whether it is told that there were more. */
export function packMessage(number: number, bytes: number, isCut: boolean): number {
  return pack([number, bytes]) + (isCut ? BASE ** 2 : 0);
}

export function unpackMessage(packed: number): { number: number; bytes: number; isCut: boolean } {
  const [number = 0, bytes = 0, isCut = 0] = unpack(packed);
  return { number, bytes, isCut: isCut === 1 };
}
