import { describe, expect, test } from 'vitest';
import { line } from './failure.js';
import { cargoProblem, isOlder, nodeProblem, versionIn } from './toolchain.js';

describe('versions', () => {
  test('are compared as numbers, not as text', () => {
    expect(isOlder('v20.9.0', '20.19.0')).toBe(true);
    expect(isOlder('v20.19.0', '20.19.0')).toBe(false);
    expect(isOlder('v22.0.0', '20.19.0')).toBe(false);
  });

  test('are found in what a tool prints', () => {
    expect(versionIn('cargo 1.95.0-nightly (f2d3ce0bd 2026-03-21)')).toEqual([1, 95, 0]);
    expect(versionIn('no version here')).toBeNull();
  });
});

describe('Node', () => {
  test('an old one is told, with the minimum and where to get a newer one', () => {
    const problem = nodeProblem('v18.20.0', 'linux', '>=20.19');
    expect(problem.code).toBe('ERR_NODE_TOO_OLD');
    expect(line(problem)).toContain('20.19.0');
    expect(line(problem)).toContain('https://nodejs.org');
  });

  test('another platform is told', () => {
    expect(nodeProblem('v22.0.0', 'win32', '>=20.19').code).toBe('ERR_UNSUPPORTED_PLATFORM');
  });

  test('a new enough one on Linux is fine', () => {
    expect(nodeProblem('v20.19.0', 'linux', '>=20.19')).toBeNull();
  });
});

describe('cargo', () => {
  test('a missing one is told, with what to install', () => {
    const problem = cargoProblem(null, '1.88');
    expect(problem.code).toBe('ERR_CARGO_MISSING');
    expect(line(problem)).toContain('Install Rust 1.88 or newer from https://rustup.rs');
  });

  test('an old one is told, with both versions', () => {
    const problem = cargoProblem('cargo 1.70.0 (ec8a8a0ca 2023-04-25)\n', '1.88');
    expect(problem.code).toBe('ERR_CARGO_TOO_OLD');
    expect(line(problem)).toContain('cargo 1.70.0');
    expect(line(problem)).toContain('1.88');
  });

  test('a wrapper that prints something else is told, with what it printed', () => {
    expect(cargoProblem('hello\n', '1.88').code).toBe('ERR_CARGO_UNUSABLE');
  });

  test('a new enough one is fine', () => {
    expect(cargoProblem('cargo 1.88.0 (abc 2025-06-26)\n', '1.88')).toBeNull();
  });
});
