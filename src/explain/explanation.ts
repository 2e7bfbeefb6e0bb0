import type { Past } from '../../model/checker/trace/past.js';
import { Facts } from './facts.js';
import { sentences } from './sentences.js';

/**
 * Why the callbacks and the operations of a descriptor run, or do not run: as data, and as text.
 *
 * @since 0.2.0
 */
export class Explanation extends Facts {
  /** The same in plain sentences, a line each. */
  readonly text: string;

  /** @param past undefined if the loop is closed */
  constructor(fd: number, past: Past | undefined) {
    super(fd, past);
    this.text = sentences(this).join('\n');
  }

  override toString(): string {
    return this.text;
  }
}
