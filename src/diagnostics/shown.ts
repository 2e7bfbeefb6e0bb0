import type { InspectOptions, inspect } from 'node:util';

/** What `util.inspect` hands to whoever shows himself. */
export type Inspecting = [depth: number, options: InspectOptions, show: typeof inspect];

/** How an object with this name and these facts looks in `console.log`. */
export function shown(name: string, facts: object, [depth, options, show]: Inspecting): string {
  if (depth < 0) {
    return `[${name}]`;
  }
  const known = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
  return `${name} ${show(known, { ...options, depth: options.depth == null ? null : depth - 1 })}`;
}
