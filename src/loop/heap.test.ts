import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { Heap, type HeapNode } from './heap.js';

interface Item extends HeapNode {
  readonly when: number;
  readonly serial: number;
}

const items = (whens: number[]): Item[] => whens.map((when, serial) => ({ when, serial, position: -1 }));
const before = (a: Item, b: Item) => a.when < b.when || (a.when === b.when && a.serial < b.serial);
const byDeadline = (a: Item, b: Item) => (before(a, b) ? -1 : 1);

function drain(heap: Heap<Item>): Item[] {
  const all: Item[] = [];
  for (let item = heap.pop(); item !== undefined; item = heap.pop()) {
    all.push(item);
  }
  return all;
}

test.prop([fc.array(fc.nat(20))])(
  'what was pushed comes out in order, equals in the order of their making (L13)',
  (whens) => {
    const heap = new Heap(before);
    const all = items(whens);
    for (const item of all) {
      heap.push(item);
    }
    expect(heap.size).toBe(all.length);
    expect(drain(heap)).toEqual([...all].sort(byDeadline));
  },
);

test.prop([fc.array(fc.tuple(fc.nat(20), fc.boolean()))])(
  'what was removed does not come out, and no other is lost',
  (choices) => {
    const heap = new Heap(before);
    const all = items(choices.map(([when]) => when));
    const stay = all.filter((_, i) => !choices[i]?.[1]);
    for (const item of all) {
      heap.push(item);
    }
    for (const item of all) {
      if (!stay.includes(item)) {
        heap.remove(item);
        heap.remove(item);
        expect(item.position).toBe(-1);
      }
    }
    expect(drain(heap)).toEqual(stay.sort(byDeadline));
  },
);
