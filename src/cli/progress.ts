interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const REDRAW = 100;
const REPEAT = 1000;

/**
 * Shows on stderr what long work is at: on a terminal one line that is replaced and is gone when the work is done.
 * Elsewhere nothing, or, where `logs`, a line a second.
 */
export class Progress {
  readonly #stream: Stream;
  readonly #logs: boolean;
  #shown = Number.NEGATIVE_INFINITY;
  #drawn = false;

  constructor({ stream = process.stderr, logs = false }: { readonly stream?: Stream; readonly logs?: boolean } = {}) {
    this.#stream = stream;
    this.#logs = logs;
  }

  show(text: string): void {
    const { isTTY, columns = 80 } = this.#stream;
    const now = performance.now();
    if (!(isTTY || this.#logs) || now - this.#shown < (isTTY ? REDRAW : REPEAT)) return;
    this.#shown = now;
    this.#drawn = true;
    this.#stream.write(isTTY ? `\r\x1b[K${text.slice(0, columns - 1)}` : `${text}\n`);
  }

  clear(): void {
    if (this.#drawn && this.#stream.isTTY) this.#stream.write('\r\x1b[K');
    this.#drawn = false;
  }
}
