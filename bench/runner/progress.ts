/** Shows on stderr where a long run is: on a terminal in one line that is written over, elsewhere a line a step. */
export class Progress {
  readonly #began = performance.now();
  readonly #terminal = process.stderr.isTTY;

  step(text: string): void {
    const seconds = ((performance.now() - this.#began) / 1000).toFixed(0).padStart(3);
    process.stderr.write(this.#terminal ? `\r\x1b[K${seconds} s  ${text}` : `${seconds} s  ${text}\n`);
  }

  /** Leaves the line free for what is printed next. */
  clear(): void {
    if (this.#terminal) process.stderr.write('\r\x1b[K');
  }
}
