import { CommandError } from './failure.js';

/** What a name on the command line stands for. An unknown one is an error that lists the known ones. */
export function known<T>(what: 'model' | 'machine' | 'bug', all: Readonly<Record<string, T>>, name: string): T {
  if (Object.hasOwn(all, name)) return all[name] as T;
  const names = Object.keys(all).join(', ');
  throw new CommandError(
    `ERR_UNKNOWN_${what.toUpperCase()}`,
    `there is no ${what} '${name}'`,
    `Choose among: ${names}.`,
  );
}
