/** What runs JavaScript: Node, or what passes for it. */
export type Runtime = 'node' | 'bun' | 'deno' | 'electron';

const OTHERS = ['bun', 'deno', 'electron'] as const;

/** What runs this program. */
export const runtime: Runtime = OTHERS.find((name) => process.versions[name] !== undefined) ?? 'node';

/** Why the addon cannot run there at all. */
export const UNSUPPORTED: Readonly<Partial<Record<Runtime, string>>> = {
  deno: 'readyloop does not run on Deno, which has no libuv; run the program by Node or Bun',
  electron:
    'readyloop does not run inside Electron, where native code may share no memory with JavaScript; run it in a process of Node',
};
