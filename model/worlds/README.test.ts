import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Snapshot } from '../checker/snapshot.js';
import { largeWorlds, worlds } from './index.js';

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

test('the guide has every world, in their order, with what it shows and leaves out and its size', () => {
  const guide = read('README.md');
  const { models } = JSON.parse(read('snapshot.json')) as Snapshot;
  const rows = [...guide.matchAll(/^\| `([^`]+)` +\| (.+?) +\| +([\d,]+) \| +([\d,]+) \|$/gm)];
  expect(rows.map(([, name]) => name)).toEqual(Object.keys(worlds));
  for (const [, name = '', text, states = '', edges = ''] of rows) {
    expect(text).toMatch(/[.] .+[.]$/);
    const size = { states: Number(states.replaceAll(',', '')), edges: Number(edges.replaceAll(',', '')) };
    expect([name, size]).toEqual([name, models[name]]);
  }
  for (const name of Object.keys(largeWorlds)) expect(guide).toContain(`\`${name}\``);
});
