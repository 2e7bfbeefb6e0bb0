import { expect, test } from 'vitest';
import { checksumsIn, licencesOf, linkedInto, materialsOf } from './platform-packages.js';

const crate = (name, more = {}) => ({
  ...{ id: name, name, version: '1.0.0', license: 'MIT', source: 'registry', repository: null },
  ...{ targets: [{ kind: ['lib'] }], manifest_path: `/${name}/Cargo.toml`, ...more },
});
const on = (pkg, ...kinds) => ({ pkg, dep_kinds: kinds.map((kind) => ({ kind })) });

const metadata = {
  packages: [
    crate('addon', { source: null }),
    crate('engine', { source: null }),
    crate('linked', { license: 'MIT/Apache-2.0', repository: 'https://example.org/linked' }),
    crate('macros', { targets: [{ kind: ['proc-macro'] }] }),
    ...['of-macros', 'builds', 'tests'].map((name) => crate(name)),
  ],
  resolve: {
    nodes: [
      { id: 'addon', deps: [on('engine', null), on('macros', null), on('builds', 'build')] },
      { id: 'engine', deps: [on('linked', null), on('tests', 'dev'), on('builds', 'build')] },
      { id: 'macros', deps: [on('of-macros', null)] },
      ...['linked', 'of-macros', 'builds', 'tests'].map((id) => ({ id, deps: [] })),
    ],
  },
};

test('what is linked into the addon is neither what builds it, nor what tests it, nor a macro', () => {
  expect(linkedInto('addon', metadata).map(({ name }) => name)).toEqual(['linked']);
});

test('a licence that several crates have stands there once, with all their names', () => {
  const texts = {
    a: [{ name: 'LICENSE', text: 'do what you like' }],
    b: [{ name: 'COPYING', text: 'do what you like' }],
    c: [],
  };
  const text = licencesOf(
    ['a', 'b', 'c'].map((name) => crate(name)),
    ({ name }) => texts[name],
  );
  expect(text.match(/do what you like/g)).toHaveLength(1);
  expect(text).toContain('a 1.0.0 (LICENSE)\nb 1.0.0 (COPYING)\n');
  expect(text).toContain('c 1.0.0 (no text in the crate)\n');
});

test('the bill of materials names each crate with its licence and checksum', () => {
  const lock = '[[package]]\nname = "linked"\nversion = "1.0.0"\nsource = "registry"\nchecksum = "abc"\n';
  const platform = { name: 'readyloop-linux-x64-gnu', version: '1.2.3', license: 'MIT' };
  const { metadata: about, components } = materialsOf(platform, linkedInto('addon', metadata), checksumsIn(lock));
  expect(about.component.purl).toBe('pkg:npm/readyloop-linux-x64-gnu@1.2.3');
  expect(components).toMatchObject([
    {
      ...{ name: 'linked', purl: 'pkg:cargo/linked@1.0.0', licenses: [{ expression: 'MIT OR Apache-2.0' }] },
      hashes: [{ alg: 'SHA-256', content: 'abc' }],
    },
  ]);
});
