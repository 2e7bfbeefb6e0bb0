import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { tables as all, Machine, TABLE_HASH } from '../generated/ts/index.js';
import { pascalCase } from '../model/compiler/names.js';
import { ofEngine } from '../model/compiler/table.js';

const tables = ofEngine(all);

/** The Rust that the engine is built from holds the same tables as the TypeScript that the checker explores. */

function source(file: string): string {
  return readFileSync(new URL(`../generated/rust/${file}.rs`, import.meta.url), 'utf8');
}

/** What stands between `key: &[` and its end, without comments. */
function rows(text: string, key: string): string {
  const found = new RegExp(`^ {4}${key}: &\\[\\n([^]*?)^ {4}\\],`, 'm').exec(text)?.[1] ?? '';
  return found.replaceAll(/\/\/.*$/gm, '');
}

/** The columns of a table: what its cells answer, the states after, the numbers of their lists. */
function columns(text: string): string[][] {
  const found = /^ {4}cells: &Packed::columns\(\[\n([\s\S]*?)^ {4}\]\),/m.exec(text)?.[1] ?? '';
  const parts = found.replaceAll(/\/\/.*$/gm, '').split('], [');
  return parts.map((part) => part.match(/\w+/g) ?? []);
}

function variants(text: string, name: string): string[] {
  const found = new RegExp(`^ {4}${name} \\{\\n([^]*?)^ {4}\\}`, 'm').exec(text)?.[1] ?? '';
  return found.match(/\w+/g) ?? [];
}

describe.each(tables.map((table) => ({ table, name: table.name })))('the Rust of $name', ({ table, name }) => {
  const text = source(name);

  test('numbers states, events and actions alike', () => {
    expect(variants(text, 'State')).toEqual(table.states.map(pascalCase));
    expect(variants(text, 'Event')).toEqual(table.events.map(pascalCase));
    expect(variants(text, 'Action')).toEqual(table.actions.map(pascalCase));
  });

  test('has the same cells', () => {
    const [kinds, nexts, lists] = columns(text);
    expect(kinds?.map((letter) => 'SIF'.indexOf(letter))).toEqual(Array.from(table.kind));
    expect(nexts?.map(Number)).toEqual(Array.from(table.next));
    expect(lists?.map(Number)).toEqual(Array.from(table.list));
  });

  test('has the same action lists', () => {
    const lists = rows(text, 'lists').match(/&\[.*?\]/g) ?? [];
    const named = lists.map((list) => Array.from(list.matchAll(/Action::(\w+)/g), ([, action]) => action));
    const expected = table.lists.map((list) =>
      Array.from(list, (action) => pascalCase(table.actions[action] as string)),
    );
    expect(named).toEqual(expected);
  });
});

test('the machines of a slot have the same numbers, and those of their tables', () => {
  expect(variants(source('mod'), 'Machine')).toEqual(Object.keys(Machine).map(pascalCase));
  expect(tables.slice(0, Object.keys(Machine).length).map(({ name }) => name)).toEqual(Object.keys(Machine));
});

test('both sides carry the same hash', () => {
  expect(source('mod')).toContain(`TABLE_HASH: &str = "${TABLE_HASH}"`);
});
