/** What a poll reports of one file, in as few bits as the model needs: epoll(7)'s IN, OUT, RDHUP, and HUP with ERR. */
export const IN = 1;
export const OUT = 2;
export const RDHUP = 4;
export const HUP = 8;

/** What a registration asks for: the kernel adds RDHUP to a reader, and HUP and ERR to everything. */
export const READ = 1;
export const WRITE = 2;

export function asked(interest: number): number {
  return HUP | (interest & READ ? IN | RDHUP : 0) | (interest & WRITE ? OUT : 0);
}
