import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hashOfSources, matches, readJson, signatureOfProducts } from './observe.js';

let root;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'readyloop-observe-'));
  mkdirSync(join(root, 'native/target'), { recursive: true });
  writeFileSync(join(root, 'native/lib.rs'), 'fn a() {}');
  writeFileSync(join(root, 'native/Cargo.toml'), '[package]');
  writeFileSync(join(root, 'native/readyloop.linux.node'), 'binary');
});

afterEach(() => rmSync(root, { recursive: true }));

describe('sources', () => {
  const from = [{ path: 'native', endings: ['.rs'] }, { path: 'native/Cargo.toml' }];
  const hash = (script = 'cargo build') => hashOfSources(root, from, script);

  test('the same contents have the same hash, whatever their times', () => {
    const before = hash();
    writeFileSync(join(root, 'native/lib.rs'), 'fn a() {}');
    expect(hash()).toBe(before);
  });

  test.each([
    ['a changed file', () => writeFileSync(join(root, 'native/lib.rs'), 'fn b() {}')],
    ['a new file', () => writeFileSync(join(root, 'native/more.rs'), '')],
    ['a removed file', () => rmSync(join(root, 'native/lib.rs'))],
    ['a changed single file', () => writeFileSync(join(root, 'native/Cargo.toml'), '[workspace]')],
  ])('%s changes it', (_, change) => {
    const before = hash();
    change();
    expect(hash()).not.toBe(before);
  });

  test('another script makes other products', () => {
    expect(hash('cargo build')).not.toBe(hash('cargo build --release'));
  });

  test('what a build leaves behind is no source', () => {
    const before = hash();
    writeFileSync(join(root, 'native/target/generated.rs'), '');
    expect(hash()).toBe(before);
  });
});

describe('products', () => {
  test('are found by a pattern', () => {
    expect(matches(root, 'native/readyloop.*.node')).toEqual(['native/readyloop.linux.node']);
    expect(matches(root, 'native/readyloop.*.so')).toEqual([]);
    expect(matches(root, 'nowhere/*.node')).toEqual([]);
  });

  test('have no signature while one of them is missing', () => {
    expect(signatureOfProducts(root, ['native/*.node', 'native/*.so'])).toBeNull();
  });

  test('have another signature when written over', () => {
    const before = signatureOfProducts(root, ['native/*.node']);
    writeFileSync(join(root, 'native/readyloop.linux.node'), 'another binary');
    expect(signatureOfProducts(root, ['native/*.node'])).not.toBe(before);
  });
});

test('a file that is not there is no JSON', () => {
  expect(readJson(root, 'package.json')).toBeNull();
});
