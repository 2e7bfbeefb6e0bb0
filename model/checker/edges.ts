import type { Graph } from './graph.js';

/** Collects the edges of states that are expanded in the order of their numbers. */
export class Edges {
  #first = new Uint32Array(1 << 10);
  #target = new Uint32Array(1 << 12);
  #label = new Uint16Array(1 << 12);
  #states = 0;
  #size = 0;

  /** From now on edges leave the next state. */
  begin(): void {
    if (this.#states + 1 === this.#first.length) this.#first = twice(this.#first);
    this.#first[this.#states++] = this.#size;
  }

  add(label: number, target: number): void {
    if (this.#size === this.#target.length) {
      this.#target = twice(this.#target);
      this.#label = twice(this.#label);
    }
    this.#target[this.#size] = target;
    this.#label[this.#size++] = label;
  }

  end(): Graph {
    this.#first[this.#states] = this.#size;
    return {
      first: this.#first.subarray(0, this.#states + 1),
      target: this.#target.subarray(0, this.#size),
      label: this.#label.subarray(0, this.#size),
    };
  }
}

function twice<Values extends Uint16Array | Uint32Array>(values: Values): Values {
  const grown = new (values.constructor as new (length: number) => Values)(values.length * 2);
  grown.set(values);
  return grown;
}
