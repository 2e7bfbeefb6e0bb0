import { describe, expect, test } from 'vitest';
import { whyInstall, whyMake } from './outdated.js';

describe('whyMake', () => {
  const made = { sources: 'a', products: 'x.node 10 1' };

  test('leaves alone what was made from these sources and is still there', () => {
    expect(whyMake({ ...made, stamp: made })).toBeNull();
  });

  test('makes what is missing, even if it was made once', () => {
    expect(whyMake({ ...made, products: null, stamp: made })).toBe('not there yet');
  });

  test('makes again what nobody knows the sources of', () => {
    expect(whyMake({ ...made, stamp: undefined })).toBe('not made by set-up');
  });

  test('makes again when a source changed', () => {
    expect(whyMake({ ...made, sources: 'b', stamp: made })).toBe('its sources changed');
  });

  test('makes again when somebody else wrote over it: the sources alone would not tell', () => {
    expect(whyMake({ ...made, products: 'x.node 10 2', stamp: made })).toBe('changed since it was made');
  });
});

describe('whyInstall', () => {
  const lock = {
    packages: {
      '': { name: 'readyloop' },
      'node_modules/commander': { version: '14.0.3', integrity: 'sha512-c' },
      'node_modules/@biomejs/cli-darwin': { version: '2.0.0', integrity: 'sha512-d', optional: true },
    },
  };
  const commander = { version: '14.0.3', integrity: 'sha512-c' };

  test('a fresh clone has nothing installed', () => {
    expect(whyInstall(lock, null)).toBe('not there yet');
  });

  test('what is optional may be missing: it was made for another platform', () => {
    expect(whyInstall(lock, { packages: { 'node_modules/commander': commander } })).toBeNull();
  });

  test('a missing package is named', () => {
    expect(whyInstall(lock, { packages: {} })).toBe('commander is missing');
  });

  test('another version is named, with both', () => {
    const installed = { packages: { 'node_modules/commander': { ...commander, version: '13.0.0' } } };
    expect(whyInstall(lock, installed)).toBe('commander is 13.0.0 and should be 14.0.3');
  });

  test('an optional package of another version is out of date', () => {
    const installed = {
      packages: { 'node_modules/commander': commander, 'node_modules/@biomejs/cli-darwin': { version: '1.9.0' } },
    };
    expect(whyInstall(lock, installed)).toBe('@biomejs/cli-darwin is 1.9.0 and should be 2.0.0');
  });

  test('the same version with other contents is out of date', () => {
    const installed = { packages: { 'node_modules/commander': { ...commander, integrity: 'sha512-e' } } };
    expect(whyInstall(lock, installed)).toBe('commander 14.0.3 has other contents than the lock file says');
  });
});
