/** The middle value; the mean of the two middle ones if their count is even. NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/**
 * The median of the ratios *within* each round. On a noisy machine a slow second hits both servers of a round alike, so
 * this holds where the ratio of the medians does not.
 */
export function medianRatio(ours: readonly number[], theirs: readonly number[]): number {
  if (ours.length !== theirs.length) throw new RangeError('a ratio needs both figures of each round');
  return median(ours.map((value, round) => value / (theirs[round] ?? Number.NaN)));
}
