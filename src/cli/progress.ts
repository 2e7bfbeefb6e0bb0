import { about } from './text.js';

interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const REDRAW = 100;
const REPEAT = 1000;
/** Where nobody watches, a line now and then tells that it goes on. */
const RARELY = 10_000;
/** Before that nobody can tell how long the rest will take. */
const EARLY = 2000;

/**
 * Shows on stderr what long work is at: on a terminal one line that is replaced and is gone when the work is done.
 * Elsewhere a line every ten seconds, or, where `logs`, every second.
 */
export class Progress {
  readonly #stream: Stream;
  readonly #logs: boolean;
  readonly #began = performance.now();
  #shown: number;
  #drawn = false;

  constructor({ stream = process.stderr, logs = false }: { readonly stream?: Stream; readonly logs?: boolean } = {}) {
    this.#stream = stream;
    this.#logs = logs;
    this.#shown = stream.isTTY || logs ? Number.NEGATIVE_INFINITY : this.#began;
  }

  /**
   * Says beforehand what the work is and how long it takes, in seconds. Work of a few seconds needs no such word.
   */
  foretell(work: string, seconds: number): void {
    if (seconds >= 5) this.#stream.write(`${work}: ${about(seconds)}\n`);
  }

  /** @param share what is done of the whole, from 0 to 1; then it is told how long the rest will take */
  show(text: string, share?: number): void {
    const { isTTY, columns = 80 } = this.#stream;
    const now = performance.now();
    const pause = isTTY ? REDRAW : this.#logs ? REPEAT : RARELY;
    if (now - this.#shown < pause) return;
    this.#shown = now;
    this.#drawn = true;
    const line = `${this.#rest(now, share)}${text}`;
    this.#stream.write(isTTY ? `\r\x1b[K${line.slice(0, columns - 1)}` : `${line}\n`);
  }

  clear(): void {
    if (this.#drawn && this.#stream.isTTY) this.#stream.write('\r\x1b[K');
    this.#drawn = false;
  }

  #rest(now: number, share = 0): string {
    const taken = now - this.#began;
    if (taken < EARLY || share <= 0) return '';
    return `${Math.min(99, Math.floor(share * 100))}%, ${about((taken / 1000) * (1 / share - 1))} left; `;
  }
}
