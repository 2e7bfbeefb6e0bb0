/**
 * L17: a loop that has nothing to run sleeps. No cycle consists of the loop's own steps alone without one of them running a
 * callback or settling an operation (P1, P3). The checker looks for such cycles itself; there is nothing to monitor.
 */
export const quiet = { id: 'L17', title: 'quiet' } as const;
