/** How much a request is of modes whose requests are no echoes; `servers/asyncio-asked.py` has the same numbers. */

/** How many links the chain of queued calls has that one request asks for. */
export const LINKS = 1_000;
/** How many pipes are ready all the time, and how often the callbacks of each run for one request. */
export const PIPES = 64;
export const ROUNDS = 16;
/** A byte of a message stands for so many milliseconds that a timer is to wait. */
export const MILLISECONDS_A_BYTE = 0.1;
