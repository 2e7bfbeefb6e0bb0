import type { WriteStream } from 'node:tty';

/** One line that shows what long work is at; only on a terminal, and gone when the work is done. */
export class Progress {
  readonly #stream: WriteStream | (NodeJS.WritableStream & { isTTY?: boolean; columns?: number });
  #shown = 0;

  constructor(stream: NodeJS.WritableStream & { isTTY?: boolean; columns?: number } = process.stderr) {
    this.#stream = stream;
  }

  /** Replaces the line, at most ten times a second. */
  show(text: string): void {
    const now = performance.now();
    if (!this.#stream.isTTY || now - this.#shown < 100) return;
    this.#shown = now;
    this.#stream.write(`\r\x1b[K${text.slice(0, (this.#stream.columns ?? 80) - 1)}`);
  }

  /** Removes the line. */
  clear(): void {
    if (this.#shown > 0) this.#stream.write('\r\x1b[K');
    this.#shown = 0;
  }
}
