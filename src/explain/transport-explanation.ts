import type { Explanation } from './explanation.js';
import { type TransportFacts, transportSentences } from './transport-facts.js';

/**
 * Why the protocol of a transport is told something, or is not: as data, and as text.
 *
 * @since 0.2.0
 */
export class TransportExplanation {
  /** How the transport stands. */
  readonly transport: TransportFacts;
  /** How its descriptor stands; undefined once the transport is over, for the number may be another file's then. */
  readonly descriptor: Explanation | undefined;
  /** The same in plain sentences, a line each. */
  readonly text: string;

  constructor(transport: TransportFacts, descriptor: Explanation | undefined) {
    this.transport = transport;
    this.descriptor = descriptor;
    this.text = [...transportSentences(transport), ...(descriptor === undefined ? [] : [descriptor.text])].join('\n');
  }

  /** The same as `text`. */
  toString(): string {
    return this.text;
  }
}
