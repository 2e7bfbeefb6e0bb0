/** Faults of servers, transports and connecting, by the names of the lists they were collected in. Each has to be caught in one way at least. */
export const asked: readonly string[] = [
  ...['R3', 'B1', 'U1'],
  ...['T1', 'T2', 'T3', 'T4', 'T5'],
  ...['S2', 'S3', 'P5'],
  ...['V1', 'V2', 'V3', 'V4', 'V5', 'V6', 'V7', 'V8', 'V9'],
  ...['V10', 'V11', 'V12', 'V13', 'V14', 'V15', 'V16', 'V17', 'V18', 'V19', 'V20', 'V21', 'V22'],
];

/** Known bugs of the models that are cases of a fault and have other names. */
const others: Readonly<Record<string, readonly string[]>> = {
  // What the list calls P5 is here P15: P5 is an abort that drops what was accepted.
  P5: ['P15', 'P9'],
  V6: ['V6', 'V6b'],
  V9: ['V9a', 'V9b', 'V9c', 'V9d'],
  V14: ['V14', 'V14b'],
  V15: ['V15', 'V15b', 'V15c'],
  V17: ['O7', 'O8'],
};

/** Which known bugs of the models are cases of a fault, by their ids. */
export function modelled(fault: string, catalogue: readonly string[]): readonly string[] {
  return others[fault] ?? catalogue.filter((id) => id === fault);
}
