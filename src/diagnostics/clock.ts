const { performance } = globalThis;
const clock = performance.now;

/**
 * The loop's clock, in milliseconds: that of `performance.now`, as it was when this was loaded. Fake timers of a test put another
 * function there, with which no deadline would ever come, for the kernel keeps its own time.
 */
export function now(): number {
  return clock.call(performance);
}
