/** How often each law was really put to the test: one that never was would hold for lack of anything happening. */
export const witnesses = {
  'L1 a callback ran': 0,
  'L2 somebody was ready and was served': 0,
  'L3 a callback that was ready was removed': 0,
  'L4 a callback that was ready was replaced': 0,
  'L5 one direction was removed beside the other': 0,
  'L6 a number was given out anew while a callback of its former file stood': 0,
  'L8 a connection was accepted by an operation': 0,
  'L10 an operation settled with its value': 0,
  'L10 an operation was refused for being busy': 0,
  'L10 an operation was aborted': 0,
  'L10 an operation was closed under': 0,
  'L10 an operation ended with its connection broken': 0,
  'L11 bytes arrived': 0,
  'L11 urgent data was written': 0,
  'L11 a send ended half-way': 0,
  'L16 a callback threw': 0,
};

export function witness(what: keyof typeof witnesses): void {
  witnesses[what]++;
}

/** Before the laws are put to the test anew, on another backend. */
export function forgetWitnesses(): void {
  for (const what of Object.keys(witnesses) as (keyof typeof witnesses)[]) {
    witnesses[what] = 0;
  }
}
