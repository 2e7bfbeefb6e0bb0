/** A slot as records name it. */
export interface SlotName {
  readonly index: number;
  readonly generation: number;
}
