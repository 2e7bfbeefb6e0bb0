/** What an operation's flow is called while nothing is pending. */
export const RESTING: readonly string[] = ['idle', 'stirred', 'drained'];
