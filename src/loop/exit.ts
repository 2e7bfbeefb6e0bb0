const listeners = new Set<() => void>();

function tellAll(): void {
  for (const listener of listeners) {
    listener();
  }
}

/**
 * Has a listener told that the process (or worker) exits, by one listener of Node's for all of ours: native code is not
 * told when `process.exit` is called.
 *
 * @returns takes the listener back
 */
export function onExit(listener: () => void): () => void {
  if (listeners.size === 0) {
    process.on('exit', tellAll);
  }
  listeners.add(listener);
  return () => {
    if (listeners.delete(listener) && listeners.size === 0) {
      process.off('exit', tellAll);
    }
  };
}
