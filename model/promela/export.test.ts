import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { bugs } from '../bugs/catalogue/index.js';
import { variantOf } from '../bugs/hunt.js';
import { peterson } from '../checker/toys.js';
import { real, worlds } from '../worlds/index.js';
import { promela } from './export.js';
import { demandTranslatable, UntranslatableError } from './translatable.js';

const folder = fileURLToPath(new URL('.', import.meta.url));
const watchOne = worlds['watch-one'] as (typeof worlds)[string];
const bugged = (id: string) =>
  promela(watchOne(variantOf(bugs.find((bug) => bug.id === id) as (typeof bugs)[number])), folder);
const text = promela(watchOne(), folder);

/** The numbers of an array of constants. */
const constants = (name: string, of = text): number[] => {
  const found = new RegExp(`hidden byte ${name}\\[(\\d+)\\] = {([^}]*)};`).exec(of) as RegExpExecArray;
  const numbers = (found[2] as string)
    .replaceAll(/\/\*.*?\*\//g, '')
    .split(',')
    .map(Number);
  expect(numbers).toHaveLength(Number(found[1]));
  return numbers;
};

test('the cells of the model are those of the table', () => {
  const [watch] = real.tables;
  for (const what of ['kind', 'next', 'list'] as const) expect(constants(what)).toEqual([...(watch?.[what] ?? [])]);
});

test('every list of actions performs its leaves, in order, and nothing for machines that the world has not', () => {
  const [watch] = real.tables;
  const number = (...actions: string[]) =>
    watch?.lists.findIndex((list) => [...list].map((action) => watch.actions[action]).join() === actions.join());
  expect(text).toContain(`  :: number == ${number('queueReader', 'queueWriter')} -> queueReader(); queueWriter()\n`);
  expect(text).toContain(`  :: number == ${number('evictReader', 'reregister')} -> reregister()\n`);
  expect(text).not.toContain(`number == ${number('abandon')} `);
});

test('what a state asks the kernel for, and whose callback stands in it, follow from its regions', () => {
  const at = (state: string) => real.tables[0]?.states.indexOf(state) as number;
  const of = (state: string) => ['wanted', 'readerStands', 'writerStands'].map((name) => constants(name)[at(state)]);
  expect(of('off.off.none')).toEqual([0, 0, 0]);
  expect(of('due.held.RW')).toEqual([3, 1, 0]);
  expect(of('off.running.W')).toEqual([2, 0, 1]);
  expect(of('closed')).toEqual([0, 0, 0]);
});

test('the bounds are those of the world', () => {
  expect(text).toMatch(/#define IN_FLIGHT 2\n#define FILLS {5}true\n#define ENDS {6}true\n/);
});

test('a bug of the contract is another constant, a bug of the table another cell, and nothing else differs', () => {
  const changed = (other: string) => {
    const lines = text.split('\n');
    return other.split('\n').filter((line, at) => line !== lines[at]);
  };
  expect(changed(bugged('F3'))).toEqual([expect.stringMatching(/^#define REARM_MODIFIES +false /)]);
  expect(changed(bugged('R2'))[0]).toMatch(/^ {2}\/\* armed\.\S+ \*\/ [\d, ]+$/);
  expect(constants('kind', bugged('R2'))).not.toEqual(constants('kind'));
});

test.each([
  ['accepting', 'its slot has operations'],
  ['watch-two', 'it has 2 descriptor numbers'],
])('%s is refused, since %s', (name, why) => {
  expect(() => promela((worlds[name] as typeof watchOne)(), folder)).toThrow(
    expect.objectContaining({
      code: 'ERR_UNTRANSLATABLE',
      message: expect.stringContaining(`the world '${name}' cannot be exported as Promela: ${why}`),
    }),
  );
});

test('no world but watch-one is taken for it', () => {
  for (const [name, make] of Object.entries(worlds)) {
    if (name !== 'watch-one') expect(() => promela(make(), folder)).toThrow(UntranslatableError);
  }
});

test('a world that is none of descriptors is refused', () => {
  expect(() => promela(peterson(), folder)).toThrow(
    "the world 'peterson' cannot be exported as Promela: it has no descriptors",
  );
});

test('a table that performs what the parts do not know is refused', () => {
  const leaves = ['register', 'reregister', 'deregister', 'queueReader', 'queueWriter', 'callReader', 'callWriter'];
  expect(() => demandTranslatable(watchOne(), [...leaves, 'refuseAdd', 'rearm'])).not.toThrow();
  expect(() => demandTranslatable(watchOne(), [...leaves, 'refuseAdd'])).toThrow("'watch.rearm'");
});

test('a switch of the contract that the parts do not know is refused as soon as it is not as in the real engine', () => {
  const thrown = { ...real, contract: { ...real.contract, unheardOf: 'x' } };
  expect(() => promela(watchOne(thrown), folder)).toThrow("'unheardOf'");
});
