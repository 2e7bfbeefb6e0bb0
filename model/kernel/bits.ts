/** What a poll reports of one file, in as few bits as the model needs: epoll(7)'s IN, OUT, RDHUP, HUP with ERR, and PRI. */
export const IN = 1;
export const OUT = 2;
export const RDHUP = 4;
export const HUP = 8;
export const PRI = 16;

/** What a registration asks for: the kernel adds RDHUP to a reader, and HUP and ERR to everything. */
export const READ = 1;
export const WRITE = 2;
/** Whoever reads asks for PRI as well. */
export const URGENT = 4;

export function asked(interest: number): number {
  const urgent = interest & URGENT ? PRI : 0;
  return HUP | urgent | (interest & READ ? IN | RDHUP : 0) | (interest & WRITE ? OUT : 0);
}
