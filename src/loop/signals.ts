/** Who is asked by which signal: one listener of Node's for all loops, or eleven of them would be warned of as a leak. */
const asked = new Map<NodeJS.Signals, Set<() => string>>();

/** Writes at once: a process that hangs, or is about to be killed, has no turn to come. */
function answer(signal: NodeJS.Signals): void {
  const texts = [...(asked.get(signal) ?? [])].map((text) => text());
  process.stderr.write(`${texts.join('\n')}\n`);
}

/**
 * Has a text written to stderr at each such signal.
 *
 * @returns has it written no more
 */
export function onSignal(signal: NodeJS.Signals, text: () => string): () => void {
  const texts = asked.get(signal) ?? new Set();
  if (texts.size === 0) {
    asked.set(signal, texts);
    process.on(signal, answer);
  }
  texts.add(text);
  return () => {
    if (texts.delete(text) && texts.size === 0) {
      asked.delete(signal);
      process.off(signal, answer);
    }
  };
}
