import { describe, expect, test } from 'vitest';
import { codeOf, pathsOf } from './rust-names.js';
import { problemsOf } from './rust-rooms.js';

const free = { open: [], bottom: {} };

test('a tree of imports is paths', () => {
  expect(pathsOf('super::{a::B, c::{self, D as E},\n f::*}')).toEqual([
    'super::a::B',
    'super::c::self',
    'super::c::D',
    'super::f::*',
  ]);
});

test('what is said, quoted or tested is no code, and what is code stays at its place', () => {
  const source = [
    '// use crate::a;',
    `const A: [char; 2] = ['"', '\\''];`,
    'const B: &str = "use crate::b; {";',
    "fn of<'a>(x: &'a str) -> crate::c::C {}",
    '#[cfg(test)]',
    '#[expect(x, reason = "y")]',
    'mod tests { use crate::d; fn f() {} }',
    'fn last() {}',
  ].join('\n');
  const code = codeOf(source);
  expect(code).toHaveLength(source.length);
  expect(code.match(/crate::\w/g)).toEqual(['crate::c']);
  expect(code.indexOf('fn last')).toBe(source.indexOf('fn last'));
});

describe('circles', () => {
  test('of files are shown as a way round, through doors and plain paths', () => {
    const files = {
      'lib.rs': 'mod a; mod room;',
      'a.rs': 'use crate::room::Thing;',
      'room/mod.rs': 'mod thing; pub(crate) use thing::Thing;',
      'room/thing.rs': 'pub struct Thing; fn f() { crate::a::f() }',
    };
    expect(problemsOf(files, free)).toEqual(['a circle: a.rs -> room/thing.rs -> a.rs']);
  });

  test('of rooms are, too, where no file is in one', () => {
    const files = {
      'low/mod.rs': 'mod a; mod b; pub use a::A; pub use b::B;',
      'low/a.rs': 'use crate::high::C;',
      'low/b.rs': 'pub struct B;',
      'high/mod.rs': 'mod c; mod d; pub use c::C;',
      'high/c.rs': 'pub struct C;',
      'high/d.rs': 'use crate::low::B;',
    };
    expect(problemsOf(files, free)).toEqual(['a circle: low -> high -> low']);
  });

  test('are none if a door passes on what uses the door', () => {
    const files = {
      'room/mod.rs': 'mod real;\npub use real::Real;\npub trait Poller {}',
      'room/real.rs': 'use super::Poller;\npub struct Real;',
    };
    expect(problemsOf(files, free)).toEqual([]);
  });
});

describe('doors', () => {
  const room = { 'room/mod.rs': 'pub(crate) mod ring; pub use ring::ring;', 'room/ring.rs': 'pub struct Place;' };

  test('are not gone round from outside', () => {
    const problem = 'a.rs:2 names room::ring::Place: from outside, go through room/mod.rs';
    const files = { ...room, 'a.rs': 'use std::io;\nuse crate::room::{ring::Place};' };
    expect(problemsOf(files, free)).toEqual([problem]);
    expect(problemsOf(files, { open: ['room'], bottom: {} })).toEqual([]);
  });

  test('may pass on something that is called as its file is', () => {
    expect(problemsOf({ ...room, 'a.rs': 'use crate::room::ring;' }, free)).toEqual([]);
  });

  test('are no matter inside', () => {
    expect(problemsOf({ ...room, 'room/b/mod.rs': 'use super::ring::Place;' }, free)).toEqual([]);
  });
});

test('a room at the bottom uses only what it may', () => {
  const files = {
    'sys/mod.rs': 'use crate::generated::A;',
    'sys/name.rs': '\nuse crate::slots::SlotId;',
    'slots.rs': '',
  };
  expect(problemsOf(files, { open: [], bottom: { sys: ['generated'] } })).toEqual([
    'sys/name.rs:2 names slots::SlotId: of its crate, sys may use generated',
  ]);
});

test('unsafe code is for the rooms that are there for it', () => {
  const files = {
    'ffi/mod.rs': 'pub fn f() { unsafe { g() } }',
    'runner.rs': '// unsafe\n#![allow(unsafe_code)]\nfn f() { unsafe { g() } }',
  };
  expect(problemsOf(files, { ...free, unsafe: ['ffi'] })).toEqual(['runner.rs:3 is unsafe: that is for ffi']);
  expect(problemsOf(files, free)).toEqual([]);
});
