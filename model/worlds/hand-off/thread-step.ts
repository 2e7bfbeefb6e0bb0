/** A step that a thread takes by itself. `apply` answers false if it cannot be taken now. */
export interface ThreadStep {
  readonly text: string;
  readonly apply: (v: Uint8Array) => boolean;
}
