/** Which laws may be the first to catch a bug, by its id. Kept apart from the bugs, which know nothing of laws. */
export const expected: Readonly<Record<string, readonly string[]>> = {
  F0: ['L1'],
  F3: ['L2'],
  F4: ['L1', 'L3', 'L4'],
  F6: ['L5', 'L2'],
  R1: ['L2', 'L5', 'L9', 'L15'],
  R4: ['L2'],
  R5: ['L2', 'L10'],
  R6: ['L1', 'L3'],
  S1: ['L9', 'L10'],
  P1: ['L17'],
  P3: ['L15', 'L17'],
};
