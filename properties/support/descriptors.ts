import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** The sockets that this process has open, by the numbers of their descriptors. */
export function openSockets(): number[] {
  return readdirSync('/proc/self/fd')
    .map(Number)
    .filter((fd) => about(() => readlinkSync(`/proc/self/fd/${fd}`)).startsWith('socket:'))
    .sort((a, b) => a - b);
}

/** The descriptors that any poller of this process watches, as the kernel tells. */
export function watched(): number[] {
  return readdirSync('/proc/self/fdinfo').flatMap((fd) => {
    const info = about(() => readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8'));
    return [...info.matchAll(/^tfd:\s+(\d+)/gm)].map(([, number]) => Number(number));
  });
}

/** What there is to be said of a descriptor; nothing of that of the listing itself, which is closed by then. */
function about(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
