/** Has an uncaught exception of what nobody is there to catch, behind whatever runs now (L16). */
export function uncaught(exception: unknown): void {
  process.nextTick(rethrow, exception);
}

function rethrow(exception: unknown): never {
  throw exception;
}
