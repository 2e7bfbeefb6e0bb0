/**
 * Who may make an event happen. Trace validation demands the matching record before it accepts a step.
 *
 * - `user`: a call into the library.
 * - `poller`: readiness the kernel reported.
 * - `answer`: what a system call or a count answered to an action of this machine.
 * - `engine`: the turn itself: a queued callback's start and end, a resumption, a timer.
 * - `wire`: an action of another machine on the same slot (see wiring.ts).
 */
export type Origin = 'user' | 'poller' | 'answer' | 'engine' | 'wire';
