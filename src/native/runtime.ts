/** What runs JavaScript: Node, or what passes for it. */
export type Runtime = 'node' | 'bun' | 'deno' | 'electron';

const OTHERS = ['bun', 'deno', 'electron'] as const;

/** @param versions as `process.versions` */
export function runtimeOf(versions: NodeJS.Dict<string>): Runtime {
  return OTHERS.find((name) => versions[name] !== undefined) ?? 'node';
}

/** What runs this program. */
export const runtime: Runtime = runtimeOf(process.versions);

/** Why the addon cannot run there at all. */
export const UNSUPPORTED: Readonly<Partial<Record<Runtime, string>>> = {
  deno: 'readyloop does not run on Deno, which has no libuv; run the program by Node or Bun',
  electron:
    'readyloop does not run inside Electron, where native code may share no memory with JavaScript; run it in a process of Node',
};
