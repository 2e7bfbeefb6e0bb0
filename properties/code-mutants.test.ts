import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { codeMutants } from './code-mutants/catalogue.js';
import { hunt } from './code-mutants/hunt.js';
import { mutated } from './code-mutants/mutant.js';
import { mutating } from './code-mutants/plugin.js';
import { root } from './support/root.js';

// Most of what a mutant takes is waiting for what never comes.
vi.setConfig({ maxConcurrency: 3 });

test.concurrent.each(codeMutants.map((mutant) => [mutant.id, mutant.wrong, mutant] as const))(
  '%s is caught: %s',
  async (_, __, mutant) => {
    expect(await hunt(mutant)).toEqual([{ status: 'failed', says: expect.stringContaining(mutant.says) }]);
  },
);

test('each has a name of its own, and is another program', () => {
  expect(new Set(codeMutants.map(({ id }) => id)).size).toBe(codeMutants.length);
  for (const mutant of codeMutants) {
    const source = readFileSync(join(root, mutant.file), 'utf8');
    expect(mutated(mutant, source)).not.toBe(source);
  }
});

test('a mutant that nobody knows is refused, and so is a text that is not there, or there twice', () => {
  expect(() => mutating('V0')).toThrow('no mutant is called V0; there are S3');
  const mutant = { ...codeMutants[0], id: 'M', file: 'a.ts', text: 'one', by: 'two' } as (typeof codeMutants)[number];
  expect(mutated(mutant, 'one two')).toBe('two two');
  expect(() => mutated(mutant, 'two')).toThrow('is found 0 times');
  expect(() => mutated(mutant, 'one one')).toThrow('found 2 times');
});
