/** What /proc tells, parsed. Times there are clock ticks, which Linux shows to users as hundredths of a second. */
export const TICKS_PER_SECOND = 100;

export interface CpuTicks {
  readonly user: number;
  readonly system: number;
}

/** User and system time of /proc/PID/stat. The command's name may hold blanks and brackets, so it is cut off first. */
export function processTicks(stat: string): CpuTicks {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const user = Number(fields[11]);
  const system = Number(fields[12]);
  if (!Number.isInteger(user) || !Number.isInteger(system)) throw new TypeError(`not a /proc/PID/stat: ${stat}`);
  return { user, system };
}

/** Seconds that a thread ran, of /proc/PID/task/TID/schedstat: exact where ticks are coarse for a thread that does little. */
export function threadSeconds(schedstat: string): number {
  const nanoseconds = /^(\d+) \d+ \d+\s*$/.exec(schedstat)?.[1];
  if (nanoseconds === undefined) throw new TypeError(`not a schedstat: ${schedstat}`);
  return Number(nanoseconds) / 1e9;
}

export interface MachineTicks {
  readonly busy: number;
  readonly total: number;
}

/** Sum over all cores of /proc/stat; time that the hypervisor gave to others counts as busy: it is lost all the same. */
export function machineTicks(stat: string): MachineTicks {
  const [name, ...rest] = (stat.split('\n', 1)[0] ?? '').trim().split(/\s+/);
  const [user, nice, system, idle, iowait, irq, softirq, steal] = rest.slice(0, 8).map(Number);
  const busy = sum([user, nice, system, irq, softirq, steal]);
  const total = busy + sum([idle, iowait]);
  if (name !== 'cpu' || Number.isNaN(total)) throw new TypeError('not a /proc/stat');
  return { busy, total };
}

function sum(values: readonly (number | undefined)[]): number {
  return values.reduce<number>((all, value) => all + (value ?? Number.NaN), 0);
}

/** The cores this process may use, from the text of /proc/self/status. */
export function allowedCores(status: string): readonly number[] {
  const list = /^Cpus_allowed_list:\s*(\S+)$/m.exec(status)?.[1] ?? '';
  return [...list.matchAll(/(\d+)(?:-(\d+))?/g)].flatMap(([, first, last = first]) =>
    Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => Number(first) + index),
  );
}
