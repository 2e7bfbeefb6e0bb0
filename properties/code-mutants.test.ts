import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { bugs } from '../model/bugs/catalogue/index.js';
import { asked, modelled } from './code-mutants/asked.js';
import { codeMutants } from './code-mutants/catalogue.js';
import { hunt } from './code-mutants/hunt.js';
import { mutated } from './code-mutants/mutant.js';
import { natives } from './code-mutants/native.js';
import { page } from './code-mutants/page.js';
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

test.each(asked)('%s is a known bug of the models, a mutant, or forbidden by tests of the engine', (fault) => {
  const catalogue = bugs.map(({ id }) => id);
  const known = modelled(fault, catalogue);
  expect(catalogue).toEqual(expect.arrayContaining([...known]));
  const here = [...codeMutants.filter(({ of }) => of.includes(fault)), ...natives.filter(({ of }) => of === fault)];
  expect(known.length + here.length).toBeGreaterThan(0);
});

test.each(natives)('the tests that forbid $of exist', ({ file, tests, property }) => {
  const rust = readFileSync(join(root, file), 'utf8');
  for (const name of tests) expect(rust).toContain(`#[test]\nfn ${name}()`);
  expect(readFileSync(join(root, property.file), 'utf8')).toContain(`test('${property.title}'`);
});

test('the page says what the lists say', async () => {
  await expect(page()).toMatchFileSnapshot('code-mutants/README.md');
});
