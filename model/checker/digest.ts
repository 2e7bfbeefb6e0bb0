import type { Exploration } from './explore.js';

/**
 * A number that tells all states and transitions of an exploration, in their order: FNV-1a, a word at a time, twice side by
 * side with primes of their own. The core of the checker makes the same (native/checker, search/run.rs).
 */
export function digestOf({ world, states, read, graph }: Exploration): string {
  const { space } = world;
  let [one, other] = [0x811c9dc5, 0x9747b28c];
  const eat = (word: number): void => {
    one = Math.imul(one ^ word, 0x01000193);
    other = Math.imul(other ^ ((word << 16) | (word >>> 16)), 0x85ebca6b);
  };
  const vector = space.vector();
  const words = new Uint32Array(space.words);
  for (let state = 0; state < states; state++) {
    read(state, vector);
    space.pack(vector, words, 0);
    words.forEach(eat);
  }
  for (let state = 0; state < states; state++) {
    for (let edge = graph.first[state] as number; edge < (graph.first[state + 1] as number); edge++) {
      eat((graph.target[edge] as number) ^ Math.imul(graph.label[edge] as number, 0x9e3779b1));
    }
    eat(0xffffffff);
  }
  const hex = (half: number): string => (half >>> 0).toString(16).padStart(8, '0');
  return hex(one) + hex(other);
}
