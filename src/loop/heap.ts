/** Something with a place in a `Heap`. */
export interface HeapNode {
  /** Where it stands; -1 outside. Kept by the heap, so that removal needs no search. */
  position: number;
}

/** A binary heap whose nodes know their place: the least first, and any of them removed in logarithmic time. */
export class Heap<Node extends HeapNode> {
  readonly #nodes: Node[] = [];
  readonly #before: (a: Node, b: Node) => boolean;

  /** @param before whether `a` must leave the heap before `b`; a strict order without equals, for a stable heap (L13) */
  constructor(before: (a: Node, b: Node) => boolean) {
    this.#before = before;
  }

  get size(): number {
    return this.#nodes.length;
  }

  /** All nodes, in no order. */
  all(): readonly Node[] {
    return this.#nodes;
  }

  /** The least node. */
  peek(): Node | undefined {
    return this.#nodes[0];
  }

  push(node: Node): void {
    this.#rise(node, this.#nodes.length);
  }

  pop(): Node | undefined {
    const least = this.#nodes[0];
    if (least !== undefined) {
      this.remove(least);
    }
    return least;
  }

  /** Takes the node out; nothing happens if it is not inside. */
  remove(node: Node): void {
    const hole = node.position;
    if (hole < 0) {
      return;
    }
    node.position = -1;
    const last = this.#nodes.pop() as Node;
    if (last === node) {
      return;
    }
    const parent = this.#nodes[(hole - 1) >> 1];
    if (hole > 0 && this.#before(last, parent as Node)) {
      this.#rise(last, hole);
    } else {
      this.#sink(last, hole);
    }
  }

  #place(node: Node, position: number): void {
    this.#nodes[position] = node;
    node.position = position;
  }

  #rise(node: Node, hole: number): void {
    while (hole > 0) {
      const up = (hole - 1) >> 1;
      const parent = this.#nodes[up] as Node;
      if (!this.#before(node, parent)) {
        break;
      }
      this.#place(parent, hole);
      hole = up;
    }
    this.#place(node, hole);
  }

  #sink(node: Node, hole: number): void {
    for (;;) {
      const left = 2 * hole + 1;
      const right = left + 1;
      if (left >= this.#nodes.length) {
        break;
      }
      const lesser =
        right < this.#nodes.length && this.#before(this.#nodes[right] as Node, this.#nodes[left] as Node)
          ? right
          : left;
      const child = this.#nodes[lesser] as Node;
      if (!this.#before(child, node)) {
        break;
      }
      this.#place(child, hole);
      hole = lesser;
    }
    this.#place(node, hole);
  }
}
